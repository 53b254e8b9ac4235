import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { about, anyMap, IDENTITY } from '../../fixtures/affine-maps.ts';
import { painted, portraitOfOutline, portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { type Affine, apply, compose, scaleOf } from './affine.ts';
import { compareTiles, type Tile } from './compare-tiles.ts';
import { compareTilesSlowly } from './compare-tiles.reference.ts';
import type { Portrait } from './portrait.ts';

const wavy = portraitOfOutline(painted(128, 96, waves));
const flat = portraitOfOutline(painted(128, 96, () => 100));

function correlations(tiles: readonly Tile[]): [least: number, most: number] {
  const all = tiles.map(({ correlation }) => correlation);
  return [Math.min(...all), Math.max(...all)];
}

describe('compareTiles', () => {
  it('finds all tiles of a picture to agree with themselves', () => {
    const { tiles, plainTiles } = compareTiles(wavy, wavy, IDENTITY, 0);
    expect([tiles.length, plainTiles]).toEqual([16 * 12, []]);
    expect(correlations(tiles)[0]).toBeGreaterThan(0.99);
    expect(tiles.map(({ x, y }) => [x, y]).slice(15, 17)).toEqual([[120, 0], [0, 8]]); // prettier-ignore
    expect(new Set(tiles.map(({ lighter }) => lighter))).toEqual(new Set([0]));
  });

  it('does not mind light and contrast, and says how much lighter the second is', () => {
    const dim = portraitOfOutline(painted(128, 96, (x, y) => 10 + waves(x, y) / 2));
    const { tiles } = compareTiles(wavy, dim, IDENTITY, 0);
    expect(correlations(tiles)[0]).toBeGreaterThan(0.95);
    const lighter = portraitOfOutline(painted(128, 96, (x, y) => waves(x, y) - 7));
    for (const tile of compareTiles(wavy, lighter, IDENTITY, 0).tiles) expect(tile.lighter).toBe(-7);
  });

  it('finds the negative of a picture to disagree everywhere', () => {
    const negative = portraitOfOutline(painted(128, 96, (x, y) => 255 - waves(x, y)));
    expect(correlations(compareTiles(wavy, negative, IDENTITY, 0).tiles)[1]).toBeLessThan(-0.9);
  });

  it('sets tiles apart that are plain in both, and finds those plain in one to say nothing for a copy', () => {
    const { tiles, plainTiles } = compareTiles(flat, flat, IDENTITY, 0);
    expect([tiles, plainTiles.length]).toEqual([[], 192]);
    expect(plainTiles[17]).toEqual({
      x: 8,
      y: 8,
      correlation: 0,
      deviation: 0,
      weight: 0,
      corner: 0,
      luma: 100,
      lighter: 0,
    });
    expect(correlations(compareTiles(flat, wavy, IDENTITY, 0).tiles)).toEqual([0, 0]);
    expect(correlations(compareTiles(wavy, flat, IDENTITY, 0).tiles)).toEqual([0, 0]);
  });

  it('takes a deviation of 4 for content, less for none', () => {
    const stripes = (by: number): Portrait =>
      portraitOfOutline(painted(128, 96, (x) => 100 + (x % 2 === 0 ? by : -by)));
    expect(compareTiles(stripes(3), stripes(3), IDENTITY, 0).tiles).toEqual([]);
    const { tiles } = compareTiles(stripes(4), stripes(4), IDENTITY, 0);
    expect(tiles).toHaveLength(192);
    // No structure in two directions: it counts by its deviation of 4 alone.
    expect(tiles[0]).toMatchObject({
      corner: 0,
      weight: expect.closeTo(1.2, 6),
      correlation: expect.closeTo(16 / 17, 6),
    });
  });

  it('takes a chessboard for as much structure as counts, a deviation of 16 for as much contrast', () => {
    const chess = portraitOfOutline(painted(128, 96, (x, y) => ((x >> 1) + (y >> 1)) % 2 === 0 ? 60 : 200)); // prettier-ignore
    expect(compareTiles(chess, chess, IDENTITY, 0).tiles[0]).toMatchObject({
      corner: 1,
      weight: expect.closeTo(20.8, 5),
    });
  });

  it('compares a larger copy at the level with pixels as coarse', () => {
    const map: Affine = [2, 0, 0.5, 0, 2, 0.5];
    const large = portraitOfOutline(painted(128, 96, (x, y) => waves((x - 0.5) / 2, (y - 0.5) / 2)));
    const { tiles } = compareTiles(wavy, large, map, 1);
    expect(tiles).toHaveLength(8 * 6);
    expect(correlations(tiles)[0]).toBeGreaterThan(0.95);
  });

  it('leaves a border out, and the pixel beside it', () => {
    const inner = { left: 14, top: 6, right: 120, bottom: 96 };
    const framed = portraitOfOutline(painted(128, 96, waves), { inner });
    const { tiles } = compareTiles(framed, wavy, IDENTITY, 0);
    expect([...new Set(tiles.map(({ x }) => x))]).toEqual([16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104]);
    expect(tiles[0]!.y).toBe(8);
  });

  describe('does what the slow reference does', () => {
    let photo: Portrait;
    let framed: Portrait;
    let other: Portrait;

    beforeAll(async () => {
      const stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(320);
      const black = { top: 12, bottom: 30, left: 20, right: 8, background: 'black' };
      photo = await portraitOfPicture(stream.clone().png());
      framed = await portraitOfPicture(stream.clone().extend(black).png());
      other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
    });

    it('under maps of all kinds, on photos with and without border', () => {
      const level = fc.integer({ min: 0, max: 2 });
      fc.assert(
        fc.property(anyMap, level, fc.constantFrom(0, 1, 2), fc.constantFrom(0, 1, 2), (any, levelB, from, to) => {
          const portraits = [photo, framed, other];
          const [a, b] = [portraits[from]!, portraits[to]!];
          // The middle of one goes near that of the other, at about the level's scale.
          const scaled: Affine = compose(any, [2 ** levelB / scaleOf(any), 0, 0, 0, 2 ** levelB / scaleOf(any), 0]);
          const [x, y] = apply(scaled, 64, 48);
          const map = compose(scaled, [1, 0, 64 - x, 0, 1, 43 - y]);
          const [fast, slow] = [compareTiles(a, b, map, levelB), compareTilesSlowly(a, b, map, levelB)];
          for (const group of ['tiles', 'plainTiles'] as const) {
            expect(fast[group].map(({ x, y }) => [x, y])).toEqual(slow[group].map(({ x, y }) => [x, y]));
            for (const [index, tile] of fast[group].entries())
              for (const key of ['correlation', 'deviation', 'weight', 'corner', 'luma', 'lighter'] as const)
                expect(Math.abs(tile[key] - slow[group][index]![key])).toBeLessThan(1e-3);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  it('says nothing of pictures that do not lie on each other', () => {
    expect(compareTiles(wavy, wavy, [1, 0, 500, 0, 1, 0], 0)).toEqual({
      tiles: [],
      plainTiles: [],
    });
    expect(compareTiles(wavy, wavy, about([0, -1, 0, 1, 0, 0], 500, 500), 0).tiles).toEqual([]);
  });
});
