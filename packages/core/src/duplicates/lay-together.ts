import type { Affine } from './affine.ts';
import { matchFeatures } from './match-features.ts';
import type { Portrait } from './portrait.ts';
import { verify, worthOf, type Verification } from './verify.ts';

/** Where nominations say that two pictures may lie on each other. */
export interface Proposal {
  readonly map: Affine;
  /** Whether it is a guess from a few features that needs to be put right by all of them first. */
  readonly isRough: boolean;
}

/** So good that no other proposal needs to be tried. */
const GOOD_MEAN = 0.85;
const GOOD_TILES = 40;

/** Tries all that was proposed and gives the verification with most agreement. */
export function layTogether(a: Portrait, b: Portrait, proposals: readonly Proposal[]): Verification | undefined {
  let best: Verification | undefined;
  for (const { map, isRough } of proposals) {
    const refined = isRough ? matchFeatures(a, b, map)?.map : undefined;
    const verification = verify(a, b, refined ?? map);
    if (verification && (!best || worthOf(verification) > worthOf(best))) best = verification;
    if (best && best.mean > GOOD_MEAN && best.agreeing > GOOD_TILES) break;
  }
  return best;
}
