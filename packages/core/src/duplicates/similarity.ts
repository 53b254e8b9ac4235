import type { TileSummary } from './summarise-tiles.ts';

/** What a pair is judged by. */
export interface PairTraits extends TileSummary {
  /** Mean difference of Cb and Cr where tiles were compared, 0 to 255. */
  readonly chromaDifference: number;
  /** Share of the pictures that are of one tone from pixel to pixel, 0 to 1. */
  readonly plainShares: readonly [number, number];
  /** Share of either picture that lies in the other, 0 to 1. */
  readonly overlaps: readonly [number, number];
  /** Whether both repeat themselves, so that they can be laid on each other in many ways. */
  readonly areRepetitive: boolean;
}

/**
 * Log odds of a pair, one weight a trait: a logistic regression over 2,489 copies and 29,922 nominated pairs of different photos, with both sides
 * weighing the same. docs/benchmarks.md says how they were found and how they do on other photos.
 */
const WEIGHTS = {
  mean: 7.6,
  strongShare: 4.2,
  share: 1,
  coverage: 4.7,
  /** Of the agreeing tiles' count: its logarithm as a share of that of 64, up to 1. */
  agreeing: 2.4,
  /** For each sample value of colour that differs beyond 2, as far as the tiles do not agree strongly: recolouring keeps tiles, another picture does not. */
  colour: -0.48,
  /** For disagreeing tiles that do not even resemble: what shines through a watermark does. */
  unlike: -1.8,
} as const;
/** Log odds from which a pair is likelier a copy than not, and how fast that grows with them. */
export const EVEN_ODDS = 13;
const STEEPNESS = 1.5;

/** Least tiles that agree, and least share of one picture that must lie in the other: one shared logo is not a shared photograph. */
export const LEAST_AGREEING = 8;
export const LEAST_OVERLAP = 0.55;

/** From this share of plain places, in both pictures, a pair is of drawings, screens, pages or packshots, which often share their layout. */
const PLAIN = 0.3;
/** Such a pair must agree nearly everywhere, on many tiles. */
const PLAIN_SHARE = 0.985;
const PLAIN_STRONG_SHARE = 0.85;
const PLAIN_AGREEING = 24;
/** Pictures that repeat themselves must show the same whole, in the same light. */
const WHOLE = 0.98;
const EVEN_LIGHT = 3;
/** From this share of plain places there is too little to see. */
const EMPTY = 0.9;

/** Why a pair is no pair of copies, whatever its odds. */
export type Objection = 'few-tiles' | 'small-overlap' | 'empty' | 'plain' | 'repetitive';

/** How likely one picture of a pair is a copy of the other, 0 to 1. */
export function similarityOf(traits: PairTraits): number {
  if (objectionTo(traits)) return 0;
  const logOdds = Object.values(contributionsOf(traits)).reduce((sum, odds) => sum + odds, 0);
  return 1 / (1 + Math.exp(-STEEPNESS * (logOdds - EVEN_ODDS)));
}

/** The first of the conditions that a pair does not meet. */
export function objectionTo(traits: PairTraits): Objection | undefined {
  const { agreeing, overlaps, plainShares } = traits;
  if (agreeing < LEAST_AGREEING) return 'few-tiles';
  if (Math.max(...overlaps) < LEAST_OVERLAP) return 'small-overlap';
  if (Math.max(...plainShares) >= EMPTY) return 'empty';
  if (Math.min(...plainShares) >= PLAIN && !agreesEverywhere(traits)) return 'plain';
  return traits.areRepetitive && !isWhole(traits) ? 'repetitive' : undefined;
}

function agreesEverywhere({ share, strongShare, agreeing }: PairTraits): boolean {
  return share >= PLAIN_SHARE && strongShare >= PLAIN_STRONG_SHARE && agreeing >= PLAIN_AGREEING;
}

function isWhole({ overlaps, unevenLight, share }: PairTraits): boolean {
  return Math.min(...overlaps) >= WHOLE && unevenLight <= EVEN_LIGHT && share >= PLAIN_SHARE;
}

/** What each trait adds to the log odds. */
export function contributionsOf(traits: PairTraits): Readonly<Record<keyof typeof WEIGHTS, number>> {
  const { mean, strongShare, share, coverage, agreeing, chromaDifference, unlike } = traits;
  return {
    mean: WEIGHTS.mean * mean,
    strongShare: WEIGHTS.strongShare * strongShare,
    share: WEIGHTS.share * share,
    coverage: WEIGHTS.coverage * coverage,
    agreeing: WEIGHTS.agreeing * Math.min(1, Math.log2(1 + agreeing) / 6),
    colour: WEIGHTS.colour * Math.max(0, chromaDifference - 2) * (1 - strongShare),
    unlike: WEIGHTS.unlike * unlike * (1 - share),
  };
}
