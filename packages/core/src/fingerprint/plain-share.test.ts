import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mulberry32 } from '../../bench/seeded-raster.ts';
import type { Plane } from './border.ts';
import { plainShare } from './plain-share.ts';

function slowPlainShare({ data, width, height }: Plane): number {
  const samples = Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)] as const);
  const inside = samples.filter(([x, y]) => x > 0 && y > 0 && x < width - 1 && y < height - 1);
  const plain = inside.filter(([x, y]) => {
    const round = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => data[(y + row) * width + x + column]!));
    return Math.max(...round) - Math.min(...round) <= 1.5;
  });
  return plain.length / inside.length;
}

describe('plainShare', () => {
  it('counts a sample when the nine round it differ by at most 1.5', () => {
    const data = Float32Array.from([10, 10, 10, 10, 10, 10, 11, 10, 10, 10, 11.5, 10, 10, 10, 10, 10, 10, 10, 10, 12]);
    // 5 x 4, six samples inside: the 12 in the corner touches the last one.
    expect(plainShare({ data, width: 5, height: 4 })).toBe(5 / 6);
  });

  it('is 1 for a flat picture and 0 for a steep one', () => {
    expect(plainShare({ data: new Float32Array(9).fill(200), width: 3, height: 3 })).toBe(1);
    const ramp = Float32Array.from({ length: 12_288 }, (_, at) => at % 128);
    expect(plainShare({ data: ramp, width: 128, height: 96 })).toBe(0);
  });

  it('agrees with the definition at every size', () => {
    const side = fc.integer({ min: 3, max: 20 });
    fc.assert(
      fc.property(side, side, fc.nat(), (width, height, seed) => {
        const random = mulberry32(seed);
        const data = Float32Array.from({ length: width * height }, () => (random() < 0.1 ? 9 * random() : random()));
        expect(plainShare({ data, width, height })).toBe(slowPlainShare({ data, width, height }));
      }),
      { numRuns: 50 },
    );
  });
});
