import { popcount32 } from '../hash/hamming-distance.ts';
import { scaleOf, type Affine } from './affine.ts';
import { fitMap } from './fit-map.ts';
import type { Portrait } from './portrait.ts';

/** Most bits of 256 that differ between the codes of one place in two pictures. */
const MOST_BITS = 60;
/** How far from where the map says a feature may stand, in pixels of the coarser outline: looked at more and more closely. */
const REACHES = [7, 4, 2.5];
/** Most that feature sizes may differ once the map's scale is taken out. */
const SIZE_RATIO = 1.6;
/** Cosine of the most that a feature's direction may be off. */
const LEAST_COSINE = Math.cos(Math.PI / 6);
const LEAST_MATCHES = 3;
const ENOUGH_FOR_AFFINE = 6;
/** A better map keeps at least so much of its matches. */
const KEPT_SHARE = 0.6;
/** Matches within so many pixels are one place. */
const PLACE = 4;

export interface FeatureMatch {
  readonly map: Affine;
  /** Distinct places at which features agree. */
  readonly places: number;
}

/** Improves a map by the features that it lays on one another: each looks for its like only where the map says, then the map is fitted anew. */
export function matchFeatures(a: Portrait, b: Portrait, map: Affine): FeatureMatch | undefined {
  const isMirrored = map[0] * map[4] - map[1] * map[3] < 0;
  const grid = gridOf(b);
  let best: FeatureMatch | undefined;
  for (const reach of REACHES) {
    const matches = matchesUnder(a, b, { map: best?.map ?? map, reach, isMirrored, grid });
    const places = Math.min(distinctPlaces(a, matches, 0), distinctPlaces(b, matches, 1));
    if (places < LEAST_MATCHES || (best && places < KEPT_SHARE * best.places)) break;
    const next = fitMap(a.places, b.places, matches, { isAffine: places >= ENOUGH_FOR_AFFINE, isMirrored });
    if (!next) break;
    best = { map: next, places };
  }
  return best;
}

function distinctPlaces({ places }: Portrait, matches: readonly (readonly [number, number])[], side: 0 | 1): number {
  return new Set(
    matches.map((match) => {
      const index = match[side];
      return Math.floor(places.y[index]! / PLACE) * 1024 + Math.floor(places.x[index]! / PLACE);
    }),
  ).size;
}

interface Search {
  readonly map: Affine;
  readonly reach: number;
  readonly isMirrored: boolean;
  readonly grid: FeatureGrid;
}

function matchesUnder(a: Portrait, b: Portrait, { map, reach, isMirrored, grid }: Search): [number, number][] {
  const scale = scaleOf(map);
  const radius = reach * Math.max(1, scale);
  const turn = isMirrored ? Math.atan2(-map[3], -map[0]) : Math.atan2(map[3], map[0]);
  const { width, height } = b.fingerprint.outline;
  const matches: [number, number][] = [];
  for (let i = 0; i < a.places.count; i++) {
    const x = map[0] * a.places.x[i]! + map[1] * a.places.y[i]! + map[2];
    const y = map[3] * a.places.x[i]! + map[4] * a.places.y[i]! + map[5];
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    let least = MOST_BITS + 1;
    let nearest = -1;
    for (let row = cellOf(y - radius); row <= cellOf(y + radius); row++) {
      const end = grid.first[row * CELLS + cellOf(x + radius) + 1]!;
      for (let at = grid.first[row * CELLS + cellOf(x - radius)]!; at < end; at++) {
        const j = grid.order[at]!;
        const dx = b.places.x[j]! - x;
        const dy = b.places.y[j]! - y;
        if (dx * dx + dy * dy > radius * radius) continue;
        const ratio = (scale * a.places.scale[i]!) / b.places.scale[j]!;
        if (ratio > SIZE_RATIO || ratio < 1 / SIZE_RATIO) continue;
        const turned = isMirrored
          ? b.places.angle[j]! - Math.PI + a.places.angle[i]!
          : b.places.angle[j]! - a.places.angle[i]!;
        if (Math.cos(turned - turn) < LEAST_COSINE) continue;
        const bits = codeDistance(a.codes, i, b.codes, j, isMirrored);
        if (bits < least) [least, nearest] = [bits, j];
      }
    }
    if (nearest >= 0) matches.push([i, nearest]);
  }
  return matches;
}

const WORDS = 8;

/** Bits that differ; a mirrored picture's codes have their halves swapped. */
// Five places beat two objects in a loop that runs millions of times.
// eslint-disable-next-line max-params
export function codeDistance(a: Uint32Array, i: number, b: Uint32Array, j: number, isMirrored = false): number {
  let bits = 0;
  const swap = isMirrored ? WORDS / 2 : 0;
  for (let word = 0; word < WORDS; word++) bits += popcount32(a[i * WORDS + (word ^ swap)]! ^ b[j * WORDS + word]!);
  return bits;
}

/** Features by the part of the picture that they stand in. */
interface FeatureGrid {
  /** First place of each cell's features in `order`, row by row, and one past the last. */
  readonly first: Uint16Array;
  readonly order: Uint16Array;
}

const CELL = 8;
const CELLS = 16;
const grids = new WeakMap<Portrait, FeatureGrid>();

function cellOf(value: number): number {
  return Math.max(0, Math.min(CELLS - 1, Math.floor(value / CELL)));
}

function gridOf(portrait: Portrait): FeatureGrid {
  const known = grids.get(portrait);
  if (known) return known;
  const { count, x, y } = portrait.places;
  const first = new Uint16Array(CELLS * CELLS + 1);
  const cellAt = (index: number): number => cellOf(y[index]!) * CELLS + cellOf(x[index]!);
  for (let index = 0; index < count; index++) first[cellAt(index) + 1]!++;
  for (let cell = 0; cell < CELLS * CELLS; cell++) first[cell + 1]! += first[cell]!;
  const next = first.slice();
  const order = new Uint16Array(count);
  for (let index = 0; index < count; index++) order[next[cellAt(index)]!++] = index;
  const grid = { first, order };
  grids.set(portrait, grid);
  return grid;
}
