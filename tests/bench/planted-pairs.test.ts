import { describe, expect, it } from '@jest/globals';

import { planSet } from '../../packages/core/bench/scale/plan.ts';
import { scorePlantedPairs } from '../../packages/core/bench/sets/planted-pairs.ts';
import { reportedPair } from './reported-pair.ts';

describe('scorePlantedPairs', () => {
  const manifest = {
    count: 100,
    pairs: [
      { original: '000001.jpg', copy: '000049.jpg', edit: 'crop' },
      { original: '000060.jpg', copy: '000099.jpg', edit: 'tilt' },
    ],
  };

  it('gives the recall of each edit, and every other pair as false', () => {
    const stranger = reportedPair('000002.jpg', '000003.jpg');
    expect(scorePlantedPairs(manifest, [reportedPair('000049.jpg', '000001.jpg'), stranger])).toEqual({
      edits: [
        { edit: 'crop', made: 1, found: 1 },
        { edit: 'tilt', made: 1, found: 0 },
      ],
      falsePairs: [stranger],
    });
  });
});

describe('planSet', () => {
  const { copies } = planSet(10_000, 1);

  it('makes every fiftieth picture a copy', () => {
    expect([...copies.keys()].toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 200 }, (_, block) => block * 50 + 49),
    );
  });

  it('copies no picture twice, and no copy', () => {
    const originals = [...copies.values()].map(({ original }) => original);
    expect(new Set(originals).size).toBe(200);
    expect(originals.filter((original) => copies.has(original))).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(planSet(10_000, 1).copies).toEqual(copies);
    expect(planSet(10_000, 2).copies).not.toEqual(copies);
  });
});
