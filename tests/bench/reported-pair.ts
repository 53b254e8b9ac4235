import type { PlaceEvidence, ReportedPair } from '../../packages/core/bench/sets/report-file.ts';

/** A pair of a report, as scores read it. */
export function reportedPair(a: string, b: string, relation = 'resized', evidence: PlaceEvidence = {}): ReportedPair {
  return { a, b, kind: 'near', relation, similarity: 0.9, evidence };
}
