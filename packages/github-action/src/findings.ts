import { verdictInWords, type DuplicatePair, type DuplicateReport } from '@pixelpeeper/core';

import type { GuardFinding, GuardKind } from './guards/guard-images.ts';
import type { Inputs } from './inputs/input-table.ts';

export type FindingKind = 'leak' | 'exact' | 'near' | 'unreadable' | GuardKind;

/** Something that the change brings in, as people and reports are told of it. */
export interface Finding {
  readonly kind: FindingKind;
  /** The image that the finding is about: the new one of a pair. */
  readonly image: string;
  /** The other one of a pair. */
  readonly other: string | undefined;
  /** What the image is to the other one, or what is wrong with it. */
  readonly words: string;
  /** 0 to 1; 1 where there is no pair. */
  readonly similarity: number;
  /** Of a leak: the splits of both images. */
  readonly splits: readonly [string, string] | undefined;
  /** What to add to the allow list if the pair is none; undefined where there is no pair. */
  readonly allow: AllowEntry | undefined;
  readonly isFailure: boolean;
}

/** SHA-256 checksums of a pair. */
export interface AllowEntry {
  readonly a: string;
  readonly b: string;
}

/** What fails the job, from little to much: each word covers what stands before it, and leaks always count. */
const FAILING: Readonly<Record<Inputs['fail-on'], ReadonlySet<FindingKind>>> = {
  never: new Set(),
  leak: new Set(['leak']),
  exact: new Set(['leak', 'exact']),
  near: new Set(['leak', 'exact', 'near']),
};

/** Core does not know by what name its limit is set here. */
const PIXEL_LIMIT = 'The input `max-image-pixels` sets it.';

/** Everything that was found, the worst first. */
export function listFindings(
  report: DuplicateReport,
  guarded: readonly GuardFinding[],
  { 'fail-on': failOn, guards }: Pick<Inputs, 'fail-on' | 'guards'>,
): Finding[] {
  const splits = new Map(report.leaks.map((leak) => [keyOf(leak), [leak.a_split, leak.b_split] as const]));
  const pairs = report.pairs.map((pair) => pairFinding(report, pair, splits.get(keyOf(pair))));
  const unreadable = report.unreadable.map(({ source, code, message }) =>
    lone('unreadable', source, code === 'too_many_pixels' ? `${message} ${PIXEL_LIMIT}` : message),
  );
  const others = guarded.map(({ kind, image, words }) => lone(kind, image, words));
  const isFailure = ({ kind }: Finding): boolean => {
    if (failOn === 'never') return false;
    return kind === 'unreadable' ? guards.includes('unreadable') : FAILING[failOn].has(kind) || isGuard(kind);
  };
  return [...pairs, ...unreadable, ...others]
    .map((finding) => ({ ...finding, isFailure: isFailure(finding) }))
    .sort(
      (a, b) =>
        Number(b.isFailure) - Number(a.isFailure) ||
        FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
        b.similarity - a.similarity,
    );
}

/** The worst first. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'leak',
  'exact',
  'near',
  'unreadable',
  'lfs',
  'gps',
  'licence',
  'size',
];

function isGuard(kind: FindingKind): boolean {
  return kind !== 'leak' && kind !== 'exact' && kind !== 'near' && kind !== 'unreadable';
}

function keyOf({ a, b }: { readonly a: string; readonly b: string }): string {
  return JSON.stringify([a, b]);
}

function pairFinding(
  { images }: DuplicateReport,
  pair: DuplicatePair,
  splits: readonly [string, string] | undefined,
): Finding {
  return {
    kind: splits ? 'leak' : pair.kind,
    image: pair.a,
    other: pair.b,
    words: verdictInWords(pair, pair.a),
    similarity: pair.similarity,
    splits,
    allow: { a: images[pair.a]!.checksum, b: images[pair.b]!.checksum },
    isFailure: false,
  };
}

function lone(kind: FindingKind, image: string, words: string): Finding {
  return { kind, image, other: undefined, words, similarity: 1, splits: undefined, allow: undefined, isFailure: false };
}
