// Pairs of binary codes within a distance, and queries: node packages/core/bench/hamming.ts [--bits 64] [--distance 8] [--threads 2] COUNT...
// The codes are random, with 5 % white ones and 5 % that differ from another in up to twice the distance. Each count runs in a process of its own;
// seconds are also given as a ratio to comparing all pairs in plain JavaScript, of which a sample is measured in the same process.
import { spawnSync } from 'node:child_process';
import { cpuUsage, resourceUsage } from 'node:process';
import { parseArgs } from 'node:util';

import { distinctCodes, type CodeBits } from '../src/hamming/distinct-codes.ts';
import { createHammingIndex } from '../src/hamming/hamming-index.ts';
import { pairsWithin } from '../src/hamming/join-codes.ts';
import { planBands } from '../src/hamming/plan-bands.ts';
import { probesOf } from '../src/hamming/probes.ts';
import { popcount32 } from '../src/hash/hamming-distance.ts';
import { mulberry32 } from './seeded-raster.ts';

const SAMPLE_ROWS = 400;
const SAMPLE_COLUMNS = 10_000;
const QUERIES = 300;

const { values, positionals } = parseArgs({
  options: {
    bits: { type: 'string', default: '64' },
    distance: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    single: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const bits = Number(values.bits) as CodeBits;
const maxDistance = Number(values.distance);
const threads = Number(values.threads);
const counts = positionals.map(Number);

if (values.single) await measure(counts[0]!);
else {
  console.log(
    '| codes | distinct | pairs | comparisons | equal ones, s | join, s | CPU, s | times as fast as JavaScript | peak MB | query, ms (90 %) |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  for (const count of counts) {
    const options = Object.entries({ bits, distance: maxDistance, threads }).map(
      ([name, value]) => `--${name}=${value}`,
    );
    spawnSync(process.execPath, [import.meta.filename, '--single', ...options, `${count}`], { stdio: 'inherit' });
  }
}

async function measure(count: number): Promise<void> {
  const list = makeCodes(count);
  const start = performance.now();
  const codes = distinctCodes(list, bits);
  const equalSeconds = (performance.now() - start) / 1000;
  const joined = await measureJoin(codes);
  const megabytes = resourceUsage().maxRSS / 1024;
  const pairsASecond = measureJavaScript(codes.codes);
  const faster = codes.count ** 2 / 2 / pairsASecond / joined.seconds;
  const cells = [
    ...[count, codes.count, joined.pairs, joined.comparisons.toExponential(1), equalSeconds.toFixed(2)],
    ...[joined.seconds.toFixed(2), joined.cpuSeconds.toFixed(2), faster.toFixed(0), megabytes.toFixed(0)],
    measureQueries(codes),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

async function measureJoin(codes: ReturnType<typeof distinctCodes>): Promise<{
  pairs: number;
  comparisons: number;
  seconds: number;
  cpuSeconds: number;
}> {
  const [start, used] = [performance.now(), cpuUsage()];
  let pairs = 0;
  for await (const { a } of pairsWithin(codes, { maxDistance, threads })) pairs += a.length;
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = cpuUsage(used);
  const all = codes.count ** 2 / 2;
  const { bands } = planBands({ bits, maxDistance, rows: codes.count, columns: codes.count / 2, comparisons: all });
  const share = bands.reduce((sum, band) => sum + probesOf(band).length / 2 ** band.width, 0);
  return { pairs, comparisons: all * share, seconds, cpuSeconds: (user + system) / 1e6 };
}

/** Pairs a second when all are compared in plain JavaScript. */
function measureJavaScript(codes: Uint8Array): number {
  const words = new Uint32Array(codes.buffer, codes.byteOffset, codes.length / 4);
  const width = bits / 32;
  const columns = Math.min(SAMPLE_COLUMNS, words.length / width);
  const start = performance.now();
  let near = 0;
  for (let i = 0; i < SAMPLE_ROWS; i++)
    for (let j = 0; j < columns; j++) {
      let distance = 0;
      for (let word = 0; word < width; word++)
        distance += popcount32(words[i * width + word]! ^ words[j * width + word]!);
      if (distance <= maxDistance) near++;
    }
  if (near < SAMPLE_ROWS) throw new Error('A code is not even near itself');
  return (SAMPLE_ROWS * columns) / ((performance.now() - start) / 1000);
}

/** The median and the 90th percentile of the milliseconds that a query takes, each with one code. */
function measureQueries(codes: ReturnType<typeof distinctCodes>): string {
  const index = createHammingIndex(codes);
  const random = mulberry32(2);
  const times = Array.from({ length: QUERIES }, () => {
    const at = (Math.floor(random() * codes.count) * bits) / 8;
    const start = performance.now();
    index.query(codes.codes.subarray(at, at + bits / 8), maxDistance);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return `${times[QUERIES / 2]!.toFixed(3)} (${times[QUERIES * 0.9]!.toFixed(3)})`;
}

function makeCodes(count: number): Uint8Array {
  const bytes = bits / 8;
  const random = mulberry32(1);
  const codes = new Uint8Array(count * bytes);
  for (let i = 0; i < count; i++) {
    const at = i * bytes;
    const kind = random();
    if (kind < 0.05) continue;
    if (kind < 0.1 && i > 0) {
      const original = Math.floor(random() * i) * bytes;
      codes.copyWithin(at, original, original + bytes);
      for (let flips = random() * 2 * maxDistance; flips > 1; flips--)
        codes[at + Math.floor(random() * bytes)]! ^= 1 << Math.floor(random() * 8);
    } else for (let byte = 0; byte < bytes; byte++) codes[at + byte] = random() * 256;
  }
  return codes;
}
