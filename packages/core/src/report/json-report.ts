import type { DuplicateReport } from '../duplicates/report-types.ts';

/**
 * The report as JSON, indented by two spaces, with a line feed at its end. Equal reports give equal text: `images` is
 * sorted by source, so the order in which images were read does not show.
 */
export function toJson(report: DuplicateReport): string {
  const { version, summary, search, pairs, same_scene, clusters, leaks, leak_moves, unreadable } = report;
  const images = Object.fromEntries(Object.entries(report.images).sort(byKey));
  return `${JSON.stringify({ version, summary, search, pairs, same_scene, clusters, leaks, leak_moves, unreadable, images }, null, 2)}\n`;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
