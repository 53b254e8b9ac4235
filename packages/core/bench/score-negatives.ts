// Counts the false pairs of a report on a set of hard-negatives.ts; exit code 1 when there are some:
//   node packages/core/bench/score-negatives.ts OUT/manifest.json REPORT.json
import { readFileSync } from 'node:fs';

import { findFalsePairs, type NegativeLabel } from './sets/false-pairs.ts';
import { readPairs } from './sets/report-file.ts';

const WORST = 20;

const [manifestFile, reportFile] = process.argv.slice(2);
if (manifestFile === undefined || reportFile === undefined) throw new RangeError('Expected MANIFEST.json REPORT.json');
const labels = JSON.parse(readFileSync(manifestFile, 'utf8')) as NegativeLabel[];
const { falsePairs, sameScene, notCounted } = findFalsePairs(labels, readPairs(reportFile));

const byCategory = Object.entries(Object.groupBy(falsePairs, ({ category }) => category));
for (const [category, pairs = []] of byCategory.toSorted(([, a = []], [, b = []]) => b.length - a.length)) {
  const exact = pairs.filter(({ kind }) => kind === 'exact').length;
  console.log(`${category.padEnd(40)} ${pairs.length} false, ${exact} of them exact, up to ${pairs[0]!.similarity}`);
}
console.log(`\nworst of all:`);
for (const { a, b, relation, similarity } of falsePairs.slice(0, WORST)) console.log(similarity, relation, a, b);
const frames = labels.filter(({ scene }) => scene !== null).length;
console.log(
  `\n${falsePairs.length} false pairs among ${labels.length} pictures; ${sameScene} pairs of ${frames} burst frames told as same-scene; ` +
    `${notCounted} pairs that show one photo not counted`,
);
process.exitCode = falsePairs.length > 0 ? 1 : 0;
