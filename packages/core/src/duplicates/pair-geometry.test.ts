import { describe, expect, it } from '@jest/globals';

import { IDENTITY, turnBy, about } from '../../fixtures/affine-maps.ts';
import { BUSY } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { compose, rectangleMap, type Affine } from './affine.ts';
import type { Tile } from './compare-tiles.ts';
import { coveredTiles, geometryOf, overlayOf } from './pair-geometry.ts';
import { summariseTiles } from './summarise-tiles.ts';
import type { Verification } from './verify.ts';

const WHOLE = { left: 0, top: 0, right: 128, bottom: 96 };
/** The size is that of the picture; only its shape and its border count here. */
const framed: Fingerprint = { ...BUSY, inner: { left: 16, top: 12, right: 112, bottom: 84 } };

describe('geometryOf', () => {
  it('finds all of both, untilted, in a picture laid on itself', () => {
    expect(geometryOf(BUSY, BUSY, IDENTITY)).toEqual({
      ...{ orientation: 0, tilt: 0, shareOfA: 1, shareOfB: 1, borderOfA: 0, borderOfB: 0 },
    });
  });

  it('says what share of the whole a crop shows', () => {
    // Three quarters across and down, stretched to 128 x 96.
    const map = rectangleMap({ left: 16, top: 8, right: 112, bottom: 80 }, WHOLE, 0);
    const { shareOfA, shareOfB } = geometryOf(BUSY, BUSY, map);
    expect([shareOfA, shareOfB]).toEqual([expect.closeTo(0.5625, 12), expect.closeTo(1, 12)]);
  });

  it('takes shares of what is inside the border, and says how much is border', () => {
    const map = rectangleMap(WHOLE, framed.inner, 0);
    const geometry = geometryOf(BUSY, framed, map);
    expect(geometry).toMatchObject({ shareOfA: expect.closeTo(1, 12), shareOfB: expect.closeTo(1, 12) });
    expect([geometry.borderOfA, geometry.borderOfB]).toEqual([0, 0.4375]);
  });

  it('names the turn and the tilt', () => {
    const map = compose(rectangleMap(WHOLE, { ...WHOLE, right: 96, bottom: 128 }, 5), about(turnBy(4), 48, 64));
    expect(geometryOf(BUSY, BUSY, map)).toMatchObject({ orientation: 5, tilt: expect.closeTo(4, 9) });
  });
});

/** A grid of 16 x 12 tiles; those in the box of columns and rows show something else. */
function seen(
  box: readonly [left: number, top: number, right: number, bottom: number],
  other: Partial<Tile>,
  more: Partial<Verification> = {},
): Verification {
  const [left, top, right, bottom] = box;
  const tiles = Array.from({ length: 16 * 12 }, (_, at): Tile => {
    const [column, row] = [at % 16, Math.floor(at / 16)];
    const isOther = column >= left && column < right && row >= top && row < bottom;
    const same = { correlation: 0.95, deviation: 20, weight: 10, corner: 1, luma: 100, lighter: 3 };
    return { x: 8 * column, y: 8 * row, ...same, ...(isOther ? other : {}) };
  });
  const [informative, plainTiles] = [tiles.filter(({ deviation }) => deviation >= 4), tiles.filter(({ deviation }) => deviation < 4)]; // prettier-ignore
  return {
    ...summariseTiles(informative),
    tiles: informative,
    plainTiles,
    map: IDENTITY,
    isTiledB: false,
    ...more,
  };
}

describe('coveredTiles', () => {
  it('are those of the largest group that differs while the rest agrees', () => {
    expect(coveredTiles(seen([3, 2, 8, 6], { correlation: 0.1 }))).toHaveLength(20);
    expect(coveredTiles(seen([0, 0, 0, 0], {}))).toEqual([]);
  });

  it('differ in light, too, where there is nothing to correlate: a plain field on it', () => {
    expect(coveredTiles(seen([3, 2, 8, 6], { correlation: 0, deviation: 0, lighter: 60 }))).toHaveLength(20);
    expect(coveredTiles(seen([3, 2, 8, 6], { correlation: 0, deviation: 0, lighter: 5 }))).toEqual([]);
  });

  it('are none for one tile alone, nor where the most differs or the rest does not agree', () => {
    expect(coveredTiles(seen([3, 2, 4, 3], { correlation: 0.1 }))).toEqual([]);
    expect(coveredTiles(seen([0, 0, 16, 8], { correlation: 0.1 }))).toEqual([]);
    const vague = seen([3, 2, 8, 6], { correlation: 0.1 });
    const tiles = vague.tiles.map((tile) => ({ ...tile, correlation: Math.min(tile.correlation, 0.75) }));
    expect(coveredTiles({ ...vague, tiles })).toEqual([]);
  });

  it('touch one another, at a corner at least', () => {
    const both = seen([1, 1, 4, 3], { correlation: 0.1 });
    const tiles = both.tiles.map((tile) => (tile.x === 80 && tile.y >= 56 ? { ...tile, correlation: 0 } : tile));
    expect(coveredTiles({ ...both, tiles })).toHaveLength(6); // 3 x 2 against a column of 5
    const corner = both.tiles.map((tile) => (tile.x === 32 && tile.y === 24 ? { ...tile, correlation: 0 } : tile));
    expect(coveredTiles({ ...both, tiles: corner })).toHaveLength(7);
  });
});

describe('overlayOf', () => {
  it('is the box round the covered tiles, in shares of the second picture', () => {
    const verification = seen([3, 2, 8, 6], { correlation: 0.1 });
    expect(overlayOf(BUSY, BUSY, verification)).toEqual([0.188, 0.167, 0.313, 0.333]); // 24 and 40 of 128, 16 and 32 of 96
    expect(overlayOf(BUSY, BUSY, { ...verification, isTiledB: true, map: turnBy(90) })).toEqual([
      0.188, 0.167, 0.313, 0.333,
    ]);
    expect(overlayOf(BUSY, BUSY, seen([0, 0, 0, 0], {}))).toBeUndefined();
  });

  it('goes by the map where the tiles stand in the first picture', () => {
    const verification = seen([3, 2, 8, 6], { correlation: 0.1 });
    const mirror: Affine = rectangleMap(WHOLE, WHOLE, 4);
    expect(overlayOf(BUSY, BUSY, { ...verification, map: mirror })).toEqual([0.5, 0.167, 0.313, 0.333]);
    const intoCrop: Affine = [2, 0, 0.5, 0, 2, 0.5]; // the top left quarter of the first is all of the second
    expect(overlayOf(BUSY, BUSY, { ...verification, map: intoCrop })).toEqual([0.375, 0.333, 0.625, 0.667]);
  });

  it('reaches the far side where the last tiles are covered', () => {
    expect(overlayOf(BUSY, BUSY, seen([0, 9, 16, 12], { correlation: 0.1 }))).toEqual([0, 0.75, 1, 0.25]);
  });
});
