import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { logOddsOf, similarityAt, similarityOf, type PairTraits } from './similarity.ts';

/** A copy that agrees nearly everywhere. */
const COPY: PairTraits = {
  informative: 150,
  agreeing: 150,
  share: 1,
  strongShare: 1,
  mean: 0.97,
  unlike: 0,
  coverage: 1,
  chromaDifference: 0.5,
  plainShares: [0.05, 0.05],
  unevenLight: 0.5,
  overlaps: [1, 1],
  areRepetitive: false,
};

/** Another picture that was nominated. */
const OTHER: PairTraits = {
  ...COPY,
  agreeing: 12,
  share: 0.1,
  strongShare: 0,
  mean: 0.2,
  unlike: 0.45,
  coverage: 0,
  chromaDifference: 8,
};

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Traits that pass all gates. */
const anyTraits: fc.Arbitrary<PairTraits> = fc
  .record({
    share,
    strong: share,
    agreeing: fc.integer({ min: 8, max: 192 }),
    mean: fc.double({ min: -1, max: 1, noNaN: true }),
    unlike: fc.double({ min: 0, max: 1.5, noNaN: true }),
    coverage: share,
    chromaDifference: fc.double({ min: 0, max: 60, noNaN: true }),
  })
  .map(({ strong, ...traits }) => ({ ...COPY, ...traits, informative: 192, strongShare: strong * traits.share }));

describe('similarityOf', () => {
  it('is near 1 for a copy and near 0 for another picture', () => {
    expect(similarityOf(COPY)).toBeGreaterThan(0.99);
    expect(similarityOf(OTHER)).toBeLessThan(0.001);
  });

  it.each([
    ['mean', 0.05],
    ['strongShare', 0.05],
    ['share', 0.05],
    ['coverage', 0.05],
    ['agreeing', 3],
    ['chromaDifference', -3],
    ['unlike', -0.1],
  ] as const)('never falls with a better %s, all else being equal', (trait, step) => {
    fc.assert(
      fc.property(anyTraits, (traits) => {
        const better = { ...traits, [trait]: traits[trait] + step };
        expect(similarityOf(better)).toBeGreaterThanOrEqual(similarityOf(traits) - 1e-12);
      }),
    );
  });

  it('stays within 0 and 1', () => {
    fc.assert(
      fc.property(anyTraits, (traits) => {
        const similarity = similarityOf(traits);
        expect(similarity >= 0 && similarity <= 1).toBe(true);
      }),
    );
  });

  it('does not mind colours where the tiles agree strongly', () => {
    expect(similarityOf({ ...COPY, chromaDifference: 60 })).toBe(similarityOf(COPY));
  });

  it('is 0 under 8 agreeing tiles', () => {
    expect(similarityOf({ ...COPY, agreeing: 7 })).toBe(0);
    expect(similarityOf({ ...COPY, agreeing: 8 })).toBeGreaterThan(0.5);
  });

  it('is 0 where neither picture lies in the other by 55 percent', () => {
    expect(similarityOf({ ...COPY, overlaps: [0.54, 0.54] })).toBe(0);
    expect(similarityOf({ ...COPY, overlaps: [0.55, 0.1] })).toBeGreaterThan(0.5);
    expect(similarityOf({ ...COPY, overlaps: [0.1, 0.55] })).toBe(similarityOf({ ...COPY, overlaps: [0.55, 0.1] }));
  });

  it('wants drawings, screens and pages to agree nearly everywhere, when both are', () => {
    const drawings = { ...COPY, plainShares: [0.58, 0.7] } as const;
    expect(similarityOf(drawings)).toBe(similarityOf(COPY));
    for (const lacking of [{ share: 0.979 }, { strongShare: 0.84 }, { agreeing: 23 }]) {
      expect(similarityOf({ ...drawings, ...lacking })).toBe(0);
      expect(similarityOf({ ...drawings, plainShares: [0.57, 0.7], ...lacking })).toBeGreaterThan(0.9);
    }
  });

  it('asks less of pages and screens, and least of things on smooth ground, but more than of other pictures', () => {
    expect(similarityOf({ ...COPY, plainShares: [0.42, 0.5], strongShare: 0.55 })).toBeGreaterThan(0.9);
    expect(similarityOf({ ...COPY, plainShares: [0.42, 0.5], strongShare: 0.54 })).toBe(0);
    expect(similarityOf({ ...COPY, plainShares: [0.3, 0.5], agreeing: 20 })).toBeGreaterThan(0.9);
    expect(similarityOf({ ...COPY, plainShares: [0.3, 0.5], agreeing: 19 })).toBe(0);
    expect(similarityOf({ ...COPY, plainShares: [0.29, 0.5], agreeing: 19 })).toBeGreaterThan(0.9);
  });

  it('wants a picture that repeats itself to show the same whole as its copy, in the same light', () => {
    const cloth = { ...COPY, areRepetitive: true };
    expect(similarityOf(cloth)).toBe(similarityOf(COPY));
    for (const lacking of [{ overlaps: [1, 0.94] as const }, { unevenLight: 3.1 }, { share: 0.979 }]) {
      expect(similarityOf({ ...cloth, ...lacking })).toBe(0);
      expect(similarityOf({ ...COPY, ...lacking })).toBeGreaterThan(0.9);
    }
  });

  it('is 0 where nine tenths of one picture are plain', () => {
    expect(similarityOf({ ...COPY, plainShares: [0.1, 0.9] })).toBe(0);
    expect(similarityOf({ ...COPY, plainShares: [0.9, 0.1] })).toBe(0);
  });
});

describe('similarityAt and logOddsOf', () => {
  it('undo each other, and take even odds for a half', () => {
    expect([similarityAt(0), logOddsOf(0.5)]).toEqual([0.5, 0]);
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (odds) => {
        expect(logOddsOf(similarityAt(odds))).toBeCloseTo(odds, 6);
      }),
    );
  });

  it('grow with each other', () => {
    expect([similarityAt(-4), similarityAt(1), similarityAt(4)]).toEqual([
      expect.closeTo(0.00247, 5),
      expect.closeTo(0.81757, 5),
      expect.closeTo(0.99753, 5),
    ]);
  });
});
