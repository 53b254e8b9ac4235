import type { DuplicatePair, PairEvidence, Relation } from '../duplicates/report-types.ts';
import { percent, relationInWords } from './report-words.ts';
import { seenFrom } from './seen-from.ts';

/** What was done to a picture that lies inside the other, and to one that holds the other. */
const FRAMINGS: Readonly<Partial<Record<Relation, { readonly inside: string; readonly round: string }>>> = {
  cropped: { inside: 'Cropped', round: 'Uncropped' },
  bordered: { inside: 'Without the border', round: 'With a border' },
  screenshot: { inside: 'Cut from a screenshot', round: 'On a screenshot' },
};

/**
 * What `source`, one of a pair's images, is to the other one, with the numbers that are known: "Cropped: shows 71% of the other",
 * "Rotated 3.2° clockwise", "Partly covered: 12% of it".
 */
export function pairInWords(pair: DuplicatePair, source = pair.b): string {
  const { relation, evidence } = seenFrom(pair, source);
  const { orientation, tilt_degrees: tilt, inside } = evidence;
  const framing = inside && FRAMINGS[relation];
  const words = framing ? framing[inside === 'b' ? 'inside' : 'round'] : relationInWords(relation, orientation, tilt);
  const detail = relation === 'overlaid' ? coveredInWords(evidence) : shareInWords(evidence);
  return detail === undefined ? words : `${words}: ${detail}`;
}

/** A verdict in short: "Identical file", "Resized, 98.2% similar". */
export function verdictInWords(pair: DuplicatePair, source = pair.b): string {
  const words = pairInWords(pair, source);
  return pair.kind === 'exact' ? words : `${words}, ${percent(pair.similarity)} similar`;
}

function coveredInWords({ overlay }: PairEvidence): string | undefined {
  return overlay ? `${wholePercent(overlay[2] * overlay[3])} of it` : undefined;
}

function shareInWords({ inside, inside_share: share }: PairEvidence): string | undefined {
  if (inside === null || share === null) return undefined;
  return inside === 'b' ? `shows ${wholePercent(share)} of the other` : `the other is ${wholePercent(share)} of it`;
}

function wholePercent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
