import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { BUSY, searchImageWithCodes } from '../../fixtures/search-images.ts';
import { nearPair } from '../../../../tests/small-report.ts';
import { leakMoves } from './leak-moves.ts';
import type { SearchImage } from './search-image.ts';

function image(source: string, split: string | null): SearchImage {
  return searchImageWithCodes(BUSY.codes, { source, split });
}

/** The fewest moves by trying every way to give the images splits. */
function fewestMoves(splits: readonly string[], pairs: readonly (readonly [number, number])[]): number {
  const ways = 2 ** splits.length;
  let fewest = Infinity;
  for (let way = 0; way < ways; way++) {
    const given = splits.map((_, index) => ((way >> index) & 1 ? 'train' : 'test'));
    if (pairs.some(([a, b]) => given[a] !== given[b])) continue;
    fewest = Math.min(fewest, given.filter((split, index) => split !== splits[index]).length);
  }
  return fewest;
}

describe('leakMoves', () => {
  it('moves the few to the many', () => {
    const images = [image('a', 'train'), image('b', 'train'), image('c', 'test')];
    expect(leakMoves(images, [nearPair('a', 'b'), nearPair('b', 'c')])).toEqual([
      { source: 'c', from: 'test', to: 'train' },
    ]);
  });

  it('leaves as many to the split that has less', () => {
    const images = [image('a', 'train'), image('b', 'test'), image('other', 'train')];
    expect(leakMoves(images, [nearPair('a', 'b')])).toEqual([{ source: 'a', from: 'train', to: 'test' }]);
  });

  it('leaves alone what stands in one split, or in none', () => {
    const images = [image('a', 'train'), image('b', 'train'), image('c', null), image('d', 'test')];
    expect(leakMoves(images, [nearPair('a', 'b'), nearPair('c', 'd')])).toEqual([]);
  });

  it('needs no more moves than the best of all ways', () => {
    const cases = fc.record({
      splits: fc.array(fc.constantFrom('train', 'test'), { minLength: 2, maxLength: 7 }),
      picks: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(cases, ({ splits, picks }) => {
        const pairs = picks
          .map(([a, b]) => [a % splits.length, b % splits.length] as const)
          .filter(([a, b]) => a !== b);
        const images = splits.map((split, index) => image(`${index}`, split));
        const moves = leakMoves(images, pairs.map(([a, b]) => nearPair(`${a}`, `${b}`))); // prettier-ignore
        expect(moves).toHaveLength(fewestMoves(splits, pairs));
      }),
    );
  });
});

describe('leakMoves, where some images had better stay', () => {
  it('moves one that was not there before, although its split can spare less', () => {
    const images = [image('new', 'test'), image('old', 'train'), image('other', 'train')];
    const stays = (source: string): boolean => source !== 'new';
    expect(leakMoves(images, [nearPair('new', 'old')])).toEqual([{ source: 'old', from: 'train', to: 'test' }]);
    expect(leakMoves(images, [nearPair('new', 'old')], stays)).toEqual([{ source: 'new', from: 'test', to: 'train' }]);
  });

  it('moves no more for it', () => {
    const images = [image('new', 'test'), image('newer', 'test'), image('old', 'train')];
    const pairs = [nearPair('new', 'old'), nearPair('newer', 'old')];
    expect(leakMoves(images, pairs, (source) => source === 'old')).toEqual([
      { source: 'old', from: 'train', to: 'test' },
    ]);
  });
});
