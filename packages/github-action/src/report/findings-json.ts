import { toJson } from '@pixelpeeper/core';

import type { Result } from '../result.ts';

/** The report of a duplicate search as `pixelpeeper duplicates --json` writes it, with what the action adds: findings, counts, the conclusion. */
export function findingsJson({
  report,
  findings,
  counts,
  isFull,
  origins,
  hasFailed,
  unreadableBefore,
  seconds,
}: Result): string {
  const core = JSON.parse(toJson({ ...report, summary: { ...report.summary, seconds } })) as object;
  const added = {
    conclusion: hasFailed ? 'failure' : 'success',
    compared: isFull ? 'all' : 'change',
    counts,
    findings: findings.map((finding) => ({
      kind: finding.kind,
      image: finding.image,
      other: finding.other ?? null,
      words: finding.words,
      similarity: finding.similarity,
      splits: finding.splits ?? null,
      since: finding.other === undefined ? null : (origins.get(finding.other) ?? null),
      allow: finding.allow ?? null,
      fails: finding.isFailure,
    })),
    unreadable_before: unreadableBefore,
  };
  return `${JSON.stringify({ ...core, ...added }, null, 2)}\n`;
}
