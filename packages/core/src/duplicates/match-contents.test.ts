import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { composeOrientations } from '../../fixtures/orientations.ts';
import { painted, waves } from '../../fixtures/portraits.ts';
import { randomBytes } from '../../fixtures/picture.ts';
import { BUSY, exampleBytes, searchImageOf, searchImageWithCodes } from '../../fixtures/search-images.ts';
import type { Outline } from '../fingerprint/fingerprint.ts';
import { apply, invert, orientationOf, rectangleMap } from './affine.ts';
import { groupContents, type Content } from './contents.ts';
import type { ContentMatch } from './content-match.ts';
import { matchContents, type MatchOptions } from './match-contents.ts';
import type { SearchImage } from './search-image.ts';

const EVERYTHING: MatchOptions = { isWanted: () => true, sensitivity: 'balanced', maxFalsePairs: 1 };

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

/** The waves, turned, and with something else instead of the rows that are covered. */
function turnedWaves(orientation: number, isCovered: (y: number) => boolean): Outline {
  const upright = { left: 0, top: 0, right: 128, bottom: 96 };
  const [width, height] = orientation % 2 === 0 ? [128, 96] : [96, 128];
  const back = invert(rectangleMap(upright, { left: 0, top: 0, right: width, bottom: height }, orientation));
  return painted(width, height, (x, y) => {
    const [fromX, fromY] = apply(back, x, y).map(Math.round) as [number, number];
    return isCovered(fromY) ? waves(fromY + 500, fromX - 300) : waves(fromX, fromY);
  });
}

/** A picture of its own checksum, turned by `orientation`. */
function image(
  digit: string,
  codes: Uint8Array,
  orientation = 0,
  isCovered: (y: number) => boolean = () => false,
): SearchImage {
  const made = searchImageWithCodes(codes, { checksum: digit.repeat(64), source: digit });
  const outline = turnedWaves(orientation, isCovered);
  const inner = { left: 0, top: 0, right: outline.width, bottom: outline.height };
  const chroma = new Uint8Array(512).fill(128);
  return { ...made, fingerprint: { ...BUSY, codes, outline, inner, chroma } };
}

function contentsOf(...images: readonly SearchImage[]): Content[] {
  return groupContents(images);
}

async function matched(contents: readonly Content[], options: MatchOptions): Promise<readonly ContentMatch[]> {
  return (await matchContents(contents, options)).matches;
}

/** What was found, by the pictures' digits. */
function named(contents: readonly Content[], matches: readonly ContentMatch[]): string[] {
  const name = (place: number): string => contents[place]!.image.source;
  const turn = ({ verdict }: ContentMatch): number | string =>
    verdict ? orientationOf(verdict.map).orientation : 'looks';
  return matches.map((match) => `${name(match.a)} -> ${name(match.b)} by ${turn(match)}`);
}

describe('matchContents', () => {
  // The code of 1 turned by 5 is the code of 2; the codes of 2 in its other orientations have nothing to do with 1.
  const one = image('1', randomCodes(0));
  const two = image('2', withCode(randomCodes(1), 0, codeAt(one.fingerprint.codes, 5), [0, 20]), 5);

  it('finds the same whichever picture is listed first, though their codes tell only from one end', async () => {
    const [forth, back] = [contentsOf(one, two), contentsOf(two, one)];
    const [found, turned] = [await matched(forth, EVERYTHING), await matched(back, EVERYTHING)];
    expect([named(forth, found), named(back, turned)]).toEqual([['1 -> 2 by 5'], ['2 -> 1 by 5']]);
    expect([found[0]!.verdict!.evidence.pdq_distance, turned[0]!.verdict!.evidence.pdq_distance]).toEqual([20, 20]);
    expect(turned[0]!.verdict!.similarity).toBe(found[0]!.verdict!.similarity);
  });

  it('gives a pair the other way round with the turn undone', async () => {
    const turned = image('2', withCode(randomCodes(1), 0, codeAt(one.fingerprint.codes, 1), [0, 0]), 1);
    const [forth, back] = [contentsOf(one, turned), contentsOf(turned, one)];
    expect(named(forth, await matched(forth, EVERYTHING))).toEqual(['1 -> 2 by 1']);
    expect(named(back, await matched(back, EVERYTHING))).toEqual(['2 -> 1 by 3']);
  });

  describe('with copies of copies', () => {
    // Each is 60 bits from the one before; two steps are 120 bits, too far to be nominated.
    const start = randomCodes(0);
    const step = (digit: string, count: number): SearchImage =>
      image(digit, withCode(start, 0, codeAt(start, 0), [0, 60 * count]));
    const chain = [step('1', 0), step('2', 1), step('3', 2), step('4', 3)];

    it('finds by the one between them pictures whose codes are too far apart', async () => {
      const contents = contentsOf(...chain.slice(0, 3));
      expect(named(contents, await matched(contents, EVERYTHING))).toEqual([
        '1 -> 2 by 0',
        '1 -> 3 by 0',
        '2 -> 3 by 0',
      ]);
    });

    it('goes on from there', async () => {
      const contents = contentsOf(...chain);
      expect(await matched(contents, EVERYTHING)).toHaveLength(6);
    });

    it('makes no pair of two that are only like the one between them', async () => {
      const covered = (digit: string, bits: number, isCovered: (y: number) => boolean): SearchImage =>
        image(digit, withCode(start, 0, codeAt(start, 0), [0, bits]), 0, isCovered);
      const contents = contentsOf(
        covered('1', 0, () => false),
        covered('2', 30, (y) => y < 24),
        covered('3', 60, (y) => y < 24 || y >= 64),
      );
      expect(named(contents, await matched(contents, EVERYTHING))).toEqual(['1 -> 2 by 0', '2 -> 3 by 0']);
    });

    it('puts the turns together', async () => {
      const first = image('1', start);
      const second = image('2', withCode(randomCodes(1), 0, codeAt(start, 1), [0, 30]), 1);
      const both = composeOrientations(1, 6);
      const third = image('3', withCode(randomCodes(2), 0, codeAt(second.fingerprint.codes, 6), [0, 30]), both);
      const contents = contentsOf(first, second, third);
      expect(named(contents, await matched(contents, EVERYTHING))).toEqual([
        '1 -> 2 by 1',
        `1 -> 3 by ${both}`,
        '2 -> 3 by 6',
      ]);
    });
  });

  it('looks as far as the sensitivity says', async () => {
    const near = (bits: number): Content[] =>
      contentsOf(one, image('2', withCode(randomCodes(1), 0, codeAt(one.fingerprint.codes, 0), [0, bits])));
    const found = async (bits: number, sensitivity: MatchOptions['sensitivity']): Promise<number> =>
      (await matched(near(bits), { ...EVERYTHING, sensitivity })).length;
    expect([await found(64, 'strict'), await found(65, 'strict')]).toEqual([1, 0]);
    expect([await found(90, 'balanced'), await found(91, 'balanced')]).toEqual([1, 0]);
    expect([await found(100, 'thorough'), await found(101, 'thorough')]).toEqual([1, 0]);
  });

  it('finds by their features pictures whose codes are far apart: part of a photo', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480);
    const part = photo.clone().extract({ left: 200, top: 40, width: 240, height: 240 });
    const contents = contentsOf(await searchImageOf(photo.clone().png()), await searchImageOf(part.jpeg()));
    const [match] = await matched(contents, EVERYTHING);
    expect(match!.verdict!.evidence.pdq_distance).toBeGreaterThan(100);
    expect(match!.verdict!.similarity).toBeGreaterThan(0.95);
  });

  it('pairs pictures with little content by their looks', async () => {
    const flat = (digit: string): SearchImage => {
      const made = image(digit, randomCodes(Number(digit)));
      return { ...made, fingerprint: { ...made.fingerprint, quality: 0 } };
    };
    const contents = contentsOf(flat('3'), one, flat('2'));
    expect(named(contents, await matched(contents, EVERYTHING))).toEqual(['3 -> 2 by looks']);
  });

  it('leaves out what is not wanted', async () => {
    expect(await matched(contentsOf(one, two), { ...EVERYTHING, isWanted: () => false })).toEqual([]);
  });

  it('reports that all is done', async () => {
    const calls: [number, number][] = [];
    await matched(contentsOf(one, two), {
      ...EVERYTHING,
      onProgress: (done, total) => calls.push([done, total]),
    });
    const [done, total] = calls.at(-1)!;
    expect(done).toBe(total);
  });
});
