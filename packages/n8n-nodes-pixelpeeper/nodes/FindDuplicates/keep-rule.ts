import type { IDataObject } from 'n8n-workflow';

import type { ImageRecord } from '../../src/core-types';
import { itemOfSource } from './compared-items';
import type { KeepRule } from './verdicts';

/** The record of a member of a group, or undefined when there is none. */
export type RecordOf = (source: string) => Promise<ImageRecord | undefined>;

/** Which image of a group is kept, by the node's parameter: `largest` is core's own choice. */
export function keepRule(name: string, recordOf: RecordOf): KeepRule {
  switch (name) {
    case 'first':
      return ({ members }) => Promise.resolve({ keep: earliest(members), reason: 'It comes first.' });
    case 'oldest':
      return async ({ members }) => {
        const dates = await lookUp(members, recordOf, takenAt);
        const keep = best(members, (a, b) => compareDates(dates.get(a), dates.get(b)));
        return { keep, reason: oldestReason(dates.get(keep)) };
      };
    case 'bestMetadata':
      return async ({ members }) => {
        const facts = await lookUp(members, recordOf, told);
        const keep = best(members, (a, b) => compareTold(facts.get(a)!, facts.get(b)!));
        const { facts: known, tags } = facts.get(keep)!;
        const what = known.length > 0 ? `${known.join(', ')}, and ` : '';
        return { keep, reason: `Its metadata say the most: ${what}${tags} tags.` };
      };
    default:
      return ({ keep, reason }) => Promise.resolve({ keep, reason });
  }
}

/** Of equals the first item. */
function best(members: readonly string[], compare: (a: string, b: string) => number): string {
  return members.toSorted((a, b) => compare(a, b) || order(a) - order(b))[0]!;
}

function earliest(members: readonly string[]): string {
  return best(members, () => 0);
}

function order(source: string): number {
  return itemOfSource(source) ?? Infinity;
}

async function lookUp<Fact>(
  members: readonly string[],
  recordOf: RecordOf,
  fact: (record: ImageRecord | undefined) => Fact,
): Promise<Map<string, Fact>> {
  const found = new Map<string, Fact>();
  for (const member of members) found.set(member, fact(await recordOf(member)));
  return found;
}

function takenAt(record: ImageRecord | undefined): string | undefined {
  return (record as Partial<ImageRecord> | undefined)?.highlights?.taken_at ?? undefined;
}

/** As moments where both have a time, so that zones count; what has no date comes last. */
function compareDates(a: string | undefined, b: string | undefined): number {
  const [first, second] = [a, b].map((date) => (date === undefined ? Infinity : Date.parse(date)));
  return first === second ? 0 : first! < second! ? -1 : 1;
}

function oldestReason(date: string | undefined): string {
  return date === undefined ? 'None says when it was taken; it comes first.' : `It was taken first: ${date}.`;
}

interface Told {
  /** Which of the things that matter the metadata say. */
  readonly facts: readonly string[];
  readonly tags: number;
}

function told(record: ImageRecord | undefined): Told {
  const { highlights, camera, rights, metadata } = (record ?? {}) as Partial<ImageRecord>;
  const facts = [
    highlights?.taken_at && 'time',
    highlights?.gps && 'place',
    camera && 'camera',
    (rights?.creator ?? rights?.copyright) && 'rights',
  ].filter((fact): fact is string => typeof fact === 'string');
  return { facts, tags: countTags(metadata ?? {}) };
}

function compareTold(a: Told, b: Told): number {
  return b.facts.length - a.facts.length || b.tags - a.tags;
}

/** Tags that say something of the picture, not of the file: those two groups every file has. */
function countTags(metadata: IDataObject): number {
  return Object.entries(metadata)
    .filter(([group]) => group !== 'File' && group !== 'Composite')
    .reduce((count, [, tags]) => count + Object.keys(tags as IDataObject).length, 0);
}
