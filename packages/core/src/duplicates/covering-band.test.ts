import { describe, expect, it } from '@jest/globals';

import { TILE, type Tile } from './compare-tiles.ts';
import { besideBand } from './covering-band.ts';

const OUTLINE = { width: 128, height: 96 };
const [COLUMNS, ROWS] = [16, 12];

/** Tiles of a whole outline, each with the correlation that is drawn: `#` agrees strongly, `+` weakly, `.` not, a blank is plain. */
function drawn(rows: readonly string[]): Tile[] {
  const correlations: Readonly<Record<string, number>> = { '#': 0.95, '+': 0.7, '.': 0.1 };
  const flat = { deviation: 16, weight: 1, corner: 0.5, luma: 100, lighter: 0 };
  return rows.flatMap((row, y) =>
    Array.from(row).flatMap((sign, x) =>
      sign === ' ' ? [] : [{ ...flat, x: x * TILE, y: y * TILE, correlation: correlations[sign]! }],
    ),
  );
}

/** A picture that agrees everywhere but in the rows from `first` on, which are as drawn. */
function picture(first: number, covered: readonly string[]): string[] {
  const rows = Array.from({ length: ROWS }, () => '#'.repeat(COLUMNS));
  rows.splice(first, covered.length, ...covered);
  return rows;
}

const BAND = ['................', '...........+....'];

describe('besideBand', () => {
  it('leaves out a band across the picture, with a row on either side in which its edges may lie', () => {
    const beside = besideBand(drawn(picture(5, BAND)), OUTLINE);
    expect(beside.map(({ y }) => y / TILE)).toEqual(
      [0, 1, 2, 3, 8, 9, 10, 11].flatMap((y) => Array<number>(COLUMNS).fill(y)),
    );
  });

  it('takes the longest of several', () => {
    const rows = picture(8, BAND);
    rows[1] = '.'.repeat(COLUMNS);
    const all = drawn(rows);
    expect(besideBand(all, OUTLINE)).toBe(all); // the other one still disagrees beside it
    const few = drawn(picture(0, [...BAND, '#'.repeat(COLUMNS), ' '.repeat(COLUMNS)]));
    expect(besideBand(few, OUTLINE)).toHaveLength((ROWS - 4) * COLUMNS);
  });

  it.each([
    ['there is none', picture(0, [])],
    ['it does not reach across', picture(5, ['..........######', '..........######'])],
    ['things in the same rows agree on either side', picture(5, ['####........####', '####........####'])],
    ['it covers more than a third', picture(3, Array<string>(5).fill('.'.repeat(COLUMNS)))],
    ['its tiles lie in one half of the width', picture(5, ['........        ', '........        '])],
    ['a thing beside it differs', ['.....###########', ...picture(5, BAND).slice(1)]],
    ['what is beside it agrees weakly', picture(5, BAND).map((row) => row.replaceAll('#', '+'))],
    ['too little is beside it', [...Array<string>(8).fill(' '.repeat(COLUMNS)), '########', '########', ...BAND]],
  ])('leaves all tiles where %s', (_, rows) => {
    const tiles = drawn(rows);
    expect(besideBand(tiles, OUTLINE)).toBe(tiles);
  });

  it('takes pictures without tiles', () => {
    expect(besideBand([], OUTLINE)).toEqual([]);
  });
});
