import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BUSY, searchImageWithCodes } from '../../fixtures/search-images.ts';
import { filePairs, groupContents, type Content } from './contents.ts';

const image = searchImageWithCodes(BUSY.codes);

function content(copies: readonly number[]): Content {
  return { image, copies };
}

function pairs(a: Content, b: Content, groupOf: (index: number) => string = () => ''): string[] {
  return [...filePairs(a, b, groupOf)].map(([one, other]) => `${one}-${other}`);
}

/** Places 0 to count - 1, dealt out to two contents. */
const dealt = (most: number): fc.Arbitrary<[number[], number[]]> =>
  fc.array(fc.boolean(), { minLength: 2, maxLength: most }).map((sides) => {
    const places = [...sides.keys()];
    return [places.filter((place) => sides[place]), places.filter((place) => !sides[place])];
  });

describe('groupContents', () => {
  it('puts files with the same bytes together, in the order of their first appearance', () => {
    const files = ['b', 'a', 'b', 'c', 'a', 'b'].map((checksum, index) => ({ ...image, checksum, source: `${index}` }));
    const contents = groupContents(files);
    expect(contents.map((found) => [found.image.source, found.copies])).toEqual([
      ['0', [0, 2, 5]],
      ['1', [1, 4]],
      ['3', [3]],
    ]);
  });

  it('gives no content for no file', () => {
    expect(groupContents([])).toEqual([]);
  });
});

describe('filePairs', () => {
  it('lists all pairs within one content', () => {
    const one = content([2, 5, 9]);
    expect(pairs(one, one)).toEqual(['2-5', '2-9', '5-9']);
    expect(pairs(content([3]), content([7]))).toEqual(['3-7']);
  });

  it('gives no pair for a content with one file', () => {
    const one = content([4]);
    expect(pairs(one, one)).toEqual([]);
  });

  it('lists all pairs between two contents, the earlier file first', () => {
    expect(pairs(content([1, 6]), content([3, 8]))).toEqual(['1-3', '1-8', '3-6', '6-8']);
  });

  it('gives every pair once, as long as there are not more than a few thousand', () => {
    fc.assert(
      fc.property(dealt(40), ([a, b]) => {
        const found = pairs(content(a), content(b));
        const expected = a.flatMap((one) => b.map((other) => `${Math.min(one, other)}-${Math.max(one, other)}`));
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  // 64 copies have 64 x 64 = 4096 ordered pairs, which is the limit.
  it('lists all 2016 pairs of 64 copies, and 64 pairs of 65', () => {
    const few = content([...Array(64).keys()]);
    const many = content([...Array(65).keys()]);
    expect(pairs(few, few)).toHaveLength(2016);
    expect(pairs(many, many)).toEqual([...Array(64).keys()].map((index) => `0-${index + 1}`));
  });

  it('shows, when it is capped, every file and every pair of groups, each pair once', () => {
    const groups = fc.array(fc.constantFrom('train', 'test', 'validation'), { minLength: 70, maxLength: 90 });
    fc.assert(
      fc.property(groups, (groupOfPlace) => {
        const all = content([...groupOfPlace.keys()]);
        const found = [...filePairs(all, all, (index) => groupOfPlace[index]!)];
        expect(new Set(found.map(String)).size).toBe(found.length);
        expect(found.every(([a, b]) => a < b)).toBe(true);
        expect(new Set(found.flat()).size).toBe(groupOfPlace.length);
        expect(new Set(found.flatMap(([a, b]) => namesOf(groupOfPlace[a]!, groupOfPlace[b]!)))).toEqual(
          new Set(
            groupOfPlace.flatMap((one, a) => groupOfPlace.flatMap((other, b) => (a === b ? [] : namesOf(one, other)))),
          ),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('does so between two contents too', () => {
    const groups = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('train', 'test')), {
      minLength: 160,
      maxLength: 180,
    });
    fc.assert(
      fc.property(groups, (places) => {
        const copies = (side: boolean): number[] => [...places.keys()].filter((place) => places[place]![0] === side);
        const [a, b] = [content(copies(true)), content(copies(false))];
        fc.pre(a.copies.length * b.copies.length > 4096);
        const groupOf = (place: number): string => places[place]![1];
        const found = [...filePairs(a, b, groupOf)];
        expect(new Set(found.map(String)).size).toBe(found.length);
        expect(found.every(([one, other]) => one < other && places[one]![0] !== places[other]![0])).toBe(true);
        expect(new Set(found.flat()).size).toBe(places.length);
        const groupPairs = (from: readonly [number, number][]): Set<string> =>
          new Set(from.map(([one, other]) => (places[one]![0] ? [one, other] : [other, one]).map(groupOf).join()));
        const all = a.copies.flatMap((one) => b.copies.map((other): [number, number] => [one, other]));
        expect(groupPairs(found)).toEqual(groupPairs(all));
        expect(found.length).toBeLessThanOrEqual(2 * places.length);
      }),
      { numRuns: 20 },
    );
  });

  it('shows thousands of copies of one reference file', () => {
    const own = content([...Array(5000).keys()].map((index) => index + 1));
    expect(pairs(own, content([0]))).toEqual(own.copies.map((index) => `0-${index}`));
  });
});

/** A pair of groups, whichever comes first. */
function namesOf(one: string, other: string): string[] {
  return [[one, other].toSorted().join('+')];
}
