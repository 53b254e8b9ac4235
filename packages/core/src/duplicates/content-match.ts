import type { Affine } from './affine.ts';
import type { PairEvidence, Relation } from './report-types.ts';

/** What was found out about a verified pair. */
export interface MatchVerdict {
  /** From the outline of the first picture to that of the second. */
  readonly map: Affine;
  /** 0 to 1. */
  readonly similarity: number;
  /** Two shots of one scene rather than copies. */
  readonly isSameScene: boolean;
  readonly relation: Relation;
  readonly evidence: PairEvidence;
  /** The same with the second picture before the first. */
  readonly evidenceFromOtherSide: PairEvidence;
}

/** A verified pair of contents, by their places in the list, a before b: copies, or shots of one scene. */
export interface ContentMatch {
  readonly a: number;
  readonly b: number;
  /** Undefined where both have little content and simply look the same. */
  readonly verdict: MatchVerdict | undefined;
}

/** What a search found. */
export interface ContentMatches {
  readonly matches: ContentMatch[];
  /** Similarity from which pairs are copies, in this search. */
  readonly leastSimilarity: number;
  /** How many of them are expected to be of different pictures after all. */
  readonly expectedFalsePairs: number;
}
