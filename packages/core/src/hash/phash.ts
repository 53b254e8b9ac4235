import type { Raster } from '../decode/raster.ts';
import { dctBlock } from './dct.ts';
import { toHex } from './hex.ts';
import { codeFromLowestBit, evenMedian } from './threshold-code.ts';

const SIDE = 32;
/** A box reaches this many pixels to each side: 7 x 7. */
const REACH = 3;

const lowFrequencies = dctBlock({ size: SIDE, firstFrequency: 1, count: 8, weight: Math.sqrt(2 / SIDE) });

/**
 * The DCT hash of the pHash library, release 0.9.6 (Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
 * 2010), 16 hex digits; format `phash-dct-0.9.6`. Wants the picture at full resolution and unrotated, as the library decodes it.
 * Grey samples are taken as they are; alpha is ignored. On a flat picture the bits are rounding noise.
 */
export function phash(raster: Raster): string {
  const coefficients = lowFrequencies(sampleBoxSums(raster));
  return toHex(codeFromLowestBit(coefficients, evenMedian(coefficients)));
}

/** The 7 x 7 box sums of the luma at the 32 x 32 places that the shrunk picture keeps. */
function sampleBoxSums(raster: Raster): Float64Array {
  const sums = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    const y = Math.floor((row * raster.height) / SIDE);
    for (let column = 0; column < SIDE; column++) {
      sums[row * SIDE + column] = boxSum(raster, Math.floor((column * raster.width) / SIDE), y);
    }
  }
  return sums;
}

/** Beyond an edge the edge's pixels go on. */
function boxSum({ data, width, height, channels }: Raster, x: number, y: number): number {
  let sum = 0;
  for (let dy = -REACH; dy <= REACH; dy++) {
    const row = Math.min(height - 1, Math.max(0, y + dy)) * width;
    for (let dx = -REACH; dx <= REACH; dx++) {
      const pixel = (row + Math.min(width - 1, Math.max(0, x + dx))) * channels;
      sum += channels < 3 ? data[pixel]! : luma(data[pixel]!, data[pixel + 1]!, data[pixel + 2]!);
    }
  }
  return sum;
}

/** Y of BT.601 in its studio range, 16 to 235, rounded down as the library does. */
function luma(red: number, green: number, blue: number): number {
  return ((66 * red + 129 * green + 25 * blue + 128) >> 8) + 16;
}
