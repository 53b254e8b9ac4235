import type { Raster } from '../decode/raster.ts';
import { toHex } from './hex.ts';
import { codeFromHighestBit } from './threshold-code.ts';

/** What `dhash` reads: nine columns make eight differences a row. */
export const DHASH_WIDTH = 9;
export const DHASH_HEIGHT = 8;

/**
 * The difference hash of the Ruby gem dhash-vips (`DHashVips::DHash`), 16 hex digits; format `dhash-vips`. Reads the picture shrunk
 * to 9 x 8 grey pixels by libvips (auto-oriented, aspect ratio ignored, alpha on white). A bit is set where a pixel is lighter
 * than its right neighbour.
 *
 * @throws RangeError when the raster is not 9 x 8 with one channel.
 */
export function dhash(pixels9x8: Raster): string {
  const { data, width, height, channels } = pixels9x8;
  if (width !== DHASH_WIDTH || height !== DHASH_HEIGHT || channels !== 1) {
    throw new RangeError(`Expected 9x8 pixels of 1 channel, got ${width}x${height} of ${channels}`);
  }
  const falls = Int16Array.from({ length: 64 }, (_, i) => {
    const left = (i >> 3) * DHASH_WIDTH + (i & 7);
    return data[left]! - data[left + 1]!;
  });
  return toHex(codeFromHighestBit(falls, 0));
}
