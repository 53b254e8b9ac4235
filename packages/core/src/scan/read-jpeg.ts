import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

import type { ImageContent } from './scan-cache.ts';
import { jpegContent, type JpegContentOptions } from './jpeg-content.ts';

export interface JpegRequest extends JpegContentOptions {
  /** Absolute path. */
  readonly path: string;
  readonly maxBytes: number;
}

/** The content of a JPEG file; see jpegContent. Null as well for a file that cannot be read: the usual way says why. */
export function readJpeg({ path, maxBytes, ...options }: JpegRequest): ImageContent | null {
  const bytes = readJpegBytes(path, maxBytes);
  return bytes ? jpegContent(bytes, options) : null;
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
