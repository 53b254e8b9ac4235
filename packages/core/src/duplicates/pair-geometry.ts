import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { orientationOf, type Affine } from './affine.ts';
import type { Tile } from './compare-tiles.ts';
import { TILE } from './compare-tiles.ts';
import { boundsUnder, overlapOf, rectangleArea } from './overlap.ts';
import { DIFFERENT } from './summarise-tiles.ts';
import type { Verdict } from './verdict.ts';

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
  /** What differs in one place while all round it agrees, in shares of picture `b`: x, y, width, height. */
  readonly overlay: readonly [number, number, number, number] | undefined;
}

export function geometryOf(a: Fingerprint, b: Fingerprint, verdict: Verdict): PairGeometry {
  const { map } = verdict;
  const overlap = overlapOf(a.inner, b.inner, map);
  return {
    ...orientationOf(map),
    shareOfA: overlap.ofA,
    shareOfB: overlap.ofB,
    borderOfA: borderShare(a),
    borderOfB: borderShare(b),
    overlay: overlayOf(b, verdict),
  };
}

function borderShare({ inner, outline }: Fingerprint): number {
  return 1 - rectangleArea(inner) / (outline.width * outline.height);
}

/** Mean correlation that all but the overlay's tiles must have. */
const REST_AGREES = 0.75;
/** Tiles next to one another that make an overlay. */
const LEAST_TILES = 2;

function overlayOf(b: Fingerprint, { verification, map }: Verdict): PairGeometry['overlay'] {
  const { tiles, isTiledB } = verification;
  const different = tiles.filter(({ correlation }) => correlation < DIFFERENT);
  const rest = tiles.filter(({ correlation }) => correlation >= DIFFERENT);
  const mean = rest.reduce((sum, { correlation }) => sum + correlation, 0) / rest.length;
  const largest = groupsOf(different).toSorted((one, other) => other.length - one.length)[0];
  if (!largest || largest.length < LEAST_TILES || !(mean > REST_AGREES)) return undefined;
  const frame = { left: 0, top: 0, right: b.outline.width, bottom: b.outline.height };
  const box = boundsUnder(boxOf(largest), isTiledB ? IDENTITY : map, frame);
  const rounded = (value: number): number => Math.round(1000 * value) / 1000;
  return [
    rounded(box.left / frame.right),
    rounded(box.top / frame.bottom),
    rounded((box.right - box.left) / frame.right),
    rounded((box.bottom - box.top) / frame.bottom),
  ];
}

const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];

function boxOf(tiles: readonly Tile[]): Rectangle {
  return {
    left: Math.min(...tiles.map(({ x }) => x)),
    top: Math.min(...tiles.map(({ y }) => y)),
    right: Math.max(...tiles.map(({ x }) => x)) + TILE,
    bottom: Math.max(...tiles.map(({ y }) => y)) + TILE,
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
