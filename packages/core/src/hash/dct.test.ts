import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mulberry32 } from '../../bench/seeded-raster.ts';
import { dctBlock, type DctBlock } from './dct.ts';

const LOW: DctBlock = { size: 32, firstFrequency: 0, count: 8, weight: 2 };
const WITHOUT_MEAN: DctBlock = { size: 64, firstFrequency: 1, count: 16, weight: Math.sqrt(2 / 64) };

describe('dctBlock', () => {
  it.each([LOW, WITHOUT_MEAN])('agrees with the sum over all samples: %j', (block) => {
    const samples = noise(block.size, 11);
    const fast = dctBlock(block)(samples);
    const slow = slowDct(block, samples);
    const largest = Math.max(...slow.map((value, i) => Math.abs(value - fast[i]!)));
    expect(fast).toHaveLength(block.count ** 2);
    expect(largest).toBeLessThan(1e-8);
  });

  it('puts the sum of all samples into frequency 0', () => {
    const coefficients = dctBlock({ ...LOW, weight: 1 })(new Uint8Array(1024).fill(3));
    expect(coefficients[0]).toBe(3 * 1024);
  });

  it('gives exactly 0 for every frequency that a flat picture lacks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), (grey) => {
        const coefficients = dctBlock(WITHOUT_MEAN)(new Float32Array(64 * 64).fill(grey));
        expect(coefficients.every((value) => value === 0)).toBe(true);
      }),
    );
  });

  it('changes nothing but the signs of odd horizontal frequencies when the picture is mirrored', () => {
    const samples = noise(32, 12);
    const mirrored = samples.map((_, i) => samples[i - (i % 32) + 31 - (i % 32)]!);
    const original = dctBlock(LOW)(samples);
    const expected = original.map((value, i) => (i % 2 === 1 ? -value : value));
    expect(dctBlock(LOW)(mirrored)).toEqual(expected);
  });
});

function noise(size: number, seed: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: size * size }, () => Math.floor(random() * 256));
}

function slowDct({ size, firstFrequency, count, weight }: DctBlock, samples: Float64Array): number[] {
  const wave = (frequency: number, place: number): number => Math.cos((Math.PI / size) * frequency * (place + 0.5));
  return Array.from({ length: count * count }, (_, i) => {
    const v = firstFrequency + Math.floor(i / count);
    const u = firstFrequency + (i % count);
    return samples.reduce((sum, sample, at) => {
      return sum + weight ** 2 * sample * wave(v, Math.floor(at / size)) * wave(u, at % size);
    }, 0);
  });
}
