import { reduceJpeg, type ReductionOf } from '../decode/jpeg/reduced-jpeg.ts';
import type { OpenedImage } from '../decode/open-image.ts';
import { isTruncated } from '../decode/truncation.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import { FEATURE_SIDE } from './local-features.ts';
import { OUTLINE_SIDE, thumbnailOfJpeg, thumbnailOfRaster } from './thumbnail.ts';

/** How much of a picture is kept for comparing: `outline` finds copies of the whole picture, `features` those of parts of it as well. */
export type Detail = 'outline' | 'features';

/** Longest side of the thumbnail that a fingerprint is made from. */
export const THUMBNAIL_SIDE: Readonly<Record<Detail, number>> = { outline: OUTLINE_SIDE, features: FEATURE_SIDE };

/** What a JPEG of this size is reduced by, so that its thumbnail still has enough to be made of. */
export const reductionFor: Readonly<Record<Detail, ReductionOf>> = {
  // At least 90 samples on the short side: fewer move a 256-bit code by more than resizing does.
  outline: (width, height) => ([8, 4] as const).find((factor) => Math.min(width, height) / factor >= 90),
  // At least 200 on the long side, which grow to 256.
  features: (width, height) => ([8, 4, 2] as const).find((factor) => Math.max(width, height) / factor >= 200),
};

/**
 * An image's fingerprint: a JPEG's from its lowest coefficients where they are enough, all else from the full decode.
 * @throws DecodeError image_truncated, image_corrupt, decode_timeout
 */
export async function fingerprintImage(
  {
    bytes,
    contentType,
    opened,
  }: { readonly bytes: Uint8Array; readonly contentType: string; readonly opened: OpenedImage },
  detail: Detail,
): Promise<Fingerprint> {
  const isWholeJpeg = contentType === 'image/jpeg' && !isTruncated(bytes, contentType);
  const reduced = isWholeJpeg ? reduceJpeg(bytes, reductionFor[detail]) : undefined;
  const side = THUMBNAIL_SIDE[detail];
  const thumbnail = reduced ? thumbnailOfJpeg(reduced, side) : thumbnailOfRaster(await opened.stored(), side);
  return fingerprint(thumbnail, opened.header.orientation);
}
