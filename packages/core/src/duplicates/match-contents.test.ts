import { describe, expect, it } from '@jest/globals';

import { randomBytes } from '../../fixtures/picture.ts';
import { BUSY, searchImageWithCodes } from '../../fixtures/search-images.ts';
import { composeOrientations, turnSquare } from '../fingerprint/turn-square.ts';
import { groupContents, type Content } from './contents.ts';
import type { ContentMatch } from './content-match.ts';
import { matchContents } from './match-contents.ts';
import type { SearchImage } from './search-image.ts';

const everything = { isWanted: () => true };

/** Eight codes of random bits, as good as any for pictures that nothing else is said of. */
function randomCodes(seed: number): Uint8Array {
  return randomBytes(256 * (seed + 1)).slice(256 * seed);
}

/** Copies the code at place `from` to place `to` of other codes, with some bits flipped. */
function withCode(
  codes: Uint8Array,
  to: number,
  code: Uint8Array,
  flipped: readonly [first: number, end: number],
): Uint8Array {
  const changed = Uint8Array.from(codes);
  changed.set(code, 32 * to);
  for (let bit = flipped[0]; bit < flipped[1]; bit++) changed[32 * to + (bit >> 3)]! ^= 1 << (bit & 7);
  return changed;
}

function codeAt(codes: Uint8Array, place: number): Uint8Array {
  return codes.subarray(32 * place, 32 * place + 32);
}

/** A picture of its own checksum, turned by `orientation`. */
function image(digit: string, codes: Uint8Array, orientation = 0): SearchImage {
  const made = searchImageWithCodes(codes, { checksum: digit.repeat(64), source: digit });
  const { grey, chroma } = BUSY;
  const turned = { grey: turnSquare(grey, 32, 1, orientation), chroma: turnSquare(chroma, 16, 2, orientation) };
  return { ...made, fingerprint: { ...made.fingerprint, ...turned } };
}

function contentsOf(...images: readonly SearchImage[]): Content[] {
  return groupContents(images);
}

/** What was found, by the pictures' digits. */
function named(contents: readonly Content[], matches: readonly ContentMatch[]): string[] {
  const name = (place: number): string => contents[place]!.image.source;
  return matches.map(({ a, b, verdict }) => `${name(a)} -> ${name(b)} by ${verdict?.orientation ?? 'looks'}`);
}

describe('matchContents', () => {
  // The code of 1 turned by 5 is the code of 2; the codes of 2 in its other orientations have nothing to do with 1.
  const one = image('1', randomCodes(0));
  const two = image('2', withCode(randomCodes(1), 0, codeAt(one.fingerprint.codes, 5), [0, 20]), 5);

  it('finds the same whichever picture is listed first, though their codes tell only from one end', async () => {
    const [forth, back] = [contentsOf(one, two), contentsOf(two, one)];
    const [found] = await matchContents(forth, everything);
    const [turned] = await matchContents(back, everything);
    expect(found).toMatchObject({ a: 0, b: 1, verdict: { orientation: 5, distance: 20 } });
    expect(turned).toMatchObject({ a: 0, b: 1, verdict: { orientation: 5, distance: 20 } });
    expect(turned!.verdict!.similarity).toBe(found!.verdict!.similarity);
  });

  it('gives a pair the other way round with the turn undone and the colours changed over', async () => {
    const grey = image('1', randomCodes(0));
    const dull = { ...grey, fingerprint: { ...grey.fingerprint, chroma: new Uint8Array(512).fill(128) } };
    const turned = image('2', withCode(randomCodes(1), 0, codeAt(dull.fingerprint.codes, 1), [0, 0]), 1);
    const [forth] = await matchContents(contentsOf(dull, turned), everything);
    const [back] = await matchContents(contentsOf(turned, dull), everything);
    expect([forth!.verdict!.orientation, back!.verdict!.orientation]).toEqual([1, 3]);
    expect(forth!.verdict!.verification.chroma[0]).toBe(0);
    expect(back!.verdict!.verification.chroma).toEqual(forth!.verdict!.verification.chroma.toReversed());
  });

  describe('with copies of copies', () => {
    // Each is 60 bits from the one before; two steps are 120 bits, too far to be nominated.
    const start = randomCodes(0);
    const step = (digit: string, count: number): SearchImage =>
      image(digit, withCode(start, 0, codeAt(start, 0), [0, 60 * count]));
    const chain = [step('1', 0), step('2', 1), step('3', 2), step('4', 3)];

    it('finds by the one between them pictures whose codes are too far apart', async () => {
      const contents = contentsOf(...chain.slice(0, 3));
      expect(named(contents, await matchContents(contents, everything))).toEqual([
        '1 -> 2 by 0',
        '1 -> 3 by 0',
        '2 -> 3 by 0',
      ]);
    });

    it('goes on from there', async () => {
      const contents = contentsOf(...chain);
      expect(await matchContents(contents, everything)).toHaveLength(6);
    });

    it('makes no pair of two that are only like the one between them', async () => {
      const withNoise = (digit: string, bits: number, rows: readonly number[]): SearchImage => {
        const made = image(digit, withCode(start, 0, codeAt(start, 0), [0, bits]));
        const grey = BUSY.grey.map((value, index) => (rows.includes(index >> 5) ? randomBytes(1024)[index]! : value));
        return { ...made, fingerprint: { ...made.fingerprint, grey } };
      };
      const [upper, lower] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [22, 23, 24, 25, 26, 27, 28, 29, 30, 31],
      ];
      const contents = contentsOf(
        withNoise('1', 0, []),
        withNoise('2', 30, upper),
        withNoise('3', 60, [...upper, ...lower]),
      );
      expect(named(contents, await matchContents(contents, everything))).toEqual(['1 -> 2 by 0', '2 -> 3 by 0']);
    });

    it('puts the turns together', async () => {
      const first = image('1', start);
      const second = image('2', withCode(randomCodes(1), 0, codeAt(start, 1), [0, 30]), 1);
      const codes = withCode(randomCodes(2), 0, codeAt(second.fingerprint.codes, 6), [0, 30]);
      const both = composeOrientations(1, 6);
      const third = image('3', codes, both);
      const contents = contentsOf(first, second, third);
      expect(named(contents, await matchContents(contents, everything))).toEqual([
        '1 -> 2 by 1',
        `1 -> 3 by ${both}`,
        '2 -> 3 by 6',
      ]);
    });
  });

  it('pairs pictures with little content by their looks', async () => {
    const flat = (digit: string): SearchImage => {
      const made = image(digit, randomCodes(Number(digit)));
      return { ...made, fingerprint: { ...made.fingerprint, quality: 0 } };
    };
    const contents = contentsOf(flat('3'), one, flat('2'));
    expect(named(contents, await matchContents(contents, everything))).toEqual(['3 -> 2 by looks']);
  });

  it('leaves out what is not wanted', async () => {
    const contents = contentsOf(one, two);
    expect(await matchContents(contents, { isWanted: () => false })).toEqual([]);
  });

  it('reports that all is done', async () => {
    const calls: [number, number][] = [];
    await matchContents(contentsOf(one, two), {
      ...everything,
      onProgress: (done, total) => calls.push([done, total]),
    });
    expect(calls.at(-1)).toEqual([2, 2]);
  });
});
