// Reads the metadata of the images of FOLDER again and again, N reads in all, and prints how much memory is in use as it goes (Linux only):
//   node packages/core/bench/metadata-soak.ts FOLDER N [--engine perl|webassembly]
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import pMap from 'p-map';

import { MetadataError } from '../src/errors.ts';
import { sniffType } from '../src/fetch/sniff.ts';
import { MAX_BYTES, vendoredExifTool } from '../src/metadata/exiftool-engine.ts';
import { READ_ARGS } from '../src/metadata/exiftool.ts';
import { startNativePerl } from '../src/metadata/native-perl.ts';
import { startWasmPerl } from '../src/metadata/wasm-perl.ts';

const options = { engine: { type: 'string', default: 'perl' } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const [folder, count = '2000'] = positionals;
if (folder === undefined) throw new TypeError('Expected FOLDER N');

const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => realpathSync(join(folder, name)));
const types = await Promise.all(files.map((path) => sniffType(readFileSync(path))));
const images = files.filter((_, index) => types[index]?.startsWith('image/'));
const limits = { maxProcesses: availableParallelism(), timeoutMs: 20_000, maxBytes: MAX_BYTES };
const engine =
  values.engine === 'perl'
    ? await startNativePerl(limits, join(vendoredExifTool(), 'exiftool'))
    : await startWasmPerl(limits);

const total = Number(count);
const started = performance.now();
let [done, refused] = [0, 0];
console.log('| reads | this process, MB | ExifTool’s processes, MB |\n|---|---|---|');
await pMap(
  numbers(total),
  async (index) => {
    await engine.read(READ_ARGS, images[index % images.length]!).catch((error: unknown) => {
      if (!(error instanceof MetadataError)) throw error;
      refused++;
    });
    if (++done % Math.ceil(total / 10) === 0) printMemory();
  },
  { concurrency: limits.maxProcesses },
);
const seconds = (performance.now() - started) / 1000;
console.log(`\n${engine.kind}: ${done} reads, ${refused} refused, ${(done / seconds).toFixed(1)} a second`);
await engine.close();

function printMemory(): void {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const theirs = children.map((pid) => (pid === '' ? 0 : residentKilobytes(pid)));
  const sum = theirs.reduce((all, one) => all + one, 0);
  console.log(`| ${done} | ${(process.memoryUsage.rss() / 1e6).toFixed(0)} | ${(sum / 1000).toFixed(0)} |`);
}

function residentKilobytes(pid: string): number {
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

function* numbers(end: number): Generator<number> {
  for (let index = 0; index < end; index++) yield index;
}
