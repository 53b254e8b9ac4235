// Recall of the planted pairs and false pairs of a report on a set of scale-set.ts; exit code 1 when there are false ones:
//   node packages/core/bench/score-scale.ts OUT/manifest.json REPORT.json
import { readFileSync } from 'node:fs';

import { type ScaleManifest, scorePlantedPairs } from './sets/planted-pairs.ts';
import { readPairs } from './sets/report-file.ts';

const WORST = 10;

const [manifestFile, reportFile] = process.argv.slice(2);
if (manifestFile === undefined || reportFile === undefined) throw new RangeError('Expected MANIFEST.json REPORT.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as ScaleManifest;
const { edits, falsePairs } = scorePlantedPairs(manifest, readPairs(reportFile));

for (const { edit, made, found } of edits) {
  console.log(`${edit.padEnd(8)} ${((100 * found) / made).toFixed(1).padStart(5)} % of ${made}`);
}
const worst = falsePairs.toSorted((one, other) => other.similarity - one.similarity).slice(0, WORST);
for (const { a, b, relation, similarity } of worst) console.log('false:', similarity, relation, a, b);
const found = edits.reduce((sum, edit) => sum + edit.found, 0);
console.log(
  `${found} of ${manifest.pairs.length} planted pairs found among ${manifest.count} pictures; ${falsePairs.length} false pairs`,
);
process.exitCode = falsePairs.length > 0 ? 1 : 0;
