import { TILE, type Tile } from './compare-tiles.ts';

/** Correlation from which a tile agrees, agrees strongly, and under which it shows something else. */
export const AGREEING = 0.65;
const STRONG = 0.85;
const DIFFERENT = 0.5;
/** Parts that the compared place is divided into, across and down, and the share of a part's weight that must agree. */
const PARTS = 4;
const MOST_OF_PART = 0.6;

/** Whether a tile shows the same in both pictures. */
export function agrees({ correlation }: Tile): boolean {
  return correlation > AGREEING;
}

/** How much of the same a tile of this correlation shows. */
export function agreementOf(correlation: number): 'strong' | 'weak' | 'none' {
  if (correlation > STRONG) return 'strong';
  return correlation > AGREEING ? 'weak' : 'none';
}

/** What tiles say together. */
export interface TileSummary {
  /** Tiles that say something, and those that agree. */
  readonly informative: number;
  readonly agreeing: number;
  /** Shares of the weight that agree, and agree strongly, 0 to 1. */
  readonly share: number;
  readonly strongShare: number;
  /** Mean correlation, -1 to 1. */
  readonly mean: number;
  /** How far the mean correlation of the tiles that show something else is under DIFFERENT, 0 to 1.5. */
  readonly unlike: number;
  /** Share of the parts of the compared place in which most agrees, 0 to 1: one shared caption is not a shared photograph, a caption on a copy is. */
  readonly coverage: number;
  /** How much light differs where tiles agree, beyond a change of light and contrast of the whole, in the mean, in sample values. */
  readonly unevenLight: number;
}

export function summariseTiles(tiles: readonly Tile[]): TileSummary {
  let weight = 0, agreeing = 0, agreeingWeight = 0, strongWeight = 0, sum = 0, different = 0, differentSum = 0; // prettier-ignore
  for (const tile of tiles) {
    weight += tile.weight;
    sum += tile.correlation;
    if (agrees(tile)) {
      agreeing++;
      agreeingWeight += tile.weight;
    }
    if (tile.correlation > STRONG) strongWeight += tile.weight;
    if (tile.correlation < DIFFERENT) {
      different++;
      differentSum += tile.correlation;
    }
  }
  return {
    informative: tiles.length,
    agreeing,
    share: tiles.length === 0 ? 0 : agreeingWeight / weight,
    strongShare: tiles.length === 0 ? 0 : strongWeight / weight,
    mean: tiles.length === 0 ? 0 : sum / tiles.length,
    unlike: different === 0 ? 0 : DIFFERENT - differentSum / different,
    coverage: coverageOf(tiles),
    unevenLight: unevenLightOf(tiles.filter(agrees)),
  };
}

/** What a change of light and contrast of the whole picture, fitted by least squares, leaves of the differences. */
function unevenLightOf(tiles: readonly Tile[]): number {
  const count = Math.max(1, tiles.length);
  const mean = (valueOf: (tile: Tile) => number): number => tiles.reduce((sum, tile) => sum + valueOf(tile), 0) / count;
  const [luma, lighter] = [mean((tile) => tile.luma), mean((tile) => tile.lighter)];
  const variance = mean((tile) => (tile.luma - luma) ** 2);
  const slope = mean((tile) => (tile.luma - luma) * (tile.lighter - lighter)) / Math.max(1, variance);
  return mean((tile) => Math.abs(tile.lighter - lighter - slope * (tile.luma - luma)));
}

function coverageOf(tiles: readonly Tile[]): number {
  let left = Infinity, top = Infinity, right = 0, bottom = 0; // prettier-ignore
  for (const { x, y } of tiles) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + TILE);
    bottom = Math.max(bottom, y + TILE);
  }
  const all = new Float64Array(PARTS * PARTS);
  const agreeing = new Float64Array(PARTS * PARTS);
  for (const tile of tiles) {
    const { x, y, weight } = tile;
    const row = Math.floor(((y + TILE / 2 - top) * PARTS) / (bottom - top));
    const part = row * PARTS + Math.floor(((x + TILE / 2 - left) * PARTS) / (right - left));
    all[part]! += weight;
    if (agrees(tile)) agreeing[part]! += weight;
  }
  let filled = 0;
  let good = 0;
  for (let part = 0; part < all.length; part++) {
    if (all[part] === 0) continue;
    filled++;
    if (agreeing[part]! > MOST_OF_PART * all[part]!) good++;
  }
  return filled === 0 ? 0 : good / filled;
}
