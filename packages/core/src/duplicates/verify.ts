import { determinant, invert, scaleOf, type Affine } from './affine.ts';
import { align } from './align.ts';
import { compareTiles, type TileComparison } from './compare-tiles.ts';
import type { Portrait } from './portrait.ts';
import { summariseTiles, type TileSummary } from './summarise-tiles.ts';

/** What two pictures say about each other once they are laid on each other as well as can be. */
export interface Verification extends TileSummary, TileComparison {
  /** From `a` to `b`, in pixels of their outlines. */
  readonly map: Affine;
  /** Whether the tiles stand in `b`, whose pixels are the coarser ones, instead of in `a`. */
  readonly isTiledB: boolean;
}

/** Most that one picture may be larger than the other. */
const MOST_SCALE = 5;

/** Mean correlation from which a map needs no improvement, from which another round may pay, and under which none helps. */
const GOOD_MEAN = 0.85;
const PROMISING_MEAN = 0.25;
const HOPELESS_MEAN = -0.05;

/** Judges a map by the pixels under it, after improving it where that helps. */
export function verify(a: Portrait, b: Portrait, map: Affine): Verification | undefined {
  if (Math.abs(determinant(map)) < 1) {
    const turned = verifyFromCoarser(b, a, invert(map));
    return turned && { ...turned, map: invert(turned.map), isTiledB: true };
  }
  return verifyFromCoarser(a, b, map);
}

function verifyFromCoarser(a: Portrait, b: Portrait, map: Affine): Verification | undefined {
  const scale = scaleOf(map);
  if (!(scale < MOST_SCALE)) return undefined;
  const levelB = scale < 1.45 ? 0 : scale < 2.9 ? 1 : 2;
  const look = (tried: Affine): Verification => {
    const compared = compareTiles(a, b, tried, levelB);
    return { ...compared, ...summariseTiles(compared.tiles), map: tried, isTiledB: false };
  };
  let best = look(map);
  const consider = (tried: Affine | undefined): void => {
    if (!tried || !isNear(tried, scale)) return;
    const seen = look(tried);
    if (worthOf(seen) > worthOf(best)) best = seen;
  };
  if (best.mean >= GOOD_MEAN || best.mean < HOPELESS_MEAN) return best;
  const coarse = align(a, b, map, { levelA: 1, levelB: Math.min(2, levelB + 1), rounds: 10, stride: 1 });
  consider(coarse && align(a, b, coarse, { levelA: 0, levelB, rounds: 6, stride: 2 }));
  if (best.mean > PROMISING_MEAN && best.mean < GOOD_MEAN)
    consider(align(a, b, best.map, { levelA: 0, levelB, rounds: 12, stride: 2 }));
  return best;
}

/** A map that alignment led far from where it began has lost its way. */
function isNear(map: Affine, scale: number): boolean {
  const growth = scaleOf(map) / scale;
  return growth > 0.7 && growth < 1.4;
}

const ENOUGH_TILES = 40;

/** What of two maps is better: more agreement, on more tiles up to enough of them. */
export function worthOf({ mean, strongShare, agreeing }: Verification): number {
  return (Math.max(0, mean) + strongShare) * Math.min(ENOUGH_TILES, agreeing);
}
