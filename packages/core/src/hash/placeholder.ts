import { rgbaToThumbHash } from 'thumbhash';

import type { Raster } from '../decode/raster.ts';

/** Longest side of the raster that `placeholder` takes. */
export const PLACEHOLDER_SIDE = 100;

/**
 * Evan Wallace's ThumbHash in base64, about 30 characters: a blurred picture to show while the real one loads, with its aspect ratio and alpha.
 * Decoders: https://evanw.github.io/thumbhash/
 * @param raster at most 100 pixels wide and high, RGB + alpha.
 * @throws RangeError when it is anything else.
 */
export function placeholder({ data, width, height, channels }: Raster): string {
  if (width > PLACEHOLDER_SIDE || height > PLACEHOLDER_SIDE || channels !== 4)
    throw new RangeError(`Expected at most 100x100 pixels of 4 channels, got ${width}x${height} of ${channels}`);
  return Buffer.from(rgbaToThumbHash(width, height, data)).toString('base64');
}
