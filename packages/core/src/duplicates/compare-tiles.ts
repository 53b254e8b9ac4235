import type { Plane, Rectangle } from '../fingerprint/border.ts';
import { betweenLevels, determinant, type Affine } from './affine.ts';
import { innerOfLevel, type Portrait } from './portrait.ts';

/** Tiles of TILE x TILE samples. */
export const TILE = 8;
const SAMPLES = TILE * TILE;
/** Least deviation, in sample values, for a tile to say anything. */
const LEAST_DEVIATION = 4;
/** Deviation beyond which a tile says no more than others. */
const ENOUGH_DEVIATION = 16;
/** Correlation from which a tile agrees, and agrees strongly. */
const AGREEING = 0.65;
const STRONG = 0.85;
/** Corner strength, the smaller eigenvalue of the gradients, from which a tile has as much structure as counts. */
const ENOUGH_CORNER = 60;

/** One tile that says something: where it stands in the picture with the coarser pixels, and how well it agrees. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  /** Correlation of the two, -1 to 1. */
  readonly correlation: number;
  /** What it counts: more with contrast and with structure in two directions. */
  readonly weight: number;
  /** Structure in two directions, 0 to 1. */
  readonly corner: number;
  /** Difference of the mean luma, -255 to 255. */
  readonly lighter: number;
}

/** How the tiles of two aligned pictures agree. */
export interface TileComparison {
  readonly tiles: readonly Tile[];
  /** Tiles that lie in both pictures, plain ones included. */
  readonly seen: number;
  /** Share of either picture, inside its border, that lies in the other, 0 to 1. */
  readonly overlapA: number;
  readonly overlapB: number;
}

/** Lays `a` on `b` by the map and compares the tiles of `a`, whose pixels must be the coarser ones, each normalised by its own mean and contrast. */
export function compareTiles(
  a: Portrait,
  b: Portrait,
  map: Affine,
  { levelA, levelB }: { readonly levelA: number; readonly levelB: number },
): TileComparison {
  const laid: Laid = {
    a: a.levels[levelA]!,
    b: b.levels[levelB]!,
    t: betweenLevels(map, levelA, levelB),
    inB: innerOfLevel(b, levelB),
  };
  const inA = innerOfLevel(a, levelA);
  const tiles: Tile[] = [];
  let seen = 0;
  for (let y = 0; y + TILE <= Math.min(laid.a.height, inA.bottom + 1.5); y += TILE)
    for (let x = 0; x + TILE <= Math.min(laid.a.width, inA.right + 1.5); x += TILE) {
      if (x < inA.left || y < inA.top || !isTileInside(laid, x, y)) continue;
      seen++;
      readTiles(laid, x, y);
      const tile = compareTile();
      if (tile) tiles.push({ x, y, ...tile });
    }
  const area = ({ inner: { left, top, right, bottom } }: Portrait): number => (right - left) * (bottom - top);
  const covered = seen * SAMPLES * 4 ** levelA;
  return {
    tiles,
    seen,
    overlapA: Math.min(1, covered / area(a)),
    overlapB: Math.min(1, (covered * Math.abs(determinant(map))) / area(b)),
  };
}

/** Two levels, the map between them, and where the second can be sampled. */
interface Laid {
  readonly a: Plane;
  readonly b: Plane;
  readonly t: Affine;
  readonly inB: Rectangle;
}

function isTileInside({ t, inB }: Laid, x: number, y: number): boolean {
  const far = TILE - 1;
  return isInside(t, inB, x, y) && isInside(t, inB, x + far, y) && isInside(t, inB, x, y + far) && isInside(t, inB, x + far, y + far); // prettier-ignore
}

function isInside(t: Affine, { left, top, right, bottom }: Rectangle, x: number, y: number): boolean {
  const mappedX = t[0] * x + t[1] * y + t[2];
  const mappedY = t[3] * x + t[4] * y + t[5];
  return mappedX >= left && mappedY >= top && mappedX < right && mappedY < bottom;
}

const tileA = new Float32Array(SAMPLES);
const tileB = new Float32Array(SAMPLES);

/** Fills tileA, and tileB with what lies on it, bilinearly. */
function readTiles({ a, b, t }: Laid, x: number, y: number): void {
  for (let j = 0, at = 0; j < TILE; j++)
    for (let i = 0; i < TILE; i++, at++) {
      const bx = t[0] * (x + i) + t[1] * (y + j) + t[2];
      const by = t[3] * (x + i) + t[4] * (y + j) + t[5];
      const column = Math.floor(bx);
      const row = Math.floor(by);
      const across = bx - column;
      const down = by - row;
      const from = row * b.width + column;
      const above = b.data[from]! * (1 - across) + b.data[from + 1]! * across;
      const below = b.data[from + b.width]! * (1 - across) + b.data[from + b.width + 1]! * across;
      tileB[at] = above * (1 - down) + below * down;
      tileA[at] = a.data[(y + j) * a.width + x + i]!;
    }
}

/** Undefined when both tiles are plain. */
function compareTile(): Omit<Tile, 'x' | 'y'> | undefined {
  let sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0; // prettier-ignore
  for (let at = 0; at < SAMPLES; at++) {
    const [valueA, valueB] = [tileA[at]!, tileB[at]!];
    sumA += valueA;
    sumB += valueB;
    squaresA += valueA * valueA;
    squaresB += valueB * valueB;
    products += valueA * valueB;
  }
  const varianceA = Math.max(0, squaresA / SAMPLES - (sumA / SAMPLES) ** 2);
  const varianceB = Math.max(0, squaresB / SAMPLES - (sumB / SAMPLES) ** 2);
  const deviation = Math.sqrt(Math.max(varianceA, varianceB));
  if (deviation < LEAST_DEVIATION) return undefined;
  const covariance = products / SAMPLES - (sumA * sumB) / SAMPLES ** 2;
  const corner = Math.min(1, Math.max(cornerStrength(tileA), cornerStrength(tileB)) / ENOUGH_CORNER);
  return {
    correlation: covariance / Math.sqrt((varianceA + 1) * (varianceB + 1)), // one sample value of noise is no structure
    weight: Math.min(deviation, ENOUGH_DEVIATION) * (0.3 + corner),
    corner,
    lighter: (sumB - sumA) / SAMPLES,
  };
}

/** The smaller eigenvalue of a tile's mean gradient tensor. */
function cornerStrength(tile: Float32Array): number {
  let xx = 0, yy = 0, xy = 0; // prettier-ignore
  for (let y = 0; y < TILE - 1; y++)
    for (let x = 0, at = y * TILE; x < TILE - 1; x++, at++) {
      const gx = tile[at + 1]! - tile[at]!;
      const gy = tile[at + TILE]! - tile[at]!;
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  const half = (xx - yy) / 2;
  return ((xx + yy) / 2 - Math.sqrt(half * half + xy * xy)) / (TILE - 1) ** 2;
}

/** What tiles say together. */
export interface TileSummary {
  /** Tiles that say something, and those that agree. */
  readonly informative: number;
  readonly agreeing: number;
  /** Shares of the weight that agree, and agree strongly, 0 to 1. */
  readonly share: number;
  readonly strongShare: number;
  /** Structure in two directions of the agreeing tiles, in tiles. */
  readonly corners: number;
  /** Mean correlation, -1 to 1. */
  readonly mean: number;
  /** Share of the 4 x 4 parts of what is compared in which most agrees, and of how many parts. One shared caption is not a shared photograph; a caption on a copy is. */
  readonly coverage: number;
  readonly parts: number;
}

const PARTS = 4;
const MOST_OF_PART = 0.6;

export function summariseTiles(tiles: readonly Tile[]): TileSummary {
  const sum = (valueOf: (tile: Tile) => number, of = tiles): number => of.reduce((total, tile) => total + valueOf(tile), 0);
  const agreeing = tiles.filter(({ correlation }) => correlation > AGREEING);
  const strong = agreeing.filter(({ correlation }) => correlation > STRONG);
  const weight = sum((tile) => tile.weight) || 1;
  return {
    informative: tiles.length,
    agreeing: agreeing.length,
    share: sum((tile) => tile.weight, agreeing) / weight,
    strongShare: sum((tile) => tile.weight, strong) / weight,
    corners: sum(({ corner }) => corner, agreeing),
    mean: tiles.length ? sum(({ correlation }) => correlation) / tiles.length : 0,
    ...coverageOf(tiles),
  };
}

function coverageOf(tiles: readonly Tile[]): Pick<TileSummary, 'coverage' | 'parts'> {
  const xs = tiles.map(({ x }) => x);
  const ys = tiles.map(({ y }) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) + TILE - left, Math.max(...ys) + TILE - top];
  const all = new Float64Array(PARTS * PARTS);
  const agreeing = new Float64Array(PARTS * PARTS);
  for (const { x, y, weight, correlation } of tiles) {
    const part =
      Math.floor(((y + TILE / 2 - top) * PARTS) / height) * PARTS + Math.floor(((x + TILE / 2 - left) * PARTS) / width);
    all[part]! += weight;
    if (correlation > AGREEING) agreeing[part]! += weight;
  }
  const filled = all.filter((weight) => weight > 0).length;
  const good = all.filter((weight, part) => weight > 0 && agreeing[part]! > MOST_OF_PART * weight).length;
  return { coverage: filled ? good / filled : 0, parts: filled };
}
