// What one more JPEG costs a scan (read, checksum, reduced decode, fingerprint), as a ratio to a C program that only reads, hashes and decodes at
// 1/8 in grey: both go over a folder once and several times, and the difference leaves starting out.
//   node packages/core/bench/scan.ts LIMIT FOLDER... [--times 6] [--runs 3] [--detail outline|features]
// `outline` is what strict looks at, `features` what balanced and thorough do.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';

import type { SourceItem } from '../src/dataset/read-sources.ts';
import { scanImages } from '../src/scan/scan-images.ts';
import { median, timeRun, type Run } from './time-run.ts';

const { values, positionals } = parseArgs({
  options: {
    times: { type: 'string', default: '6' },
    runs: { type: 'string', default: '3' },
    detail: { type: 'string', default: 'outline' },
    child: { type: 'string' },
  },
  allowPositionals: true,
});

if (values.child === undefined) compare();
else await scan(positionals[0]!, Number(values.child));

async function scan(folder: string, times: number): Promise<void> {
  const { detail } = values;
  if (detail !== 'outline' && detail !== 'features')
    throw new RangeError(`Expected \`--detail\` to be outline or features, got \`${detail}\``);
  await scanImages(Readable.from(filesOf(folder, times).map(itemOf)), { detail });
}

function compare(): void {
  const [limit, ...folders] = positionals;
  if (limit === undefined || folders.length === 0) throw new TypeError('Expected LIMIT FOLDER...');
  const times = Number(values.times);
  console.log('| class | limit, ms CPU | scan, ms CPU | ratio, CPU | ratio, wall |');
  console.log('|---|---|---|---|---|');
  for (const folder of folders) {
    const count = filesOf(folder, times - 1).length;
    const peer = (repeat: number): Run => timeRun([limit, 'grey8', '2'], filesOf(folder, repeat).join('\n'));
    const ours = (repeat: number): Run =>
      timeRun(
        [process.execPath, import.meta.filename, folder, '--detail', values.detail, '--child', String(repeat)],
        '',
      );
    const runs = Array.from({ length: Number(values.runs) }, () => ({
      peer: difference(peer(times), peer(1)),
      ours: difference(ours(times), ours(1)),
    }));
    const ms = (side: 'peer' | 'ours'): string =>
      ((1000 * median(runs.map((run) => run[side].cpuSeconds))) / count).toFixed(2);
    const ratio = (of: 'seconds' | 'cpuSeconds'): string =>
      median(runs.map((run) => run.peer[of] / run.ours[of])).toFixed(2);
    console.log(
      `| ${basename(folder)} | ${ms('peer')} | ${ms('ours')} | ${ratio('cpuSeconds')} | ${ratio('seconds')} |`,
    );
  }
}

function filesOf(folder: string, times: number): string[] {
  const files = readdirSync(folder).map((name) => join(folder, name));
  return Array.from({ length: times }, () => files).flat();
}

function itemOf(location: string): SourceItem {
  return { source: location, location, split: null };
}

function difference(more: Run, less: Run): Pick<Run, 'seconds' | 'cpuSeconds'> {
  return { seconds: more.seconds - less.seconds, cpuSeconds: more.cpuSeconds - less.cpuSeconds };
}
