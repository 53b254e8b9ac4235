import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { planBands, type BandDemand } from './plan-bands.ts';
import { probesOf } from './probes.ts';

describe('planBands', () => {
  it('compares everything when there are few codes, or when nearly all may be near', () => {
    const everything = [{ from: 0, width: 0, radius: 0 }];
    expect(planBands(within(64, 8, 500)).bands).toEqual(everything);
    expect(planBands(within(256, 90, 100_000)).bands).toEqual(everything);
    expect(planBands(within(64, 64, 100_000)).bands).toEqual(everything);
  });

  it('takes bands of about log2 of the number of codes', () => {
    expect(planBands(within(64, 8, 1_000_000)).bands).toEqual([
      { from: 0, width: 16, radius: 2 },
      { from: 16, width: 16, radius: 1 },
      { from: 32, width: 16, radius: 1 },
      { from: 48, width: 16, radius: 1 },
    ]);
  });

  it('always lets bands meet that do not overlap, lie within the code and have radii enough', () => {
    const demand = fc.record({
      bits: fc.constantFrom(64 as const, 256 as const),
      maxDistance: fc.integer({ min: 0, max: 64 }),
      count: fc.integer({ min: 1, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(demand, ({ bits, maxDistance, count }) => {
        const { bands } = planBands(within(bits, maxDistance, count));
        if (bands[0]!.width === 0) return;
        expect(bands.reduce((sum, { radius }) => sum + radius + 1, 0)).toBe(maxDistance + 1);
        bands.forEach(({ from, width }, i) => {
          expect(from + width).toBeLessThanOrEqual(bands[i + 1]?.from ?? bits);
        });
      }),
    );
  });
});

describe('probesOf', () => {
  it('lists the differences of keys within the radius, ascending', () => {
    expect([...probesOf({ width: 4, radius: 0 })]).toEqual([0]);
    expect([...probesOf({ width: 3, radius: 1 })]).toEqual([0, 1, 2, 4]);
    expect([...probesOf({ width: 4, radius: 2 })]).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12]);
    expect([...probesOf({ width: 0, radius: 0 })]).toEqual([0]);
  });
});

function within(bits: 64 | 256, maxDistance: number, count: number): BandDemand {
  return { bits, maxDistance, rows: count, columns: count / 2, comparisons: (count * count) / 2 };
}
