import { describe, expect, it } from '@jest/globals';

import { nearPair } from '../../../../tests/small-report.ts';
import type { PairEvidence, Relation } from '../duplicates/report-types.ts';
import { pairInWords, verdictInWords } from './pair-words.ts';

function pairWith(relation: Relation, evidence: Partial<PairEvidence>) {
  const pair = nearPair('a.jpg', 'b.jpg', { relation });
  return { ...pair, evidence: { ...pair.evidence, ...evidence } };
}

describe('pairInWords', () => {
  it.each([
    [
      'cropped',
      { inside: 'b', inside_share: 0.714 },
      'Cropped: shows 71% of the other',
      'Uncropped: the other is 71% of it',
    ],
    [
      'bordered',
      { inside: 'a', inside_share: 0.87 },
      'With a border: the other is 87% of it',
      'Without the border: shows 87% of the other',
    ],
    [
      'screenshot',
      { inside: 'a', inside_share: 0.3 },
      'On a screenshot: the other is 30% of it',
      'Cut from a screenshot: shows 30% of the other',
    ],
    ['overlaid', { overlay: [0, 0.5, 0.5, 0.5] }, 'Partly covered: 25% of it', 'Partly covered'],
    ['rotated', { tilt_degrees: 3.2 }, 'Rotated 3.2° clockwise', 'Rotated 3.2° anticlockwise'],
    ['rotated', { orientation: 'rotate-90' }, 'Rotated 90° clockwise', 'Rotated 270° clockwise'],
    [
      'mirrored',
      { orientation: 'mirror-rotate-90', tilt_degrees: 2 },
      'Mirrored and rotated 92.0° clockwise',
      'Mirrored and rotated 92.0° clockwise',
    ],
    ['same-scene', {}, 'Same scene', 'Same scene'],
  ] as const)('says of %s %j "%s", and of the other image "%s"', (relation, evidence, ofB, ofA) => {
    const pair = pairWith(relation, evidence);
    expect([pairInWords(pair, 'b.jpg'), pairInWords(pair, 'a.jpg')]).toEqual([ofB, ofA]);
  });
});

describe('verdictInWords', () => {
  it('ends with the similarity where it says something', () => {
    expect(verdictInWords(pairWith('resized', {}))).toBe('Resized, 98.2% similar');
  });
});
