import type { TileSummary } from './summarise-tiles.ts';

/** What a pair is judged by. */
export interface PairTraits extends TileSummary {
  /** Mean difference of Cb and Cr where tiles were compared, 0 to 255. */
  readonly chromaDifference: number;
  /** Share of the pictures that are of one tone from pixel to pixel, 0 to 1. */
  readonly plainShares: readonly [number, number];
  /** Share of either picture that lies in the other, 0 to 1. */
  readonly overlaps: readonly [number, number];
  /** Whether they repeat themselves, so that they can be laid on each other in many ways. */
  readonly areRepetitive: boolean;
  /** Whether they are made of equal lines, bricks or bars. Takes milliseconds to find out, so it may be asked last. */
  readonly arePeriodic: boolean;
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
/** Log odds, counted from even ones, from which a pair that was refused is a near miss. */
export const NEAR_MISS = -4;

/** Least tiles that agree, and least share of one picture that must lie in the other: one shared logo is not a shared photograph. */
export const LEAST_AGREEING = 8;
export const LEAST_OVERLAP = 0.55;

/**
 * What pairs need besides even odds where both pictures have this share of plain places, the last rule that applies: pictures of things on smooth
 * ground, then pages and screens, which often share their layout, then drawings, forms and slides, which must agree nearly everywhere.
 */
const PLAIN_RULES: readonly PlainRule[] = [
  { from: 0.3, odds: 1, agreeing: 20, share: 0, strongShare: 0 },
  { from: 0.42, odds: 1.5, agreeing: 20, share: 0, strongShare: 0.55 },
  { from: 0.58, odds: 1.5, agreeing: 24, share: 0.98, strongShare: 0.85 },
];

interface PlainRule {
  /** Share of plain places. */
  readonly from: number;
  /** Log odds beyond even ones. */
  readonly odds: number;
  readonly agreeing: number;
  readonly share: number;
  readonly strongShare: number;
}
/** A picture that repeats itself must show the same whole as its copy, in the same light. */
const WHOLE = 0.95;
const ALL = 0.98;
const EVEN_LIGHT = 3;
/** A picture of equal bricks has its joints where another has its own: what lies between them must agree too. */
const LEAST_PERIODIC_SHARE = 0.975;
/** From this share of plain places there is too little to see. */
const EMPTY = 0.9;

/** Why a pair is no pair of copies, whatever its odds. */
export type Objection = 'few-tiles' | 'small-overlap' | 'empty' | 'plain' | 'repetitive' | 'periodic';

/** How likely one picture of a pair is a copy of the other, 0 to 1. */
export function similarityOf(traits: PairTraits): number {
  if (objectionTo(traits)) return 0;
  return similarityAt(logOdds(traits) - EVEN_ODDS);
}

/** The first of the conditions that a pair does not meet. */
export function objectionTo(traits: PairTraits): Objection | undefined {
  const { agreeing, overlaps, plainShares } = traits;
  if (agreeing < LEAST_AGREEING) return 'few-tiles';
  if (Math.max(...overlaps) < LEAST_OVERLAP) return 'small-overlap';
  if (Math.max(...plainShares) >= EMPTY) return 'empty';
  const rule = PLAIN_RULES.findLast(({ from }) => Math.min(...plainShares) >= from);
  if (rule && !keeps(rule, traits)) return 'plain';
  if (traits.areRepetitive && !isWhole(traits)) return 'repetitive';
  const isTelling = traits.share < LEAST_PERIODIC_SHARE && logOdds(traits) - EVEN_ODDS >= NEAR_MISS;
  return isTelling && traits.arePeriodic ? 'periodic' : undefined;
}

/** The similarity of log odds counted from even ones. */
export function similarityAt(odds: number): number {
  return 1 / (1 + Math.exp(-STEEPNESS * odds));
}

/** And the other way round. */
export function logOddsOf(similarity: number): number {
  return Math.log(similarity / (1 - similarity)) / STEEPNESS;
}

function keeps(rule: PlainRule, traits: PairTraits): boolean {
  const { agreeing, share, strongShare } = traits;
  const isEnough = agreeing >= rule.agreeing && share >= rule.share && strongShare >= rule.strongShare;
  return isEnough && logOdds(traits) - EVEN_ODDS >= rule.odds;
}

function isWhole({ overlaps, unevenLight, share }: PairTraits): boolean {
  return Math.min(...overlaps) >= WHOLE && unevenLight <= EVEN_LIGHT && share >= ALL;
}

function logOdds(traits: PairTraits): number {
  return Object.values(contributionsOf(traits)).reduce((sum, odds) => sum + odds, 0);
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
