import type { Raster } from '../decode/raster.ts';
import { dctBlock } from './dct.ts';
import { toHex } from './hex.ts';
import { resizePillowLanczos } from './pillow-lanczos.ts';
import { codeFromHighestBit, evenMedian } from './threshold-code.ts';

// scipy.fftpack's DCT-II is not normalised: twice the sum.
const lowFrequencies = dctBlock({ size: 32, firstFrequency: 0, count: 8, weight: 2 });

/**
 * What `imagehash.phash` of Python's imagehash gives on the same pixels, 16 hex digits; format `imagehash-phash`. Alpha is ignored.
 * Unlike `phash` its lowest frequencies include the mean.
 */
export function imagehashPhash(raster: Raster): string {
  const coefficients = lowFrequencies(resizePillowLanczos(pillowGrey(raster), 32, 32).data);
  return toHex(codeFromHighestBit(coefficients, evenMedian(coefficients)));
}

/**
 * What `imagehash.dhash` of Python's imagehash gives on the same pixels, 16 hex digits; format `imagehash-dhash`. Alpha is ignored.
 * Unlike in `dhash` a bit is set where a pixel is darker than its right neighbour.
 */
export function imagehashDhash(raster: Raster): string {
  const { data, width } = resizePillowLanczos(pillowGrey(raster), 9, 8);
  const rises = Int16Array.from({ length: 64 }, (_, i) => {
    const left = (i >> 3) * width + (i & 7);
    return data[left + 1]! - data[left]!;
  });
  return toHex(codeFromHighestBit(rises, 0));
}

/** Pillow's `convert("L")`: BT.601 luma in fixed point with 16 fractional bits. */
function pillowGrey(raster: Raster): Raster {
  const { data, width, height, channels } = raster;
  if (channels === 1) return raster;
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, i = 0; pixel < grey.length; pixel++, i += channels) {
    grey[pixel] =
      channels === 2 ? data[i]! : (19595 * data[i]! + 38470 * data[i + 1]! + 7471 * data[i + 2]! + 32768) >> 16;
  }
  return { data: grey, width, height, channels: 1 };
}
