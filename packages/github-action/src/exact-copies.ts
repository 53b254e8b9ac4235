import {
  EQUAL_EVIDENCE,
  type DuplicatePair,
  type DuplicateReport,
  type ImageFacts,
  type Leak,
} from '@pixelpeeper/core';

import type { TrackedImage } from './changes.ts';
import { isAbout } from './compare.ts';
import type { Scan } from './scan.ts';

/**
 * Adds the exact copies among images that cannot be decoded, and those whose contents Git LFS keeps elsewhere: the same blob id says that the
 * bytes are the same.
 * @param checksumOf SHA-256 of a blob's file and its length in bytes.
 */
export async function withExactCopies(
  report: DuplicateReport,
  images: readonly TrackedImage[],
  { scan, checksumOf, isAllowed }: ExactCopyOptions,
): Promise<DuplicateReport> {
  const groups = Map.groupBy(
    images.filter(({ blob }) => scan.unreadable.has(blob) || scan.pointers.has(blob)),
    ({ blob }) => blob,
  );
  const pairs: DuplicatePair[] = [];
  const facts = new Map<string, ImageFacts>();
  for (const [blob, copies] of groups) {
    const found = pairsOf(copies);
    if (found.length === 0) continue;
    const content = await checksumOf(blob);
    if (isAllowed(content.checksum)) continue;
    pairs.push(...found.map(([a, b]) => sameBytes(a.path, b.path)));
    for (const { path, split } of found.flat()) facts.set(path, { ...UNKNOWN, ...content, split });
  }
  if (pairs.length === 0) return report;
  return joined(report, { pairs, facts });
}

export interface ExactCopyOptions {
  readonly scan: Scan;
  readonly checksumOf: (blob: string) => Promise<{ readonly checksum: string; readonly bytesize: number }>;
  /** Whether the allow list lets copies of these contents be. */
  readonly isAllowed: (checksum: string) => boolean;
}

const UNKNOWN = { width: 0, height: 0, content_type: '', taken_at: null, camera: null };

/** Each copy that the change is about with the one that was there first, or is listed first. */
function pairsOf(copies: readonly TrackedImage[]): [TrackedImage, TrackedImage][] {
  const first = copies.find(({ role }) => role !== 'new') ?? copies[0]!;
  return copies.filter((copy) => copy !== first && isAbout(copy, first)).map((copy) => [copy, first]);
}

function sameBytes(a: string, b: string): DuplicatePair {
  return { a, b, kind: 'exact', relation: 'same-bytes', similarity: 1, evidence: EQUAL_EVIDENCE };
}

interface Copies {
  readonly pairs: readonly DuplicatePair[];
  readonly facts: ReadonlyMap<string, ImageFacts>;
}

function joined(report: DuplicateReport, { pairs, facts }: Copies): DuplicateReport {
  const all = [...report.pairs, ...pairs];
  const leaks = [...report.leaks, ...pairs.flatMap((pair) => leakOf(pair, facts))];
  const clusters = [
    ...report.clusters,
    ...[...Map.groupBy(pairs, ({ b }) => b)].map(([keep, copies]) => ({
      keep,
      reason: 'It was there first.',
      members: [keep, ...copies.map(({ a }) => a)],
    })),
  ];
  return {
    ...report,
    summary: {
      ...report.summary,
      exact_pairs: report.summary.exact_pairs + pairs.length,
      clusters: clusters.length,
      leaks: leaks.length,
    },
    pairs: all,
    clusters,
    leaks,
    images: { ...report.images, ...Object.fromEntries(facts) },
  };
}

function leakOf({ a, b, kind, relation, similarity }: DuplicatePair, facts: Copies['facts']): Leak[] {
  const [a_split, b_split] = [facts.get(a)!.split, facts.get(b)!.split];
  if (a_split === null || b_split === null || a_split === b_split) return [];
  return [{ a, b, a_split, b_split, kind, relation, similarity }];
}
