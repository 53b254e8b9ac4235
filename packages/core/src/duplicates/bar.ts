import { logOddsOf, NEAR_MISS, similarityAt } from './similarity.ts';

/**
 * How fast pairs of different photographs become rarer with their log odds: by a factor of e^RATE for each unit. Measured on three labelled sets
 * (docs/benchmarks.md), on which it foretells the false pairs from the near misses.
 */
const RATE = 1.03;

/** Similarity from which a refused pair is a near miss, which tells how many others get through by chance. */
export const NEAR_MISS_SIMILARITY = similarityAt(NEAR_MISS);

/** How many pairs of different pictures are to be expected at or above a similarity, from how many near misses a search has had. */
export function expectedFalsePairs(nearMisses: number, similarity: number): number {
  return nearMisses * Math.exp(-RATE * (logOddsOf(similarity) - NEAR_MISS));
}

/**
 * The similarity from which pairs are reported: what was asked for, or as much more as it takes to expect at most `maxFalsePairs` false ones. Sets
 * of pictures that are much alike (x-rays, plots, screens) and very large sets have more near misses, and so a higher bar.
 */
export function raiseBar(nearMisses: number, leastSimilarity: number, maxFalsePairs: number): number {
  if (expectedFalsePairs(nearMisses, leastSimilarity) <= maxFalsePairs) return leastSimilarity;
  return similarityAt(NEAR_MISS + Math.log(nearMisses / maxFalsePairs) / RATE);
}
