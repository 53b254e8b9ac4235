import { describe, expect, it } from '@jest/globals';

import { noiseRaster, type RasterShape, wavesRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { hexDistance } from './hamming-distance.ts';
import { imagehashDhash, imagehashPhash } from './imagehash.ts';

// Values that Pillow 9.4, numpy 1.24 and scipy 1.10 give on the same samples with imagehash's own lines.
const PYTHON_VALUES: readonly PythonValue[] = [
  { shape: { width: 100, height: 75, channels: 3 }, seed: 1, phash: 'd4383a7c7892197d', dhash: 'a526d8ac16766451' },
  { shape: { width: 61, height: 130, channels: 1 }, seed: 2, phash: 'ab49c5cc7e493f04', dhash: '52d2db192dd5d5af' },
  { shape: { width: 1, height: 1, channels: 3 }, seed: 3, phash: '8000000000000000', dhash: '0000000000000000' },
  { shape: { width: 3, height: 2, channels: 3 }, seed: 4, phash: 'e732003200340022', dhash: '0f0f0f0f00e0e0f0' },
  { shape: { width: 1200, height: 3, channels: 3 }, seed: 5, phash: '8b147ceba3147cc5', dhash: '246462cbc9d9d9d9' },
  { shape: { width: 40, height: 30, channels: 4 }, seed: 6, phash: 'a1628dfe303c6967', dhash: '95e5c69cca226eda' },
  { shape: { width: 37, height: 29, channels: 2 }, seed: 7, phash: 'cde87a3e310cf461', dhash: '3173d2f2cb2d7192' },
];

interface PythonValue {
  readonly shape: RasterShape;
  readonly seed: number;
  readonly phash: string;
  readonly dhash: string;
}

describe('imagehash', () => {
  it.each(PYTHON_VALUES)('gives the values of the Python package: %j', ({ shape, seed, phash, dhash }) => {
    const raster = noiseRaster(shape, seed);
    expect(imagehashPhash(raster)).toBe(phash);
    expect(imagehashDhash(raster)).toBe(dhash);
  });

  it('has only the bit of the mean set on a flat picture', () => {
    const flat: Raster = { data: new Uint8Array(50 * 40).fill(90), width: 50, height: 40, channels: 1 };
    expect(imagehashPhash(flat)).toBe('8000000000000000');
    expect(imagehashDhash(flat)).toBe('0000000000000000');
  });

  it('sets the bits of dhash where the picture gets lighter to the right', () => {
    const ramp: Raster = {
      data: Uint8Array.from({ length: 90 }, (_, i) => 20 * (i % 9)),
      width: 9,
      height: 10,
      channels: 1,
    };
    expect(imagehashDhash(ramp)).toBe('ffffffffffffffff');
  });

  it('rounds the luma as Pillow does', () => {
    // Pillow gives 152 for (63, 226, 0), by 1 in 65536; 151 is darker, so each row rises once, in its first bit.
    const data = Uint8Array.from({ length: 9 * 8 * 3 }, (_, i) => (i % 27 < 3 ? 151 : [63, 226, 0][i % 3]!));
    expect(imagehashDhash({ data, width: 9, height: 8, channels: 3 })).toBe('8080808080808080');
  });

  it('inverts phash but for the mean when the picture is inverted', () => {
    const grey = wavesRaster({ width: 32, height: 32, channels: 1 }, 1);
    const inverted = { ...grey, data: grey.data.map((sample) => 255 - sample) };
    expect(hexDistance(imagehashPhash(grey), imagehashPhash(inverted))).toBeGreaterThanOrEqual(62);
  });
});
