// Compares what both engines read with what the exiftool command prints, key by key, and measures them (Linux only):
//   node packages/core/bench/metadata-parity.ts FOLDER... [--passes N]
// Every file of the folders that is an image by its bytes is read, N times for the figure of speed; one at a time, so that the work of an
// engine can be told. The command runs without limits; what an engine refuses within its own is counted, and its codes are printed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { MetadataError } from '../src/errors.ts';
import { sniffType } from '../src/fetch/sniff.ts';
import { MAX_BYTES, vendoredExifTool, type ExifToolEngine, type RawTags } from '../src/metadata/exiftool-engine.ts';
import { READ_ARGS } from '../src/metadata/exiftool.ts';
import { toMetadata } from '../src/metadata/groups.ts';
import { startNativePerl } from '../src/metadata/native-perl.ts';
import { startWasmPerl } from '../src/metadata/wasm-perl.ts';
import { differingKeys, keysOf, type Keys } from './metadata-keys.ts';

const options = { passes: { type: 'string', default: '1' } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
if (positionals.length === 0) throw new TypeError('Expected FOLDER... [--passes N]');

const TICKS_A_SECOND = 100;
const limits = { maxProcesses: 1, timeoutMs: 20_000, maxBytes: MAX_BYTES };
const script = join(vendoredExifTool(), 'exiftool');
const types = await imagesIn(positionals);
const images = [...types.keys()];
const expected = printedByCommand(images);
console.log(
  '| engine | images | keys equal / total | refused | images a CPU-second | peak MB |\n|---|---|---|---|---|---|',
);
await measure(await startNativePerl(limits, script));
await measure(await startWasmPerl(limits));

/** Their paths, each with its media type by its bytes. */
async function imagesIn(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true }).map((name) => realpathSync(join(folder, String(name)))),
    )
    .filter((path) => !/[\r\n]/.test(path) && statSync(path).isFile());
  const typed = await Promise.all(
    files.map(async (path) => [path, (await sniffType(readFileSync(path))) ?? ''] as const),
  );
  return new Map(typed.filter(([, type]) => type.startsWith('image/')));
}

function printedByCommand(paths: readonly string[]): RawTags[] {
  const input = paths.join('\n');
  const shape = ['-charset', 'filename=utf8', '-json', '-g0', '-struct', '-sep', ', '];
  const env = { ...process.env, TZ: 'UTC' }; // as both engines give times
  const args = [script, '-config', '', ...shape, '-@', '-'];
  const { stdout } = spawnSync('perl', args, { input, env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const printed = JSON.parse(stdout) as RawTags[];
  if (printed.length !== paths.length)
    throw new Error(`The command printed ${printed.length} of ${paths.length} files`);
  return printed;
}

async function measure(engine: ExifToolEngine): Promise<void> {
  const passes = Number(values.passes);
  const refused: string[] = [];
  let tags: RawTags[] = [];
  const started = cpuSeconds();
  for (let pass = 0; pass < passes; pass++) {
    tags = [];
    refused.length = 0;
    for (const path of images)
      tags.push(
        await engine.read(READ_ARGS, path).catch((error: unknown) => {
          if (!(error instanceof MetadataError)) throw error;
          refused.push(`${error.code}: ${path}`);
          return {};
        }),
      );
  }
  const speed = (images.length * passes) / (cpuSeconds() - started);
  const peak = peakMegabytes(engine);
  await engine.close();
  const { '': all, ...byType } = compare(tags);
  console.log(
    `| ${engine.kind} | ${images.length} | ${all!.equal} / ${all!.total} | ${refused.length} | ${speed.toFixed(1)} | ${peak.toFixed(0)} |`,
  );
  for (const line of refused) console.error(line);
  for (const [type, { files, equal, total }] of Object.entries(byType).sort())
    console.log(`|   ${type} | ${files} | ${equal} / ${total} | | | |`);
}

interface Tally {
  files: number;
  equal: number;
  total: number;
}

/** Keys at the second level (group and tag) by media type, and under '' of all, of files that were not refused; differing ones are printed. */
function compare(tags: readonly RawTags[]): Record<string, Tally> {
  const tallies: Record<string, Tally> = { '': { files: 0, equal: 0, total: 0 } };
  tags.forEach((read, index) => {
    if (Object.keys(read).length === 0) return;
    const [ours, theirs] = [read, expected[index]!].map((raw) => keysOf(toMetadata(raw).metadata)) as [Keys, Keys];
    const differing = differingKeys(theirs, ours);
    const total = new Set([...ours.keys(), ...theirs.keys()]).size;
    for (const key of differing)
      console.error(`${images[index]!} ${key}: ${theirs.get(key) ?? '-'} became ${ours.get(key) ?? '-'}`);
    for (const tally of [tallies['']!, (tallies[types.get(images[index]!)!] ??= { files: 0, equal: 0, total: 0 })]) {
      tally.files++;
      tally.equal += total - differing.length;
      tally.total += total;
    }
  });
  return tallies;
}

/** CPU time so far of this process, of the children it has waited for, and of those that run. */
function cpuSeconds(): number {
  const ticks = (pid: number | 'self', fields: number): number =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 11 + fields)
      .reduce((sum, value) => sum + Number(value), 0);
  return (ticks('self', 4) + children().reduce((sum, pid) => sum + ticks(pid, 2), 0)) / TICKS_A_SECOND;
}

function children(): number[] {
  const list = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

/** Of ExifTool's process, or of this one. */
function peakMegabytes({ kind }: ExifToolEngine): number {
  if (kind === 'webassembly') return process.resourceUsage().maxRSS / 1000;
  return Math.max(
    ...children().map((pid) => Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000),
  );
}
