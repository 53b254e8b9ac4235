import { reduceJpeg } from '../decode/jpeg/reduced-jpeg.ts';
import { isTruncated } from '../decode/truncation.ts';
import { reductionFor, THUMBNAIL_SIDE, type Detail } from '../fingerprint/fingerprint-image.ts';
import { fingerprint } from '../fingerprint/fingerprint.ts';
import { thumbnailOfJpeg } from '../fingerprint/thumbnail.ts';
import { checksum } from '../hash/checksum.ts';
import type { ImageContent } from './scan-cache.ts';

export interface JpegContentOptions {
  readonly maxPixels: number;
  readonly detail: Detail;
}

/**
 * The content of a JPEG from its lowest coefficients alone, many times as fast as a full decode. Synchronous: it is meant for worker threads.
 * @returns null for whatever is not plain sailing: imageContent reads it, or says what is wrong with it.
 */
export function jpegContent(bytes: Uint8Array, { maxPixels, detail }: JpegContentOptions): ImageContent | null {
  if (bytes.length < 3 || bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return null;
  if (isTruncated(bytes, 'image/jpeg')) return null;
  const reduced = reduceJpeg(bytes, (width, height) =>
    width * height > maxPixels ? undefined : reductionFor[detail](width, height),
  );
  if (!reduced) return null;
  const isTurned = reduced.orientation >= 5;
  return {
    checksum: checksum(bytes),
    bytesize: bytes.length,
    content_type: 'image/jpeg',
    width: isTurned ? reduced.height : reduced.width,
    height: isTurned ? reduced.width : reduced.height,
    fingerprint: fingerprint(thumbnailOfJpeg(reduced, THUMBNAIL_SIDE[detail]), reduced.orientation),
  };
}
