import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  contributionsOf,
  EVEN_ODDS,
  logOddsOf,
  objectionTo,
  similarityAt,
  similarityOf,
  type PairTraits,
} from './similarity.ts';

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
  arePeriodic: false,
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

  describe('of two pictures with plain places', () => {
    const plain = (share: number, lacking: Partial<PairTraits> = {}): number =>
      similarityOf({ ...COPY, plainShares: [share, share + 0.1], ...lacking });

    it('is that of others where all agrees', () => {
      for (const share of [0.3, 0.42, 0.58]) expect(plain(share)).toBe(similarityOf(COPY));
    });

    it('wants 20 agreeing tiles from 30 percent on, 24 from 58 percent on', () => {
      expect([
        plain(0.29, { agreeing: 19 }) > 0.9,
        plain(0.3, { agreeing: 19 }),
        plain(0.3, { agreeing: 20 }) > 0.9,
      ]).toEqual([true, 0, true]);
      expect([
        plain(0.57, { agreeing: 20 }) > 0.9,
        plain(0.58, { agreeing: 23 }),
        plain(0.58, { agreeing: 24 }) > 0.9,
      ]).toEqual([true, 0, true]);
    });

    it('wants strong agreement of pages and screens, and nearly all of drawings, to agree', () => {
      expect([plain(0.41, { strongShare: 0.54 }) > 0.8, plain(0.42, { strongShare: 0.54 })]).toEqual([true, 0]);
      expect([plain(0.57, { strongShare: 0.84 }) > 0.9, plain(0.58, { strongShare: 0.84 })]).toEqual([true, 0]);
      expect([plain(0.57, { share: 0.97 }) > 0.9, plain(0.58, { share: 0.97 })]).toEqual([true, 0]);
    });

    it('wants more than even odds', () => {
      fc.assert(
        fc.property(anyTraits, (traits) => {
          const least = similarityAt(1);
          const similarity = similarityOf({ ...traits, plainShares: [0.3, 0.3] });
          expect(similarity === 0 || similarity >= least).toBe(true);
        }),
      );
    });

    it('goes by the one that is less plain', () => {
      const lacking = { ...COPY, agreeing: 19 };
      expect(similarityOf({ ...lacking, plainShares: [0.29, 0.8] })).toBeGreaterThan(0.9);
      expect(similarityOf({ ...lacking, plainShares: [0.8, 0.29] })).toBeGreaterThan(0.9);
    });
  });

  it('wants pictures that repeat themselves to show the same whole, in the same light', () => {
    const cloth = { ...COPY, areRepetitive: true };
    expect(similarityOf(cloth)).toBe(similarityOf(COPY));
    for (const lacking of [{ overlaps: [1, 0.94] as const }, { unevenLight: 3.1 }, { share: 0.979 }]) {
      expect(similarityOf({ ...cloth, ...lacking })).toBe(0);
      expect(similarityOf({ ...COPY, ...lacking })).toBeGreaterThan(0.9);
    }
  });

  it('wants of pictures of equal bricks that nearly all agrees, wherever they lie', () => {
    const wall = { ...COPY, arePeriodic: true, overlaps: [1, 0.6] as const };
    expect(similarityOf({ ...wall, share: 0.975 })).toBeGreaterThan(0.9);
    expect(similarityOf({ ...wall, share: 0.974 })).toBe(0);
    expect(similarityOf({ ...wall, arePeriodic: false, share: 0.974 })).toBeGreaterThan(0.9);
  });

  it('does not look for a period where a pair is refused anyway', () => {
    const far = { ...COPY, share: 0.3, strongShare: 0.1, mean: 0.2, unlike: 1 };
    const asked = Object.defineProperty({ ...far }, 'arePeriodic', {
      get: () => {
        throw new Error('asked');
      },
    });
    expect(similarityOf(asked)).toBe(similarityOf(far));
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

describe('objectionTo', () => {
  it('names the first condition that a pair does not meet', () => {
    expect(objectionTo(COPY)).toBeUndefined();
    const lacking: readonly (readonly [string, Partial<PairTraits>])[] = [
      ['few-tiles', { agreeing: 7 }],
      ['small-overlap', { overlaps: [0.5, 0.5] }],
      ['empty', { plainShares: [0.9, 0] }],
      ['plain', { plainShares: [0.6, 0.6], share: 0.9 }],
      ['repetitive', { areRepetitive: true, overlaps: [1, 0.9] }],
      ['periodic', { arePeriodic: true, share: 0.97 }],
    ];
    for (const [objection, traits] of lacking) expect(objectionTo({ ...COPY, ...traits })).toBe(objection);
    for (const [index, [objection]] of lacking.entries()) {
      const all = lacking.slice(index).map(([, traits]) => traits);
      expect(objectionTo(Object.assign({}, COPY, ...all.toReversed()) as PairTraits)).toBe(objection);
    }
  });
});

describe('contributionsOf', () => {
  it('sums up to the log odds', () => {
    fc.assert(
      fc.property(anyTraits, (traits) => {
        const odds = Object.values(contributionsOf(traits)).reduce((sum, value) => sum + value, 0);
        expect(similarityOf(traits)).toBeCloseTo(similarityAt(odds - EVEN_ODDS), 12);
      }),
    );
  });
});
