// How often a report says rightly how one picture became the other:
//   node packages/core/bench/score-relations.ts MANIFEST.json REPORT.json
// MANIFEST.json is that of relations.ts, or of the accuracy bench: [{ file, base, edit }].
import { readFileSync } from 'node:fs';

import { type AccuracyLabel, pairsOfAccuracySet } from './sets/accuracy-manifest.ts';
import {
  type CropScore,
  type EditScore,
  type LabelledPair,
  type OverlayScore,
  scoreRelations,
} from './sets/relation-pairs.ts';
import { readPairs } from './sets/report-file.ts';

const [manifestFile, reportFile] = process.argv.slice(2);
if (manifestFile === undefined || reportFile === undefined) throw new RangeError('Expected MANIFEST.json REPORT.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as AccuracyLabel[] | { pairs: LabelledPair[] };
const labels = Array.isArray(manifest) ? pairsOfAccuracySet(manifest) : manifest.pairs;
const { edits, crops, overlays } = scoreRelations(labels, readPairs(reportFile));

for (const edit of edits) console.log(editLine(edit));
console.log(`\n${cropLine(crops)}\n${overlayLine(overlays)}`);
const [found, right] = [sum(edits, 'found'), sum(edits, 'right')];
console.log(
  `${right} of ${found} found pairs have the right relation, ${percent(right, found)}; found ${percent(found, sum(edits, 'made'))}`,
);

function editLine({ edit, made, found, right, given }: EditScore): string {
  const relations = Object.entries(given).toSorted(([, one], [, other]) => other - one);
  const counts = relations.map(([relation, count]) => `${relation} ${count}`).join(', ');
  return `${edit.padEnd(17)} found ${String(found).padStart(3)} of ${String(made).padStart(3)}, right ${percent(right, found)}: ${counts}`;
}

function cropLine({ pairs, rightSide, meanShareError }: CropScore): string {
  const error = meanShareError === null ? 'no share given' : `mean error of the share ${meanShareError.toFixed(3)}`;
  return `crops told as such: ${pairs}; the right one inside: ${rightSide}; ${error}`;
}

function overlayLine({ pairs, withRectangle, meanIou }: OverlayScore): string {
  return `overlays told as such: ${pairs}; with a rectangle: ${withRectangle}; mean IoU ${meanIou?.toFixed(3) ?? '-'}`;
}

function sum(rows: readonly EditScore[], column: 'made' | 'found' | 'right'): number {
  return rows.reduce((total, row) => total + row[column], 0);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '    -  ' : `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
}
