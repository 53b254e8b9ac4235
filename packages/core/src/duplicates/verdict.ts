import { CODE_BYTES } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { invert, orientationOf, type Affine } from './affine.ts';
import { chromaDifference } from './compare-colour.ts';
import { besideBand } from './covering-band.ts';
import { layTogether, type Proposal } from './lay-together.ts';
import { overlapOf } from './overlap.ts';
import { arePeriodic } from './periodicity.ts';
import type { Portrait } from './portrait.ts';
import { areRepetitive } from './repetition.ts';
import { isSameScene } from './same-scene.ts';
import { similarityOf, type PairTraits } from './similarity.ts';
import { summariseTiles } from './summarise-tiles.ts';
import type { Verification } from './verify.ts';

/** Share of either picture from which both show the same whole, and of plain places from which slides and forms share all but a title. */
const WHOLE = 0.95;
const DRAWN = 0.55;

/** What was found out about a pair. */
export interface Verdict {
  /** From the outline of the first picture to that of the second. */
  readonly map: Affine;
  /** PDQ bits that differ in the nearest upright orientation, 0 to 256. */
  readonly distance: number;
  /** How likely one is a copy of the other, 0 to 1. */
  readonly similarity: number;
  readonly chromaDifference: number;
  /** Two shots of one scene rather than copies, however alike. */
  readonly isSameScene: boolean;
  readonly verification: Verification;
}

/** Lays one picture on the other as proposed, better where it can be, and judges what is seen; undefined where it cannot be laid on it at all. */
export function judge(a: Portrait, b: Portrait, proposals: readonly Proposal[]): Verdict | undefined {
  const verification = layTogether(a, b, proposals);
  if (!verification) return undefined;
  const { map } = verification;
  const traits = traitsOf(a, b, verification);
  return {
    map,
    verification,
    chromaDifference: traits.chromaDifference,
    isSameScene: isSameScene(a.fingerprint, b.fingerprint, map, verification),
    distance: codeDistance(a, b, orientationOf(map).orientation),
    similarity: similarityOf(traits),
  };
}

/** What the similarity of two pictures rests on. */
export function traitsOf(a: Portrait, b: Portrait, verification: Verification): PairTraits {
  const [one, other] = [a.fingerprint, b.fingerprint];
  const overlap = overlapOf(one.inner, other.inner, verification.map);
  const isWhole = Math.min(overlap.ofA, overlap.ofB) >= WHOLE && Math.min(one.plainShare, other.plainShare) < DRAWN;
  const { tiles, isTiledB } = verification;
  const telling = isWhole ? besideBand(tiles, (isTiledB ? other : one).outline) : tiles;
  return {
    ...(telling === tiles ? verification : summariseTiles(telling)),
    chromaDifference: chromaDifference(one, other, verification),
    plainShares: [one.plainShare, other.plainShare],
    overlaps: [overlap.ofA, overlap.ofB],
    areRepetitive: areRepetitive(a, b),
    get arePeriodic() {
      return arePeriodic(a, b);
    },
  };
}

/** The same from the other picture's side. */
export function fromOtherSide(verdict: Verdict): Verdict {
  const { map, verification } = verdict;
  const turned = { ...verification, map: invert(map), isTiledB: !verification.isTiledB };
  return { ...verdict, map: turned.map, verification: turned };
}

function codeDistance(a: Portrait, b: Portrait, orientation: number): number {
  const start = orientation * CODE_BYTES;
  const turned = a.fingerprint.codes.subarray(start, start + CODE_BYTES);
  return hammingDistance(turned, b.fingerprint.codes.subarray(0, CODE_BYTES));
}
