import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

import { reduceJpeg } from '../decode/jpeg/reduced-jpeg.ts';
import { isTruncated } from '../decode/truncation.ts';
import { reductionFor, THUMBNAIL_SIDE, type Detail } from '../fingerprint/fingerprint-image.ts';
import { fingerprint } from '../fingerprint/fingerprint.ts';
import { thumbnailOfJpeg } from '../fingerprint/thumbnail.ts';
import { checksum } from '../hash/checksum.ts';
import type { ImageContent } from './scan-cache.ts';

export interface JpegRequest {
  /** Absolute path. */
  readonly path: string;
  readonly maxBytes: number;
  readonly maxPixels: number;
  readonly detail: Detail;
}

/**
 * A JPEG file from its lowest coefficients alone, many times as fast as a full decode. Synchronous: it is meant for worker threads.
 * @returns null for whatever is not plain sailing: the usual way reads the file then, or says what is wrong with it.
 */
export function readJpeg({ path, maxBytes, maxPixels, detail }: JpegRequest): ImageContent | null {
  const bytes = readJpegBytes(path, maxBytes);
  if (!bytes || isTruncated(bytes, 'image/jpeg')) return null;
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

function readJpegBytes(path: string, maxBytes: number): Buffer | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK); // a pipe without a writer must not hang
  } catch {
    return undefined; // the usual way says why
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size < 4 || stat.size > maxBytes) return undefined;
    const bytes = Buffer.allocUnsafeSlow(stat.size);
    if (readSync(file, bytes, 0, 3, 0) < 3 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return undefined;
    let read = 3;
    for (let more = 1; more > 0 && read < bytes.length; read += more)
      more = readSync(file, bytes, read, bytes.length - read, read);
    return read === bytes.length ? bytes : undefined;
  } finally {
    closeSync(file);
  }
}
