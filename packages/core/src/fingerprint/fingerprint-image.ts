import { reduceJpeg } from '../decode/jpeg/reduced-jpeg.ts';
import type { OpenedImage } from '../decode/open-image.ts';
import { isTruncated } from '../decode/truncation.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import { thumbnailOfJpeg, thumbnailOfRaster } from './thumbnail.ts';

/** At least 90 samples are wanted on the short side: fewer move a 256-bit code by more than resizing does. */
export function reductionFor(width: number, height: number): 8 | 4 | undefined {
  const short = Math.min(width, height);
  if (short >= 720) return 8;
  return short >= 360 ? 4 : undefined;
}

/**
 * An image's fingerprint: a JPEG's from its lowest coefficients where they are enough, all else from the full decode.
 * @throws DecodeError image_truncated, image_corrupt, decode_timeout
 */
export async function fingerprintImage(
  bytes: Uint8Array,
  contentType: string,
  opened: OpenedImage,
): Promise<Fingerprint> {
  const isWholeJpeg = contentType === 'image/jpeg' && !isTruncated(bytes, contentType);
  const reduced = isWholeJpeg ? reduceJpeg(bytes, reductionFor) : undefined;
  const thumbnail = reduced ? thumbnailOfJpeg(reduced) : thumbnailOfRaster(await opened.stored());
  return fingerprint(thumbnail, opened.header.orientation);
}
