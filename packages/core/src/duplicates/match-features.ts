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
  return new Set(matches.map((match) => {
    const index = match[side];
    return Math.floor(places.y[index]! / PLACE) * 1024 + Math.floor(places.x[index]! / PLACE);
  })).size;
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
  const matches: [number, number][] = [];
  for (let i = 0; i < a.places.count; i++) {
    const x = map[0] * a.places.x[i]! + map[1] * a.places.y[i]! + map[2];
    const y = map[3] * a.places.x[i]! + map[4] * a.places.y[i]! + map[5];
    let least = MOST_BITS + 1;
    let nearest = -1;
    for (const j of grid.around(x, y, radius)) {
      const [dx, dy] = [b.places.x[j]! - x, b.places.y[j]! - y];
      if (dx * dx + dy * dy > radius * radius) continue;
      const ratio = (scale * a.places.scale[i]!) / b.places.scale[j]!;
      if (ratio > SIZE_RATIO || ratio < 1 / SIZE_RATIO) continue;
      const turned = isMirrored ? b.places.angle[j]! - Math.PI + a.places.angle[i]! : b.places.angle[j]! - a.places.angle[i]!;
      if (Math.cos(turned - turn) < LEAST_COSINE) continue;
      const bits = codeDistance(a.codes, i, b.codes, j, isMirrored);
      if (bits < least) [least, nearest] = [bits, j];
    }
    if (nearest >= 0) matches.push([i, nearest]);
  }
  return matches;
}

const WORDS = 8;

/** Bits that differ; a mirrored picture's codes have their halves swapped. */
export function codeDistance(a: Uint32Array, i: number, b: Uint32Array, j: number, isMirrored = false): number {
  let bits = 0;
  const swap = isMirrored ? WORDS / 2 : 0;
  for (let word = 0; word < WORDS; word++) bits += popcount32(a[i * WORDS + (word ^ swap)]! ^ b[j * WORDS + word]!);
  return bits;
}

interface FeatureGrid {
  around(x: number, y: number, radius: number): Iterable<number>;
}

const CELL = 8;
const CELLS = 16;
const grids = new WeakMap<Portrait, FeatureGrid>();

function gridOf(portrait: Portrait): FeatureGrid {
  const known = grids.get(portrait);
  if (known) return known;
  const cells: number[][] = Array.from({ length: CELLS * CELLS }, () => []);
  const cell = (value: number): number => Math.max(0, Math.min(CELLS - 1, Math.floor(value / CELL)));
  const { count, x, y } = portrait.places;
  for (let i = 0; i < count; i++) cells[cell(y[i]!) * CELLS + cell(x[i]!)]!.push(i);
  const grid = {
    *around(cx: number, cy: number, radius: number) {
      if (cx < -radius || cy < -radius || cx > portrait.width + radius || cy > portrait.height + radius) return;
      for (let row = cell(cy - radius); row <= cell(cy + radius); row++)
        for (let column = cell(cx - radius); column <= cell(cx + radius); column++) yield* cells[row * CELLS + column]!;
    },
  };
  grids.set(portrait, grid);
  return grid;
}
