// Exact and near duplicate search from files to the report, as a ratio to a C program that only reads, hashes and decodes at 1/8 in grey:
//   node packages/core/bench/speed.ts LIMIT FOLDER... [--runs 5] [--sensitivity strict]
// LIMIT is the built limit.c; every FOLDER holds JPEGs of one size. The two run in turn, and the median of the ratios is printed.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { median, timeRun, type Run } from './time-run.ts';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, sensitivity: { type: 'string', default: 'strict' } },
  allowPositionals: true,
});
const [limit, ...folders] = positionals;
if (limit === undefined || folders.length === 0) throw new TypeError('Expected LIMIT FOLDER...');
const command = join(import.meta.dirname, '../../cli/bin/pixelpeeper.js');

console.log('| class | images | limit, images/s | pixelpeeper, images/s | ratio, wall | ratio, CPU | MB |');
console.log('|---|---|---|---|---|---|---|');
for (const folder of folders) {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const runs = Array.from({ length: Number(values.runs) }, () => ({ peer: runLimit(files), ours: runOurs(folder) }));
  const wall = median(runs.map(({ peer, ours }) => peer.seconds / ours.seconds));
  const cpu = median(runs.map(({ peer, ours }) => peer.cpuSeconds / ours.cpuSeconds));
  const perSecond = (side: 'peer' | 'ours'): string =>
    (files.length / median(runs.map((run) => run[side].seconds))).toFixed(0);
  const megabytes = median(runs.map(({ ours }) => ours.megabytes)).toFixed(0);
  console.log(
    `| ${basename(folder)} | ${files.length} | ${perSecond('peer')} | ${perSecond('ours')} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${megabytes} |`,
  );
}

function runLimit(files: readonly string[]): Run {
  return timeRun([limit!, 'grey8', '2'], files.join('\n'));
}

function runOurs(folder: string): Run {
  const how = ['--sensitivity', values.sensitivity, '--store', 'sqlite::memory:', '--quiet'];
  return timeRun([process.execPath, command, 'duplicates', folder, ...how], '');
}
