import { describe, expect, it } from '@jest/globals';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { painted, portraitOfOutline, waves } from '../../fixtures/portraits.ts';
import { align } from './align.ts';
import { compareTiles, type TileComparison } from './compare-tiles.ts';
import type { Portrait } from './portrait.ts';

/** More than the kernel's memory holds. */
const MANY = 700;

/** Pictures of which each differs from all others, some upright and some wide. */
function pictures(): Portrait[] {
  return Array.from({ length: MANY }, (_, number) =>
    portraitOfOutline(painted(number % 3 === 0 ? 24 : 32, 24, (x, y) => waves(x + 37 * number, y + 19 * number))),
  );
}

function tilesOf(a: Portrait, b: Portrait): TileComparison {
  return compareTiles(a, b, IDENTITY, 0);
}

function meanCorrelation({ tiles }: TileComparison): number {
  return tiles.reduce((sum, { correlation }) => sum + correlation, 0) / tiles.length;
}

describe('the alignment kernel', () => {
  const all = pictures();
  const [first, second] = [all[0]!, all[1]!];

  it('gives the places of pictures used long ago to others, and still compares what it is asked to', () => {
    const [before, across] = [tilesOf(first, first), tilesOf(first, second)];
    for (const [index, picture] of all.entries()) {
      const { tiles } = tilesOf(picture, picture);
      expect(tiles.length).toBeGreaterThan(0);
      expect(Math.min(...tiles.map(({ correlation }) => correlation))).toBeGreaterThan(0.98);
      // Beside the one before: that one has not lost its place.
      if (index > 0) expect(meanCorrelation(tilesOf(picture, all[index - 1]!))).toBeLessThan(0.9);
    }
    expect(tilesOf(first, first)).toEqual(before);
    expect(tilesOf(first, second)).toEqual(across);
  });

  it('gives the same from whatever place', () => {
    const spread = all.filter((_, index) => index % 70 === 0);
    const before = spread.map((picture) => tilesOf(picture, second));
    for (const picture of all.toReversed()) tilesOf(picture, picture);
    expect(spread.map((picture) => tilesOf(picture, second))).toEqual(before);
  });

  it('keeps what is used again and again, whatever comes between', () => {
    const expected = tilesOf(first, second);
    for (const picture of all) {
      tilesOf(picture, second);
      expect(tilesOf(first, second)).toEqual(expected);
    }
  });

  it('aligns after comparing and compares after aligning, each with its own map', () => {
    const large = portraitOfOutline(painted(128, 96, waves));
    const shifted = portraitOfOutline(painted(128, 96, (x, y) => waves(x - 1, y)));
    const options = { levelA: 0, levelB: 0, rounds: 6, stride: 2 };
    const [tiles, map] = [tilesOf(large, shifted), align(large, shifted, IDENTITY, options)!];
    expect(tilesOf(large, shifted)).toEqual(tiles);
    expect(align(large, shifted, IDENTITY, options)).toEqual(map);
    expect(Math.abs(map[2] - 1)).toBeLessThan(0.2);
  });
});
