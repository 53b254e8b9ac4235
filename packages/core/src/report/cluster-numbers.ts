import type { DuplicateReport } from '../duplicates/report-types.ts';

/** For every source in a cluster, the number of that cluster, counted from 1 in the order of the report. */
export function clusterNumbers(report: DuplicateReport): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  report.clusters.forEach((cluster, index) => {
    for (const member of cluster.members) numbers.set(member, index + 1);
  });
  return numbers;
}
