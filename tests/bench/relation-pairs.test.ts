import { describe, expect, it } from '@jest/globals';

import { pairsOfAccuracySet } from '../../packages/core/bench/sets/accuracy-manifest.ts';
import {
  intersectionOverUnion,
  type LabelledPair,
  scoreRelations,
} from '../../packages/core/bench/sets/relation-pairs.ts';
import { reportedPair } from './reported-pair.ts';

const CROP: LabelledPair = {
  original: '1.jpg',
  copy: '1-crop.jpg',
  edit: 'crop',
  accepted: ['cropped'],
  insideShare: 0.5,
};
const BAND: LabelledPair = {
  original: '2.jpg',
  copy: '2-band.jpg',
  edit: 'band',
  accepted: ['overlaid'],
  overlay: [0, 0.5, 1, 0.5],
};

describe('scoreRelations', () => {
  it('counts per edit the pairs made, found and rightly related, and what was said of them', () => {
    const labels = [CROP, { ...CROP, original: '3.jpg', copy: '3-crop.jpg' }, { ...CROP, original: '4.jpg' }];
    const reported = [reportedPair('1-crop.jpg', '1.jpg', 'cropped'), reportedPair('3.jpg', '3-crop.jpg', 'resized')];
    expect(scoreRelations(labels, reported).edits).toEqual([
      { edit: 'crop', made: 3, found: 2, right: 1, given: { cropped: 1, resized: 1 } },
    ]);
  });

  it('takes any accepted relation as right', () => {
    const label = { ...CROP, accepted: ['mirrored', 'cropped'] };
    const { edits } = scoreRelations([label], [reportedPair('1.jpg', '1-crop.jpg', 'mirrored')]);
    expect(edits[0]?.right).toBe(1);
  });

  it('compares the side and the share of crops, whichever comes first in the pair', () => {
    const labels = [CROP, { ...CROP, original: '3.jpg', copy: '3-crop.jpg' }];
    const reported = [
      reportedPair('1-crop.jpg', '1.jpg', 'cropped', { inside: 'a', inside_share: 0.6 }),
      reportedPair('3.jpg', '3-crop.jpg', 'cropped', { inside: 'a', inside_share: 0.45 }),
    ];
    const { crops } = scoreRelations(labels, reported);
    expect(crops).toEqual({ pairs: 2, rightSide: 1, meanShareError: expect.closeTo(0.075) });
  });

  it('gives no error of the share when none is said', () => {
    const { crops } = scoreRelations([CROP], [reportedPair('1.jpg', '1-crop.jpg', 'cropped')]);
    expect(crops).toEqual({ pairs: 1, rightSide: 0, meanShareError: null });
  });

  it('counts an overlay without a rectangle as no overlap', () => {
    const labels = [BAND, { ...BAND, original: '3.jpg', copy: '3-band.jpg' }];
    const reported = [
      reportedPair('2.jpg', '2-band.jpg', 'overlaid', { overlay: [0, 0.5, 1, 0.5] }),
      reportedPair('3.jpg', '3-band.jpg', 'overlaid', { overlay: null }),
    ];
    expect(scoreRelations(labels, reported).overlays).toEqual({ pairs: 2, withRectangle: 1, meanIou: 0.5 });
  });
});

describe('intersectionOverUnion', () => {
  it('is 1 for equal rectangles, 0 for rectangles apart, and a third for two that share a half of each', () => {
    expect(intersectionOverUnion([0.1, 0.1, 0.2, 0.2], [0.1, 0.1, 0.2, 0.2])).toBeCloseTo(1);
    expect(intersectionOverUnion([0, 0, 0.2, 0.2], [0.5, 0.5, 0.2, 0.2])).toBe(0);
    expect(intersectionOverUnion([0, 0, 0.5, 1], [0.25, 0, 0.5, 1])).toBeCloseTo(1 / 3);
  });
});

describe('pairsOfAccuracySet', () => {
  it('pairs every copy with its original, and leaves out pictures that stand alone', () => {
    const manifest = [
      { file: 'images/0-original.jpg', base: 'photo-0', edit: 'original' },
      { file: 'images/0-screenshot.jpg', base: 'photo-0', edit: 'screenshot' },
      { file: 'images/distractor-0.jpg', base: 'distractor-0', edit: 'distractor' },
    ];
    expect(pairsOfAccuracySet(manifest)).toEqual([
      {
        original: '0-original.jpg',
        copy: '0-screenshot.jpg',
        edit: 'screenshot',
        accepted: ['screenshot', 'bordered'],
      },
    ]);
  });
});
