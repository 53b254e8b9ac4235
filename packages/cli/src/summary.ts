import { verdictInWords, type DuplicateReport } from '@pixelpeeper/core';

import { plain } from './terminal.ts';

/** Most clusters, members of a cluster, leaks and unreadable sources that are listed. */
const MOST_LISTED = 10;

/** A duplicate report for a terminal, in a screenful. */
export function summarise(report: DuplicateReport, written: readonly string[]): string {
  const { summary, clusters, leaks, leak_moves, same_scene, unreadable } = report;
  const pairs = new Map(report.pairs.map((pair) => [`${pair.a}\0${pair.b}`, pair]));
  const relation = (keep: string, member: string): string => {
    const pair = pairs.get(`${keep}\0${member}`) ?? pairs.get(`${member}\0${keep}`);
    return pair ? `  (${verdictInWords(pair, member)})` : '';
  };
  return [
    `${count(summary.images, 'image')} in ${summary.seconds.toFixed(1)} s: ${count(summary.exact_pairs, 'exact pair')}, ${count(summary.near_pairs, 'near pair')}, ${count(summary.clusters, 'cluster')}.`,
    ...listed(leaks, 'Leaks across splits:', ({ a, b, a_split, b_split, relation }) => [
      `  ${plain(a_split)} ${plain(a)}`,
      `    = ${plain(b_split)} ${plain(b)} (${relation})`,
    ]),
    ...listed(leak_moves, 'The fewest moves that mend the leaks:', ({ source, from, to }) => [
      `  ${plain(source)}: from ${plain(from)} to ${plain(to)}`,
    ]),
    ...listed(clusters, 'Clusters:', ({ keep, reason, members }) => [
      `  keep ${plain(keep)}  (${reason})`,
      ...members.slice(1, MOST_LISTED).map((member) => `       ${plain(member)}${relation(keep, member)}`),
      ...(members.length > MOST_LISTED ? [`       and ${members.length - MOST_LISTED} more`] : []),
    ]),
    ...listed(same_scene, 'Same scene, not copies:', ({ a, b }) => [`  ${plain(a)}`, `    ~ ${plain(b)}`]),
    ...listed(unreadable, `${count(summary.unreadable, 'image')} could not be read:`, ({ source, code, message }) => [
      `  ${plain(source)}: ${plain(message)} (${code})`,
    ]),
    ...written.map((file) => `Written: ${plain(file)}`),
    '',
  ].join('\n');
}

function listed<T>(items: readonly T[], title: string, lines: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length - MOST_LISTED;
  return ['', title, ...items.slice(0, MOST_LISTED).flatMap(lines), ...(rest > 0 ? [`  and ${rest} more`] : []), ''];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
