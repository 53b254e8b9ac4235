import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { expectedFalsePairs, NEAR_MISS_SIMILARITY, raiseBar } from './bar.ts';

const similarity = fc.double({ min: 0.01, max: 0.999, noNaN: true });
const misses = fc.integer({ min: 1, max: 100_000 });

describe('expectedFalsePairs', () => {
  it('is none after no near misses, and as many as they are at the similarity of a near miss', () => {
    expect(expectedFalsePairs(0, 0.5)).toBe(0);
    expect(expectedFalsePairs(7, NEAR_MISS_SIMILARITY)).toBeCloseTo(7, 9);
  });

  it('falls by a factor of e^4.12 from there to even odds', () => {
    expect(expectedFalsePairs(100, 0.5)).toBeCloseTo(100 * Math.exp(-4.12), 9); // 1.62
  });

  it('grows with the near misses and falls with the similarity', () => {
    fc.assert(
      fc.property(misses, similarity, similarity, (count, one, other) => {
        expect(expectedFalsePairs(2 * count, one)).toBeCloseTo(2 * expectedFalsePairs(count, one), 6);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(expectedFalsePairs(count, high)).toBeLessThanOrEqual(expectedFalsePairs(count, low));
      }),
    );
  });
});

describe('raiseBar', () => {
  it('is what was asked for where few false pairs are expected', () => {
    expect([raiseBar(0, 0.5, 1), raiseBar(61, 0.5, 1)]).toEqual([0.5, 0.5]);
    expect(raiseBar(62, 0.5, 1)).toBeGreaterThan(0.5);
  });

  it('is never under what was asked for, and leaves at most so many false pairs to expect', () => {
    const most = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(misses, similarity, most, (count, least, maxFalsePairs) => {
        const bar = raiseBar(count, least, maxFalsePairs);
        expect(bar).toBeGreaterThanOrEqual(least);
        expect(bar).toBeLessThanOrEqual(1);
        expect(expectedFalsePairs(count, Math.min(bar, 1 - 1e-12))).toBeLessThanOrEqual(1.001 * maxFalsePairs);
      }),
    );
  });
});
