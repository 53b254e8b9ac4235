import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import { createCourt, type Court } from './court.ts';
import type { SearchImage } from './search-image.ts';

/** A photo, a copy of it, one with a third of it covered, and one of which so much is covered that it is refused by a hair. */
let images: readonly SearchImage[];

async function covered(share: number): Promise<SearchImage> {
  const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480, 320);
  const other = await sharp(await exampleBytes('train/landscape/mountain-path.jpg'))
    .resize(480, Math.max(1, Math.round(share * 320)), { fit: 'fill' })
    .png()
    .toBuffer();
  return searchImageOf(share === 0 ? photo.png() : photo.composite([{ input: other, left: 0, top: 0 }]).png());
}

function pairsOf(court: Court): string[] {
  return court.matches().map(({ a, b }) => `${a}-${b}`);
}

beforeAll(async () => {
  images = await Promise.all([0, 0, 0.2, 0.42].map(covered));
});

describe('createCourt', () => {
  it('accepts what is similar enough, once', () => {
    const court = createCourt(images, 0.5);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    court.judge({ a: 0, b: 2, map: IDENTITY }, false);
    expect(pairsOf(court)).toEqual(['0-1', '0-2']);
    expect(court.matches()[0]!.verdict!.similarity).toBeGreaterThan(0.99);
  });

  it('gives a pair that was refused another chance with another map', () => {
    const court = createCourt(images, 0.5);
    court.judge({ a: 0, b: 1, map: [1, 0, 60, 0, 1, 30] }, false);
    expect(pairsOf(court)).toEqual([]);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    expect(pairsOf(court)).toEqual(['0-1']);
  });

  it('takes pairs that need no verdict, which no bar drops', () => {
    const court = createCourt(images, 0.5);
    court.accept(1, 2);
    court.accept(1, 2);
    expect(court.raiseBar(1e-9)).toEqual({ leastSimilarity: 0.5, expectedFalsePairs: 0 });
    expect(court.matches()).toEqual([{ a: 1, b: 2, verdict: undefined }]);
  });

  it('leaves the bar alone where nothing was nearly missed', () => {
    const court = createCourt(images, 0.5);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    expect(court.raiseBar(1)).toEqual({ leastSimilarity: 0.5, expectedFalsePairs: 0 });
  });

  it('takes what a picture and its copies miss together for one near miss', () => {
    const missesOf = (pairs: readonly (readonly [number, number])[]): number => {
      const court = createCourt(images, 0.99);
      for (const [a, b] of pairs) court.judge({ a, b, map: IDENTITY }, false);
      return court.raiseBar(1e-7).leastSimilarity;
    };
    // 0 and 1 are copies of each other: that both nearly match 3 says no more than that one of them does.
    expect(missesOf([[0, 1], [0, 3], [1, 3]])).toBe(missesOf([[0, 1], [0, 3]])); // prettier-ignore
    expect(missesOf([[0, 3], [1, 3]])).toBeGreaterThan(missesOf([[0, 3]])); // prettier-ignore
  });

  it('raises the bar with near misses, drops what is under it and keeps to it', () => {
    const court = createCourt(images, 0.99);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    court.judge({ a: 0, b: 3, map: IDENTITY }, false);
    expect(pairsOf(court)).toEqual(['0-1']);
    const { leastSimilarity, expectedFalsePairs } = court.raiseBar(1e-7);
    expect(leastSimilarity).toBeGreaterThan(0.99);
    expect(expectedFalsePairs).toBeLessThan(1.01e-7);
    expect(pairsOf(court)).toEqual([]);
    court.judge({ a: 0, b: 1, map: IDENTITY }, false);
    expect(pairsOf(court)).toEqual([]);
  });
});
