import { describe, expect, it } from '@jest/globals';

import { BUSY, searchImageWithCodes } from '../../fixtures/search-images.ts';
import { compareWorth, keepReason } from './keep.ts';
import type { SearchImage } from './search-image.ts';

let made = 0;

function image(others: Partial<SearchImage>): SearchImage {
  return searchImageWithCodes(BUSY.codes, { checksum: `${made++}`.padStart(64, '0'), ...others });
}

const PLAIN = image({});

/** From best to worst to keep, each with the reason against the next. */
const RANKED: readonly (readonly [image: SearchImage, reason: string])[] = [
  [image({ isReference: true, width: 10, height: 10 }), 'It stands in the set that was compared against.'],
  [image({ width: 1000, height: 800, bytesize: 1 }), 'It has the most pixels: 1000 x 800 against 640 x 480.'],
  [image({ content_type: 'image/png', bytesize: 1 }), 'Its format, image/png, loses nothing.'],
  [image({ bytesize: 2000 }), 'It is compressed the least.'],
  [PLAIN, 'It is compressed the least.'],
  [image({ bytesize: 999 }), ''],
];

describe('compareWorth', () => {
  it('puts the reference first, then most pixels, lossless formats, most bytes', () => {
    const best = RANKED.map(([ranked]) => ranked);
    expect(best.toReversed().toSorted(compareWorth)).toEqual(best);
  });

  it.each(['image/png', 'image/apng', 'image/tiff'])('takes %s for lossless', (content_type) => {
    expect(compareWorth(image({ content_type, bytesize: 1 }), PLAIN)).toBeLessThan(0);
  });

  it('keeps the order of the list among equals', () => {
    const [first, second] = [image({ source: 'first' }), image({ source: 'second' })];
    expect([first, second].toSorted(compareWorth)).toEqual([first, second]);
    expect([second, first].toSorted(compareWorth)).toEqual([second, first]);
  });

  it('counts pixels, not sides', () => {
    expect(compareWorth(image({ width: 480, height: 640 }), PLAIN)).toBe(0);
  });
});

describe('keepReason', () => {
  it.each(RANKED.slice(0, -1).map(([kept, reason], index) => ({ kept, reason, next: RANKED[index + 1]![0] })))(
    'says: $reason',
    ({ kept, reason, next }) => expect(keepReason(kept, next)).toBe(reason),
  );

  it('says of files with the same bytes that the first is kept', () => {
    const copy = { ...PLAIN, source: 'copy' };
    expect(keepReason(PLAIN, copy)).toBe('The files are identical; it is the first.');
    const reference = { ...copy, isReference: true };
    expect(keepReason(reference, PLAIN)).toBe('It stands in the set that was compared against.');
  });

  it('says of equally good files that the first is kept', () => {
    expect(keepReason(PLAIN, image({}))).toBe('They are equally good; it is the first.');
  });
});
