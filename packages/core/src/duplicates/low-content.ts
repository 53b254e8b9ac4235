import { hasContent, mayLackContent } from './content-gate.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { SearchImage } from './search-image.ts';

/** What pictures with little content are compared by. */
export interface PlainPicture extends Pick<SearchImage, 'width' | 'height'> {
  readonly fingerprint: Pick<Fingerprint, 'grey' | 'chroma'>;
}

/** What lossy compression changes at most, in sample values 0 to 255, in a picture with little content. */
const MOST_MEAN_DIFFERENCE = 1.5;
const MOST_DIFFERENCE = 10;
const MOST_ASPECT_DIFFERENCE = 0.02;

/**
 * Flat pictures, gradients, blank pages and icons: their codes are noise, so only pictures of the same shape whose thumbnails agree sample by
 * sample, in grey and in colour, are paired. Gives, picture by picture, the pairs with earlier ones.
 */
export function* pairLowContent(
  images: readonly SearchImage[],
  wants: (a: number, b: number) => boolean = () => true,
): Generator<readonly { readonly a: number; readonly b: number }[]> {
  const isClear = images.map(({ fingerprint }) => hasContent(fingerprint));
  const lane = images.flatMap(({ fingerprint }, index) => (mayLackContent(fingerprint) ? [index] : []));
  for (const [position, b] of lane.entries()) {
    const earlier = lane.slice(0, position).filter((a) => !(isClear[a] && isClear[b]) && wants(a, b));
    yield earlier.filter((a) => looksEqual(images[a]!, images[b]!)).map((a) => ({ a, b }));
  }
}

/** Whether two pictures have the same shape and thumbnails that agree sample by sample. */
export function looksEqual(a: PlainPicture, b: PlainPicture): boolean {
  if (Math.abs(Math.log((a.width * b.height) / (a.height * b.width))) > MOST_ASPECT_DIFFERENCE) return false;
  return agrees(a.fingerprint.chroma, b.fingerprint.chroma) && agrees(a.fingerprint.grey, b.fingerprint.grey);
}

function agrees(a: Uint8Array, b: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (difference > MOST_DIFFERENCE) return false;
    sum += difference;
  }
  return sum <= MOST_MEAN_DIFFERENCE * a.length;
}
