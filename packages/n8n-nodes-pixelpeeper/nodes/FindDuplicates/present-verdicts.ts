import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { itemOfSource } from './compared-items';
import { counterpart, type Group, type Pair, type Verdict } from './verdicts';

export interface PresentOptions {
  /** Name of the field that is added to each item. */
  readonly field: string;
  readonly isSimple: boolean;
  /** What people call an image. */
  readonly nameOf: (source: string) => string;
}

/** An item with what was found of it. Unique ones are as they came. */
export function presentItem(
  item: INodeExecutionData,
  itemIndex: number,
  verdict: Exclude<Verdict, { readonly kind: 'unreadable' }>,
  options: PresentOptions,
): INodeExecutionData {
  const found = foundOf(verdict, itemIndex, options);
  const json = found ? { ...item.json, [options.field]: found } : item.json;
  return { json, ...(item.binary ? { binary: item.binary } : {}), pairedItem: { item: itemIndex } };
}

function foundOf(
  verdict: Exclude<Verdict, { readonly kind: 'unreadable' }>,
  itemIndex: number,
  { isSimple, nameOf }: PresentOptions,
): IDataObject | undefined {
  switch (verdict.kind) {
    case 'unique':
      return undefined;
    case 'kept': {
      const { group } = verdict;
      return { cluster_id: group.id, keep: true, reason: group.reason, copies: group.members.length - 1 };
    }
    case 'duplicate': {
      const { group, pair } = verdict;
      const matched = counterpart(pair, `item:${itemIndex}`);
      return {
        cluster_id: group.id,
        keep: false,
        reason: group.reason,
        of: reference(group.keep, nameOf),
        // The pair that tells, where it is not with the kept image: a copy of a copy.
        ...(matched === group.keep ? {} : { by: reference(matched, nameOf) }),
        ...match(pair, isSimple),
      };
    }
  }
}

/** A group as one item, which is paired with all its members. */
export function presentGroup(group: Group, pairs: readonly Pair[], options: PresentOptions): INodeExecutionData {
  const members = new Set(group.members);
  const items = group.members.flatMap((member) => itemOfSource(member) ?? []);
  return {
    json: {
      cluster_id: group.id,
      keep: reference(group.keep, options.nameOf),
      reason: group.reason,
      members: group.members.map((member) => reference(member, options.nameOf)),
      pairs: pairs
        .filter(({ a, b }) => members.has(a) && members.has(b))
        .map((pair) => ({
          a: reference(pair.a, options.nameOf),
          b: reference(pair.b, options.nameOf),
          ...match(pair, options.isSimple),
        })),
    },
    pairedItem: items.map((item) => ({ item })),
  };
}

/** An image by the number of its item, or by the ID of its record. */
function reference(source: string, nameOf: PresentOptions['nameOf']): IDataObject {
  const item = itemOfSource(source);
  const name = nameOf(source);
  return item === undefined ? { id: source.slice('record:'.length), name } : { item, name };
}

function match({ kind, relation, similarity, evidence }: Pair, isSimple: boolean): IDataObject {
  return {
    kind,
    relation,
    similarity: Math.round(similarity * 10_000) / 10_000,
    ...(isSimple ? {} : { evidence: { ...evidence } }),
  };
}
