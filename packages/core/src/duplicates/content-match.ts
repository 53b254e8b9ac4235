import type { Verdict } from './verdict.ts';

/** A verified pair of contents, by their places in the list, a before b: copies, or shots of one scene. */
export interface ContentMatch {
  readonly a: number;
  readonly b: number;
  /** Undefined where both have little content and simply look the same. */
  readonly verdict: Verdict | undefined;
}

/** What a search found. */
export interface ContentMatches {
  readonly matches: ContentMatch[];
  /** Similarity from which pairs are copies, in this search. */
  readonly leastSimilarity: number;
  /** How many of them are expected to be of different pictures after all. */
  readonly expectedFalsePairs: number;
}
