import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { noiseRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { pdqLuma64 } from './pdq-luma.ts';

describe('pdqLuma64', () => {
  it('takes the luma of 64 x 64 pixels as it is', () => {
    const grey = noiseRaster({ width: 64, height: 64, channels: 1 }, 1);
    expect(pdqLuma64(grey)).toEqual(Float32Array.from(grey.data));
  });

  it('weighs red, green and blue by .299, .587 and .114', () => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => [200, 100, 50][i % 3]!);
    const luma = pdqLuma64({ data, width: 64, height: 64, channels: 3 });
    expect(luma[0]).toBeCloseTo(124.2, 4);
  });

  it('agrees with box means by the definition at any size', () => {
    const shape = fc.record({
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 300 }),
      channels: fc.constantFrom<Raster['channels']>(1, 2, 3, 4),
    });
    fc.assert(
      fc.property(shape, fc.nat(), (size, seed) => expectCloseToSlow(noiseRaster(size, seed))),
      {
        numRuns: 20,
        examples: [
          [{ width: 1, height: 1, channels: 3 }, 0],
          [{ width: 129, height: 128, channels: 1 }, 1],
        ],
      },
    );
  });

  it.each([
    [512, 500],
    [513, 2],
    [40, 1030],
    [1024, 777],
  ])('agrees with them at %p x %p, where a longer side is sampled first', (width, height) => {
    expectCloseToSlow(noiseRaster({ width, height, channels: 3 }, 2));
  });
});

function expectCloseToSlow(raster: Raster): void {
  const slow = slowLuma64(raster);
  const fast = pdqLuma64(raster);
  const largest = slow.reduce((worst, value, i) => Math.max(worst, Math.abs(value - fast[i]!)), 0);
  expect(fast).toHaveLength(4096);
  // Running sums in single precision against double precision.
  expect(largest).toBeLessThan(2e-3);
}

function slowLuma64(raster: Raster): number[] {
  let plane = slowLuma(slowSample(raster));
  const isReady = plane.length === 64 && plane[0]!.length === 64;
  if (isReady) return plane.flat();
  for (let pass = 0; pass < 2; pass++) {
    plane = plane.map(slowBox);
    plane = transpose(transpose(plane).map(slowBox));
  }
  return Array.from({ length: 4096 }, (_, i) => {
    const row = plane[Math.floor((((i >> 6) + 0.5) * plane.length) / 64)]!;
    return row[Math.floor((((i & 63) + 0.5) * row.length) / 64)]!;
  });
}

function slowSample(raster: Raster): Raster {
  const { data, width, height, channels } = raster;
  if (width <= 512 && height <= 512) return raster;
  const sampled: number[] = [];
  for (let y = 0; y < 512; y++) {
    for (let x = 0; x < 512; x++) {
      const pixel = Math.floor((y * height) / 512) * width + Math.floor((x * width) / 512);
      sampled.push(...data.subarray(pixel * channels, (pixel + 1) * channels));
    }
  }
  return { data: Uint8Array.from(sampled), width: 512, height: 512, channels };
}

function slowLuma({ data, width, height, channels }: Raster): number[][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const i = (y * width + x) * channels;
      return channels < 3 ? data[i]! : 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    }),
  );
}

/** Each sample becomes the mean of those from i - (n - half) to i + half - 1 that exist. */
function slowBox(row: number[]): number[] {
  const n = Math.ceil(row.length / 128);
  const half = Math.floor((n + 2) / 2);
  return row.map((_, i) => {
    const window = row.slice(Math.max(0, i - (n - half)), i + half);
    return window.reduce((sum, value) => sum + value, 0) / window.length;
  });
}

function transpose(matrix: number[][]): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}
