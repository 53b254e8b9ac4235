// Exact and near duplicate search from files to the report, as a ratio to a C program that only reads, hashes and decodes at 1/8 in grey:
//   node packages/core/bench/speed.ts LIMIT FOLDER... [--runs 5]
// LIMIT is the built limit.c; every FOLDER holds JPEGs of one size. The two run in turn, and the median of the ratios is printed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' } },
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

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

function runLimit(files: readonly string[]): Run {
  return time([limit!, 'grey8', '2'], files.join('\n'));
}

function runOurs(folder: string): Run {
  return time([process.execPath, command, 'duplicates', folder, '--quiet', '--store', 'sqlite::memory:'], '');
}

/** Runs a command to its end; what it used is read from /usr/bin/time. */
function time(words: readonly string[], input: string): Run {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '\n%e %U %S %M', ...words], {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  const [seconds, user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { seconds, cpuSeconds: user + system, megabytes: kilobytes / 1024 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
