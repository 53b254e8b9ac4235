// Whether the pairs of a report say rightly how one picture became the other.
import { basename } from 'node:path';

import type { Box, ReportedPair } from './report-file.ts';

/** Two pictures of one photo, and what was done. Files are named without their folder. */
export interface LabelledPair {
  readonly original: string;
  readonly copy: string;
  /** What the pair is counted under. */
  readonly edit: string;
  /** The relations that describe it rightly. */
  readonly accepted: readonly string[];
  /** For a crop: the share of the original's area that the copy shows. */
  readonly insideShare?: number;
  /** For an overlay: the rectangle that differs, in shares of the frame that both pictures have. */
  readonly overlay?: Box;
}

export interface RelationScore {
  readonly edits: readonly EditScore[];
  readonly crops: CropScore;
  readonly overlays: OverlayScore;
}

export interface EditScore {
  readonly edit: string;
  readonly made: number;
  readonly found: number;
  /** How many of those found have an accepted relation. */
  readonly right: number;
  /** How often each relation was given. */
  readonly given: Readonly<Record<string, number>>;
}

/** Over the labelled crops that the report has as cropped. */
export interface CropScore {
  readonly pairs: number;
  /** How many name the right one as the part. */
  readonly rightSide: number;
  /** Mean difference of the share from the true one, over those that give one; null when none does. */
  readonly meanShareError: number | null;
}

/** Over the labelled overlays that the report has as overlaid. */
export interface OverlayScore {
  readonly pairs: number;
  readonly withRectangle: number;
  /** Mean intersection over union with the true rectangle; a missing one counts 0; null without pairs. */
  readonly meanIou: number | null;
}

interface FoundPair {
  readonly label: LabelledPair;
  readonly pair: ReportedPair;
}

export function scoreRelations(labels: readonly LabelledPair[], reported: readonly ReportedPair[]): RelationScore {
  const pairOf = new Map(reported.map((pair) => [pairKey(pair.a, pair.b), pair]));
  const found = labels.flatMap((label): FoundPair[] => {
    const pair = pairOf.get(pairKey(label.original, label.copy));
    return pair === undefined ? [] : [{ label, pair }];
  });
  const edits = [...new Set(labels.map(({ edit }) => edit))];
  return {
    edits: edits.map((edit) => {
      const made = labels.filter((label) => label.edit === edit).length;
      return scoreEdit(
        edit,
        made,
        found.filter(({ label }) => label.edit === edit),
      );
    }),
    crops: scoreCrops(
      found.filter(({ label, pair }) => label.insideShare !== undefined && pair.relation === 'cropped'),
    ),
    overlays: scoreOverlays(
      found.filter(({ label, pair }) => label.overlay !== undefined && pair.relation === 'overlaid'),
    ),
  };
}

/** Area of two rectangles' intersection over that of their union, 0 to 1. */
export function intersectionOverUnion(one: Box, other: Box): number {
  const overlap = (axis: 0 | 1): number => {
    const end = Math.min(one[axis] + one[axis + 2]!, other[axis] + other[axis + 2]!);
    return Math.max(0, end - Math.max(one[axis], other[axis]));
  };
  const both = overlap(0) * overlap(1);
  return both / (one[2] * one[3] + other[2] * other[3] - both);
}

function pairKey(one: string, other: string): string {
  return [basename(one), basename(other)].sort().join('\n');
}

function scoreEdit(edit: string, made: number, found: readonly FoundPair[]): EditScore {
  const given: Record<string, number> = {};
  for (const { pair } of found) given[pair.relation] = (given[pair.relation] ?? 0) + 1;
  const right = found.filter(({ label, pair }) => label.accepted.includes(pair.relation)).length;
  return { edit, made, found: found.length, right, given };
}

function scoreCrops(found: readonly FoundPair[]): CropScore {
  const rightSide = found.filter(({ label, pair }) => pair.evidence.inside === (pair.a === label.copy ? 'a' : 'b'));
  const errors = found.flatMap(({ label, pair }) => {
    const share = pair.evidence.inside_share;
    return share == null ? [] : [Math.abs(share - label.insideShare!)];
  });
  return { pairs: found.length, rightSide: rightSide.length, meanShareError: mean(errors) };
}

function scoreOverlays(found: readonly FoundPair[]): OverlayScore {
  const overlaps = found.map(({ label, pair }) => {
    return pair.evidence.overlay == null ? 0 : intersectionOverUnion(pair.evidence.overlay, label.overlay!);
  });
  const withRectangle = found.filter(({ pair }) => pair.evidence.overlay != null).length;
  return { pairs: found.length, withRectangle, meanIou: mean(overlaps) };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
