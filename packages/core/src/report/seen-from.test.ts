import { describe, expect, it } from '@jest/globals';

import { nearPair } from '../../../../tests/small-report.ts';
import { seenFrom } from './seen-from.ts';

const PAIR = nearPair('a', 'b');

describe('seenFrom', () => {
  it('turns all evidence round', () => {
    const evidence = {
      ...PAIR.evidence,
      ...{ orientation: 'rotate-90', tilt_degrees: 2, inside: 'b' as const, inside_share: 0.5 },
      map: [2, 0, 0, 0, 1, 0],
      overlay: [0, 0.5, 0.5, 0.5],
    } as const;
    expect(seenFrom({ ...PAIR, evidence }, 'a')).toEqual({
      ...PAIR,
      a: 'b',
      b: 'a',
      evidence: {
        ...evidence,
        ...{
          orientation: 'rotate-270',
          tilt_degrees: -2,
          inside: 'a',
          map: [0.5, -0, 0, -0, 1, 0],
          overlay: [0, 0.5, 0.25, 0.5],
        },
      },
    });
  });

  it('leaves the pair as it is from the side of b', () => {
    expect(seenFrom(PAIR, 'b')).toBe(PAIR);
  });
});
