// What `npm start` does once everything is built: the main job on examples/dataset.
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';

const OUT = 'out';
mkdirSync(OUT, { recursive: true });
const store = ['--store', `sqlite:${OUT}/demo.db`];

console.log('Images to records ...');
run(['process', 'examples/dataset', ...store], openSync(`${OUT}/records.jsonl`, 'w'));
console.log(`  ${OUT}/records.jsonl\n\nThe same ones ...`);
const reports = [
  '--json',
  `${OUT}/duplicates.json`,
  '--html',
  `${OUT}/duplicates.html`,
  '--markdown',
  `${OUT}/duplicates.md`,
  '--csv',
  `${OUT}/duplicates.csv`,
];
run(['duplicates', 'examples/dataset', '--splits', ...reports, ...store], 'inherit');
console.log(`\nOpen ${process.cwd()}/${OUT}/duplicates.html in a browser.`);

function run(args: readonly string[], stdout: number | 'inherit'): void {
  const { status } = spawnSync(process.execPath, ['packages/cli/bin/pixelpeeper.js', ...args], {
    stdio: ['ignore', stdout, 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
