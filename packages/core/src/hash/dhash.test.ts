import { describe, expect, it } from '@jest/globals';

import { noiseRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { dhash } from './dhash.ts';

describe('dhash', () => {
  it('sets a bit where a pixel is lighter than its right neighbour, the first pixel being the highest bit', () => {
    const data = new Uint8Array(72).fill(100);
    data[0] = 101; // row 0: falls from column 0 to 1
    data[71] = 99; // row 7: falls from column 7 to 8
    expect(dhash(grey9x8(data))).toBe('8000000000000001');
  });

  it('sets no bit where the row rises or stays', () => {
    expect(dhash(grey9x8(Uint8Array.from({ length: 72 }, (_, i) => i % 9)))).toBe('0000000000000000');
    expect(dhash(grey9x8(new Uint8Array(72)))).toBe('0000000000000000');
  });

  it('does not compare the end of a row with the beginning of the next', () => {
    expect(dhash(grey9x8(Uint8Array.from({ length: 72 }, (_, i) => 200 - Math.floor(i / 9))))).toBe('0000000000000000');
  });

  it('sees the whole range from black to white', () => {
    const data = Uint8Array.from({ length: 72 }, (_, i) => ((i % 9) % 2 === 0 ? 255 : 0));
    expect(dhash(grey9x8(data))).toBe('aaaaaaaaaaaaaaaa');
  });

  it('keeps its value', () => {
    expect(dhash(noiseRaster({ width: 9, height: 8, channels: 1 }, 1))).toBe('99ad71544d4b3556');
  });

  it.each<Omit<Raster, 'data'>>([
    { width: 8, height: 9, channels: 1 },
    { width: 9, height: 8, channels: 3 },
  ])('refuses pixels of another shape: %j', (shape) => {
    const data = new Uint8Array(72 * shape.channels);
    expect(() => dhash({ ...shape, data })).toThrow(
      new RangeError(`Expected 9x8 pixels of 1 channel, got ${shape.width}x${shape.height} of ${shape.channels}`),
    );
  });
});

function grey9x8(data: Uint8Array): Raster {
  return { data, width: 9, height: 8, channels: 1 };
}
