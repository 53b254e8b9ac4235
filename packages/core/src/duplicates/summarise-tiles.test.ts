import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Tile } from './compare-tiles.ts';
import { summariseTiles } from './summarise-tiles.ts';

function tile(column: number, row: number, correlation: number, weight = 10): Tile {
  return { x: 8 * column, y: 8 * row, correlation, deviation: 20, weight, corner: 1, lighter: 0 };
}

/** A grid of tiles, 8 x 8 unless told otherwise, with the correlation that each place has. */
function grid(correlationAt: (column: number, row: number) => number, columns = 8, rows = 8): Tile[] {
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return tile(column, row, correlationAt(column, row));
  });
}

describe('summariseTiles', () => {
  it('says nothing of nothing', () => {
    const nothing = {
      informative: 0,
      agreeing: 0,
      share: 0,
      strongShare: 0,
      mean: 0,
      unlike: 0,
      coverage: 0,
      unevenLight: 0,
    };
    expect(summariseTiles([])).toEqual(nothing);
  });

  it('takes a correlation over 0.65 for agreement, over 0.85 for strong agreement, under 0.5 for another picture', () => {
    const of = (correlation: number): unknown => {
      const { agreeing, share, strongShare, unlike } = summariseTiles([tile(0, 0, correlation)]);
      return [agreeing, share, strongShare, unlike];
    };
    expect(of(0.86)).toEqual([1, 1, 1, 0]);
    expect(of(0.85)).toEqual([1, 1, 0, 0]);
    expect(of(0.65)).toEqual([0, 0, 0, 0]);
    expect(of(0.5)).toEqual([0, 0, 0, 0]);
    expect(of(0.25)).toEqual([0, 0, 0, 0.25]);
    expect(of(-1)).toEqual([0, 0, 0, 1.5]);
  });

  it('weighs the shares, but neither the mean nor what is unlike', () => {
    const tiles = [tile(0, 0, 0.75, 30), tile(1, 0, 1, 10), tile(2, 0, 0.25, 5), tile(3, 0, -0.25, 5)];
    const summary = {
      informative: 4,
      agreeing: 2,
      share: 0.8,
      strongShare: 0.2,
      mean: 0.4375,
      unlike: 0.5,
      coverage: 0.5,
      unevenLight: 0,
    };
    expect(summariseTiles(tiles)).toEqual(summary);
  });

  it('counts the sixteenths of the compared place in which most agrees', () => {
    expect(summariseTiles(grid(() => 0.9)).coverage).toBe(1);
    expect(summariseTiles(grid((column) => (column < 4 ? 0.9 : 0))).coverage).toBe(0.5);
    expect(summariseTiles(grid((column, row) => (column < 2 && row < 2 ? 0.9 : 0))).coverage).toBe(1 / 16);
    // A caption of two rows on a copy covers four sixteenths; one row of a sixteenth leaves it half, which is not most.
    expect(summariseTiles(grid((_, row) => (row < 6 ? 0.9 : 0))).coverage).toBe(0.75);
    expect(summariseTiles(grid((_, row) => (row < 7 ? 0.9 : 0))).coverage).toBe(0.75);
  });

  it('leaves empty sixteenths out, and divides only what tiles span', () => {
    const corners = [tile(2, 3, 0.9), tile(9, 3, 0.9), tile(2, 10, 0.9), tile(9, 10, 0)];
    expect(summariseTiles(corners).coverage).toBe(0.75);
    expect(summariseTiles(grid(() => 0.9, 2, 2)).coverage).toBe(1);
  });

  it('says how far the light of agreeing tiles is from their middle, in the mean', () => {
    const lighter = (by: readonly number[]): Tile[] =>
      by.map((value, column) => ({ ...tile(column, 0, 0.9), lighter: value }));
    expect(summariseTiles(lighter([7, 7, 7])).unevenLight).toBe(0);
    expect(summariseTiles(lighter([10, 0, 20, 10, 35])).unevenLight).toBe(9); // 0, 10, 10, 0 and 25 from 10
    const covered = { ...tile(5, 0, 0.1), lighter: 200 };
    expect(summariseTiles([...lighter([7, 7, 7]), covered]).unevenLight).toBe(0);
  });

  it('says the same in whatever order the tiles come, wherever they stand', () => {
    const anyTile = fc
      .record({
        column: fc.nat(15),
        row: fc.nat(11),
        correlation: fc.integer({ min: -8, max: 8 }),
        weight: fc.integer({ min: 1, max: 16 }),
      }) // prettier-ignore
      .map(({ column, row, correlation, weight }) => tile(column, row, correlation / 8, weight));
    const selector = ({ x, y }: Tile): string => `${x} ${y}`;
    fc.assert(
      fc.property(fc.uniqueArray(anyTile, { selector, maxLength: 40 }), fc.nat(20), (tiles, by) => {
        const moved = tiles.toReversed().map((one) => ({ ...one, x: one.x + 8 * by, y: one.y + 8 * by }));
        expect(summariseTiles(moved)).toEqual(summariseTiles(tiles));
      }),
    );
  });
});
