import { betweenLevels, type Affine } from './affine.ts';
import { laidMap, withLaid } from './alignment-kernel.ts';
import { levelOf, type Portrait } from './portrait.ts';

export interface AlignOptions {
  /** Levels of the two pictures that are laid on each other. */
  readonly levelA: number;
  readonly levelB: number;
  /** Most steps. */
  readonly rounds: number;
  /** Every how manieth sample is looked at, across and down. */
  readonly stride: number;
}

/**
 * Improves a map by the pixels under it: Lucas and Kanade's method for affine maps ("Lucas-Kanade 20 Years On", Baker and Matthews 2004) on
 * locally normalised levels, with less weight for samples that are far off, as under a watermark.
 * @returns undefined where the pictures hardly overlap.
 */
export function align(a: Portrait, b: Portrait, map: Affine, options: AlignOptions): Affine | undefined {
  const { levelA, levelB, rounds, stride } = options;
  return withLaid(levelOf(a, levelA), levelOf(b, levelB), betweenLevels(map, levelA, levelB), (laid) => {
    const isAligned = laid.kernel.align(laid.a, laid.b, levelA, levelB, rounds, stride) !== 0;
    return isAligned ? betweenLevels(laidMap(laid), -levelA, -levelB) : undefined;
  });
}
