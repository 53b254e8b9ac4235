import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint, Outline } from '../fingerprint/fingerprint.ts';
import { orientationOf, type Affine } from './affine.ts';
import { TILE, type Tile } from './compare-tiles.ts';
import { boundsUnder, overlapOf, rectangleArea } from './overlap.ts';
import { agrees } from './summarise-tiles.ts';
import { median } from './median.ts';
import type { Verification } from './verify.ts';

/** Where one picture of a pair lies in the other, and what was laid over it. */
export interface PairGeometry {
  /** An index into DIHEDRAL_NAMES: what turns `a` into `b`, but for `tilt` degrees. */
  readonly orientation: number;
  readonly tilt: number;
  /** Shares of the pictures, without their borders, that the other one shows. */
  readonly shareOfA: number;
  readonly shareOfB: number;
  /** Shares of the pictures that are a plain border. */
  readonly borderOfA: number;
  readonly borderOfB: number;
}

export function geometryOf(a: Fingerprint, b: Fingerprint, map: Affine): PairGeometry {
  const overlap = overlapOf(a.inner, b.inner, map);
  return {
    ...orientationOf(map),
    shareOfA: overlap.ofA,
    shareOfB: overlap.ofB,
    borderOfA: borderShare(a),
    borderOfB: borderShare(b),
  };
}

function borderShare({ inner, outline }: Fingerprint): number {
  return 1 - rectangleArea(inner) / (outline.width * outline.height);
}

/** Correlation, and difference in light from most others, from which a tile shows what the other picture does not. */
const COVERED_CORRELATION = 0.7;
const COVERED_LIGHT = 14;
/** Mean correlation that all other tiles must have, and the largest share of all that may be covered. */
const REST_AGREES = 0.8;
const MOST_COVERED = 0.6;
/** Tiles next to one another that make an overlay. */
const LEAST_TILES = 2;

/** The largest group of tiles, next to one another, that differ while the rest agrees. */
export function coveredTiles({ tiles, plainTiles }: Verification): readonly Tile[] {
  const light = median(tiles.filter(agrees).map(({ lighter }) => lighter));
  const all = [...tiles, ...plainTiles];
  const isCovered = (tile: Tile): boolean =>
    (tiles.includes(tile) && tile.correlation < COVERED_CORRELATION) || Math.abs(tile.lighter - light) > COVERED_LIGHT;
  const covered = all.filter(isCovered);
  const rest = tiles.filter((tile) => !isCovered(tile));
  const mean = rest.reduce((sum, { correlation }) => sum + correlation, 0) / rest.length;
  const largest = groupsOf(covered).toSorted((one, other) => other.length - one.length)[0] ?? [];
  const isOverlay = largest.length >= LEAST_TILES && mean > REST_AGREES && covered.length < MOST_COVERED * all.length;
  return isOverlay ? largest : [];
}

/** What differs in one place while all round it agrees, in shares of the second picture: x, y, width, height. */
export function overlayOf(
  a: Fingerprint,
  b: Fingerprint,
  verification: Verification,
): readonly [number, number, number, number] | undefined {
  const { isTiledB, map } = verification;
  const covered = coveredTiles(verification);
  if (covered.length === 0) return undefined;
  const frame = { left: 0, top: 0, right: b.outline.width, bottom: b.outline.height };
  const box = boundsUnder(boxOf(covered, (isTiledB ? b : a).outline), isTiledB ? IDENTITY : map, frame);
  const rounded = (value: number): number => Math.round(1000 * value) / 1000;
  return [
    rounded(box.left / frame.right),
    rounded(box.top / frame.bottom),
    rounded((box.right - box.left) / frame.right),
    rounded((box.bottom - box.top) / frame.bottom),
  ];
}

const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];

/** Where no further tile has room before the side of the picture, half of that room as well. */
function boxOf(tiles: readonly Tile[], { width, height }: Outline): Rectangle {
  const right = Math.max(...tiles.map(({ x }) => x)) + TILE;
  const bottom = Math.max(...tiles.map(({ y }) => y)) + TILE;
  return {
    left: Math.min(...tiles.map(({ x }) => x)),
    top: Math.min(...tiles.map(({ y }) => y)),
    right: right + TILE > width ? (right + width) / 2 : right,
    bottom: bottom + TILE > height ? (bottom + height) / 2 : bottom,
  };
}

/** Tiles that touch, at a corner at least. */
function groupsOf(tiles: readonly Tile[]): Tile[][] {
  const left = new Set(tiles);
  const groups: Tile[][] = [];
  for (const start of left) {
    left.delete(start);
    const group = [start];
    for (const member of group)
      for (const other of left)
        if (Math.abs(other.x - member.x) <= TILE && Math.abs(other.y - member.y) <= TILE) {
          left.delete(other);
          group.push(other);
        }
    groups.push(group);
  }
  return groups;
}
