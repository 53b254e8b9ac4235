import type { DuplicateReport } from '../../src/core-types';
import { itemOfSource, sourceOfItem } from './compared-items';

export type Pair = DuplicateReport['pairs'][number];

/** A group of copies: its members' sources, the one to keep first. */
export interface Group {
  /** 1 and up, in the order of the first items. */
  readonly id: number;
  readonly keep: string;
  readonly reason: string;
  readonly members: readonly string[];
}

/** What an item is. */
export type Verdict =
  | { readonly kind: 'unique' }
  | { readonly kind: 'kept'; readonly group: Group }
  /** `pair` is the one that makes it a copy: with the kept image where there is such a pair, else the surest of its pairs in the group. */
  | { readonly kind: 'duplicate'; readonly group: Group; readonly pair: Pair }
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string };

/** The member of a group that is to be kept, and why; `group` as core found it. */
export type KeepRule = (group: Omit<Group, 'id'>) => Promise<{ readonly keep: string; readonly reason: string }>;

/** The groups with items in them. A stored image is kept before any item; among items the rule decides. */
export async function groupsOf(report: DuplicateReport, rule: KeepRule): Promise<Group[]> {
  const groups: Group[] = [];
  for (const cluster of report.clusters) {
    if (!cluster.members.some((member) => itemOfSource(member) !== undefined)) continue;
    const stored = cluster.members.find((member) => itemOfSource(member) === undefined);
    const kept = stored === undefined ? await rule(cluster) : { keep: stored, reason: 'It is stored already.' };
    groups.push({ ...kept, id: 0, members: [kept.keep, ...cluster.members.filter((member) => member !== kept.keep)] });
  }
  return groups.sort((a, b) => firstItem(a) - firstItem(b)).map((group, index) => ({ ...group, id: index + 1 }));
}

/** What each of the items is, by their order. */
export function verdictsOf(report: DuplicateReport, groups: readonly Group[], count: number): Verdict[] {
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const unreadable = new Map(report.unreadable.map((one) => [one.source, one]));
  const pairsOf = bySource(report.pairs);
  return Array.from({ length: count }, (_, index): Verdict => {
    const source = sourceOfItem(index);
    const problem = unreadable.get(source);
    if (problem) return { kind: 'unreadable', code: problem.code, message: problem.message };
    const group = groupOf.get(source);
    if (!group) return { kind: 'unique' };
    if (group.keep === source) return { kind: 'kept', group };
    return { kind: 'duplicate', group, pair: surest(pairsOf.get(source) ?? [], source, group.keep) };
  });
}

/** The other image of a pair. */
export function counterpart({ a, b }: Pair, source: string): string {
  return a === source ? b : a;
}

function firstItem({ members }: Group): number {
  return Math.min(...members.map((member) => itemOfSource(member) ?? Infinity));
}

function bySource(pairs: readonly Pair[]): Map<string, Pair[]> {
  const found = new Map<string, Pair[]>();
  for (const pair of pairs)
    for (const source of [pair.a, pair.b]) {
      const known = found.get(source);
      if (known) known.push(pair);
      else found.set(source, [pair]);
    }
  return found;
}

function surest(pairs: readonly Pair[], source: string, keep: string): Pair {
  const direct = pairs.find((pair) => counterpart(pair, source) === keep);
  return direct ?? pairs.reduce((best, pair) => (pair.similarity > best.similarity ? pair : best));
}
