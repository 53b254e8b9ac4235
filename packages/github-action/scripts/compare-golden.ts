// Says whether a run over examples/dataset has found what it finds on every machine, with the same fingerprints to the last bit:
//   node packages/github-action/scripts/compare-golden.ts REPORT.json INDEX [--update]
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

interface Golden {
  /** SHA-256 of the index file: all fingerprints. */
  readonly index: string;
  readonly findings: readonly string[];
}

const golden = new URL('../fixtures/golden.json', import.meta.url);
const [reportFile, indexFile, update] = process.argv.slice(2);
if (reportFile === undefined || indexFile === undefined) throw new TypeError('Expected `REPORT.json INDEX [--update]`');
const report = JSON.parse(readFileSync(reportFile, 'utf8')) as {
  findings: { kind: string; image: string; other: string | null; words: string }[];
};
const found: Golden = {
  index: createHash('sha256').update(readFileSync(indexFile)).digest('hex'),
  findings: report.findings.map(({ kind, image, other, words }) => `${kind}: ${image} ${other ?? ''} (${words})`),
};
const text = `${JSON.stringify(found, null, 2)}\n`;
if (update === '--update') writeFileSync(golden, text);
else if (text !== readFileSync(golden, 'utf8')) {
  console.error(`Expected ${readFileSync(golden, 'utf8')}, got ${text}`);
  process.exitCode = 1;
}
