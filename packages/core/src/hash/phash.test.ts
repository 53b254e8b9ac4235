import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { noiseRaster, wavesRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { hexDistance } from './hamming-distance.ts';
import { phash } from './phash.ts';

describe('phash', () => {
  it.each([
    [wavesRaster({ width: 120, height: 90, channels: 3 }, 1), '318b26f2171a6fcc'],
    [wavesRaster({ width: 120, height: 90, channels: 1 }, 2), 'd7ab80d4707a0c7e'],
    [noiseRaster({ width: 33, height: 47, channels: 3 }, 3), '6a891508fbc6cfe8'],
  ])('keeps its value, picture %#', (raster, hex) => {
    expect(phash(raster)).toBe(hex);
  });

  it('agrees with a whole blurred picture and a transform by the definition', () => {
    const shape = fc.record({
      width: fc.integer({ min: 1, max: 70 }),
      height: fc.integer({ min: 1, max: 70 }),
      channels: fc.constantFrom<Raster['channels']>(1, 2, 3, 4),
    });
    fc.assert(
      fc.property(shape, fc.nat(), (size, seed) => expectSameBits(noiseRaster(size, seed))),
      { numRuns: 30 },
    );
  });

  it.each([
    [1, 1],
    [3, 2],
    [2000, 3],
    [2, 900],
  ])('agrees with it at %p x %p', (width, height) => {
    expectSameBits(noiseRaster({ width, height, channels: 3 }, 4));
  });

  it('ignores alpha', () => {
    const opaque = wavesRaster({ width: 50, height: 40, channels: 4 }, 5);
    const translucent = { ...opaque, data: opaque.data.map((sample, i) => (i % 4 === 3 ? 255 - sample : sample)) };
    expect(phash(translucent)).toBe(phash(opaque));
  });

  it('has no bit set on a flat picture', () => {
    expect(phash({ data: new Uint8Array(300).fill(77), width: 10, height: 10, channels: 3 })).toBe('0'.repeat(16));
  });

  it('changes few bits when the picture is shrunk to half and about half of them when it is another', () => {
    const large = wavesRaster({ width: 400, height: 300, channels: 3 }, 6);
    const other = wavesRaster({ width: 400, height: 300, channels: 3 }, 7);
    expect(hexDistance(phash(large), phash(halved(large)))).toBeLessThanOrEqual(4);
    expect(hexDistance(phash(large), phash(other))).toBeGreaterThan(20);
  });
});

/** Where a coefficient stands this close to the median, rounding may decide its bit. */
const ROUNDING = 1e-6;

function expectSameBits(raster: Raster): void {
  const { coefficients, median } = slowTransform(raster);
  const bits = BigInt(`0x${phash(raster)}`);
  coefficients.forEach((value, i) => {
    const bit = (bits >> BigInt(i)) & 1n;
    if (Math.abs(value - median) > ROUNDING) expect([i, bit]).toEqual([i, value > median ? 1n : 0n]);
  });
}

/** The definition, step by step: luma of every pixel, 7 x 7 sums everywhere, 32 x 32 of them, C M C^T, rows and columns 1 to 8. */
function slowTransform(raster: Raster): { coefficients: number[]; median: number } {
  const { width, height } = raster;
  const luma = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => slowLuma(raster, (y * width + x) * raster.channels)),
  );
  const sums = luma.map((row, y) => row.map((_, x) => slowBoxSum(luma, x, y)));
  const small = Array.from({ length: 32 }, (_, y) =>
    Array.from({ length: 32 }, (__, x) => sums[Math.floor((y * height) / 32)]![Math.floor((x * width) / 32)]!),
  );
  const c = Array.from({ length: 32 }, (_, k) =>
    Array.from({ length: 32 }, (__, x) =>
      k === 0 ? 1 / Math.sqrt(32) : Math.sqrt(2 / 32) * Math.cos((Math.PI / 64) * k * (2 * x + 1)),
    ),
  );
  const transformed = multiply(multiply(c, small), transpose(c));
  const coefficients = transformed.slice(1, 9).flatMap((row) => row.slice(1, 9));
  const sorted = coefficients.toSorted((a, b) => a - b);
  return { coefficients, median: (sorted[31]! + sorted[32]!) / 2 };
}

function slowLuma({ data, channels }: Raster, i: number): number {
  if (channels < 3) return data[i]!;
  return Math.trunc((66 * data[i]! + 129 * data[i + 1]! + 25 * data[i + 2]! + 128) / 256 + 16);
}

function slowBoxSum(luma: number[][], x: number, y: number): number {
  let sum = 0;
  for (let dy = -3; dy <= 3; dy++) {
    for (let dx = -3; dx <= 3; dx++) {
      const row = luma[Math.min(luma.length - 1, Math.max(0, y + dy))]!;
      sum += row[Math.min(row.length - 1, Math.max(0, x + dx))]!;
    }
  }
  return sum;
}

function multiply(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0]!.map((_, column) => row.reduce((sum, value, k) => sum + value * b[k]![column]!, 0)));
}

function transpose(matrix: number[][]): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}

function halved({ data, width, height, channels }: Raster): Raster {
  const half = new Uint8Array((data.length / 4) | 0);
  for (let i = 0; i < half.length; i++) {
    const channel = i % channels;
    const x = Math.floor(i / channels) % (width / 2);
    const y = Math.floor(i / channels / (width / 2));
    const at = (row: number, column: number): number => data[(row * width + column) * channels + channel]!;
    half[i] = (at(2 * y, 2 * x) + at(2 * y, 2 * x + 1) + at(2 * y + 1, 2 * x) + at(2 * y + 1, 2 * x + 1)) / 4;
  }
  return { data: half, width: width / 2, height: height / 2, channels };
}
