import { betweenLevels, type Affine } from './affine.ts';
import { withLaid } from './alignment-kernel.ts';
import { levelOf, type Portrait } from './portrait.ts';

/** Tiles of TILE x TILE samples. */
export const TILE = 8;
/** Least deviation, in sample values, for a tile to say anything. */
const LEAST_DEVIATION = 4;
/** Deviation beyond which a tile says no more than others, in sample values. */
const ENOUGH_DEVIATION = 16;
/** Corner strength, the smaller eigenvalue of the gradients, from which a tile has as much structure as counts. */
const ENOUGH_CORNER = 60;
/** Numbers of a tile's record in the kernel. */
const RECORD = 7;

/** One tile that lies in both pictures: where it stands in the one with the coarser pixels, and how well it agrees. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  /** Correlation of the two, each normalised by its own mean and contrast, -1 to 1. */
  readonly correlation: number;
  /** The larger of the two standard deviations, in sample values. */
  readonly deviation: number;
  /** What it counts: more with contrast and with structure in two directions. */
  readonly weight: number;
  /** Structure in two directions, 0 to 1. */
  readonly corner: number;
  /** Mean luma of the first picture, 0 to 255, and how much lighter the second one is there. */
  readonly luma: number;
  readonly lighter: number;
}

/** How the tiles of two aligned pictures agree. */
export interface TileComparison {
  /** Those that say something: of some contrast in at least one of the pictures. */
  readonly tiles: readonly Tile[];
  /** Those that do not. */
  readonly plainTiles: readonly Tile[];
}

/**
 * Lays `a` on `b` by the map and compares the tiles of `a`, whose pixels must be the coarser ones. One large light and dark division, which makes
 * unrelated pictures correlate as a whole, says nothing here.
 * @param levelB level of `b` with pixels about as coarse.
 */
export function compareTiles(a: Portrait, b: Portrait, map: Affine, levelB: number): TileComparison {
  return withLaid(levelOf(a, 0), levelOf(b, levelB), betweenLevels(map, 0, levelB), (laid) => {
    const seen = laid.kernel.compareTiles(laid.a, laid.b, 0, levelB);
    const { memory, tiles } = laid.kernel;
    const records = new Float32Array(memory.buffer, tiles.value, seen * RECORD);
    const all = Array.from({ length: seen }, (_, index) => readTile(records, index * RECORD));
    return {
      tiles: all.filter(({ deviation }) => deviation >= LEAST_DEVIATION),
      plainTiles: all.filter(({ deviation }) => deviation < LEAST_DEVIATION),
    };
  });
}

function readTile(records: Float32Array, at: number): Tile {
  const corner = Math.min(1, records[at + 4]! / ENOUGH_CORNER);
  return {
    x: records[at]!,
    y: records[at + 1]!,
    correlation: records[at + 2]!,
    deviation: records[at + 3]!,
    weight: Math.min(records[at + 3]!, ENOUGH_DEVIATION) * (0.3 + corner),
    corner,
    luma: records[at + 5]!,
    lighter: records[at + 6]!,
  };
}
