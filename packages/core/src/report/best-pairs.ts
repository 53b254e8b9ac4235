import type { DuplicatePair, DuplicateReport } from '../duplicates/report-types.ts';
import { clusterNumbers } from './cluster-numbers.ts';

/**
 * For every source in a cluster, the pair that says best why it is there: its pair with the image to keep, or, when the search
 * did not match these two, its most similar pair inside the cluster.
 */
export function bestPairs(report: DuplicateReport): ReadonlyMap<string, DuplicatePair> {
  const numbers = clusterNumbers(report);
  const keeps = new Set(report.clusters.map(({ keep }) => keep));
  const rank = ({ a, b, similarity }: DuplicatePair): number => similarity + (keeps.has(a) || keeps.has(b) ? 1 : 0);
  const best = new Map<string, DuplicatePair>();
  for (const pair of report.pairs) {
    if (numbers.get(pair.a) !== numbers.get(pair.b)) continue;
    for (const source of [pair.a, pair.b]) {
      const known = best.get(source);
      if (!known || rank(pair) > rank(known)) best.set(source, pair);
    }
  }
  return best;
}
