import { describe, expect, it } from '@jest/globals';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { BUSY } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { invert, rectangleMap } from './affine.ts';
import { chromaDifference } from './compare-colour.ts';
import type { Tile } from './compare-tiles.ts';

/** Chroma by its place in the 16 x 16 squares: 8 x 6 samples of the outline each. */
function coloured(chromaAt: (x: number, y: number) => readonly [blue: number, red: number]): Fingerprint {
  const chroma = Uint8Array.from({ length: 512 }, (_, at) => chromaAt((at >> 1) % 16, at >> 5)[at & 1]!);
  return { ...BUSY, chroma };
}

function tile(x: number, y: number): Tile {
  return { x, y, correlation: 1, deviation: 20, weight: 1, corner: 1, lighter: 0 };
}

const TILES = Array.from({ length: 16 * 12 }, (_, at) => tile(8 * (at % 16), 8 * Math.floor(at / 16)));
const grey = coloured(() => [128, 128]);
const upright = { map: IDENTITY, tiles: TILES, isTiledB: false };

describe('chromaDifference', () => {
  it('is the mean over both channels and all tiles', () => {
    expect(chromaDifference(grey, grey, upright)).toBe(0);
    expect(chromaDifference(grey, coloured(() => [138, 108]), upright)).toBe(15); // prettier-ignore
    const left = coloured((x) => [x < 8 ? 138 : 128, 128]);
    expect(chromaDifference(left, grey, upright)).toBe(2.5);
    expect(chromaDifference(grey, left, upright)).toBe(2.5);
  });

  it('looks only where tiles are', () => {
    const left = coloured((x) => [x < 8 ? 138 : 128, 128]);
    expect(chromaDifference(left, grey, { ...upright, tiles: [tile(0, 0)] })).toBe(5);
    expect(chromaDifference(left, grey, { ...upright, tiles: [tile(64, 0)] })).toBe(0);
    expect(chromaDifference(left, grey, { ...upright, tiles: [] })).toBe(0);
  });

  it('compares places that lie on each other', () => {
    const frame = { left: 0, top: 0, right: 128, bottom: 96 };
    const ramp = coloured((x, y) => [8 * x, 8 * y]);
    const mirrored = coloured((x, y) => [8 * (15 - x), 8 * y]);
    expect(chromaDifference(ramp, mirrored, { ...upright, map: rectangleMap(frame, frame, 4) })).toBe(0);
    expect(chromaDifference(ramp, mirrored, upright)).toBe(32); // a mean of 64 in blue, nothing in red
    const shifted = coloured((x, y) => [8 * Math.max(0, x - 2), 8 * y]);
    const inside = TILES.filter(({ x }) => x < 112);
    expect(chromaDifference(ramp, shifted, { ...upright, tiles: inside, map: [1, 0, 16, 0, 1, 0] })).toBe(0);
  });

  it('takes tiles of the second picture by the map the other way round', () => {
    const left = coloured((x) => [x < 8 ? 138 : 128, 128]);
    const map = [1, 0, 64, 0, 1, 0] as const;
    const ofB = { map, tiles: [tile(64, 0)], isTiledB: true };
    expect(chromaDifference(left, grey, ofB)).toBe(5); // (64, 0) of the second is (0, 0) of the first
    expect(chromaDifference(left, grey, { ...ofB, map: invert(map) })).toBe(0); // (64, 0) of the second is beyond the right
    expect(chromaDifference(grey, left, { ...ofB, map: invert(map), isTiledB: false })).toBe(5);
  });

  it('takes the nearest colour for places beyond the edge', () => {
    const left = coloured((x) => [x === 0 ? 138 : 128, 128]);
    expect(chromaDifference(grey, left, { ...upright, tiles: [tile(0, 0)], map: [1, 0, -50, 0, 1, 0] })).toBe(5);
  });
});
