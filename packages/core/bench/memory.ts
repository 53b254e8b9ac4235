// Processes N images, metadata and all, and prints how much memory is in use as it goes: node packages/core/bench/memory.ts FOLDER [N]
// The images of FOLDER are taken again and again, each time as bytes of their own.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PixelPeeper } from '../src/pixelpeeper.ts';

const [folder, count = '10000'] = process.argv.slice(2);
if (folder === undefined) throw new TypeError('Expected FOLDER [N]');
const names = readdirSync(folder).map((name) => join(folder, name));
const scratch = await mkdtemp(join(tmpdir(), 'pixelpeeper-bench-'));
const started = performance.now();
const cpu = process.cpuUsage();

try {
  await using pixelpeeper = await PixelPeeper.open({ store: `sqlite:${join(scratch, 'bench.db')}` });
  console.log('| images | RSS, MB | heap, MB | outside the heap, MB |\n|---|---|---|---|');
  let done = 0;
  for await (const record of pixelpeeper.processAll(items(Number(count)))) {
    if (record.status !== 'processed') throw new Error(`${record.url} failed: ${record.error?.message}`);
    if (++done % (Number(count) / 10) === 0) printMemory(done);
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `\n${(done / seconds).toFixed(1)} images a second; this process ${((user + system) / 1000 / done).toFixed(1)} ms CPU an image (ExifTool's own is not in it)`,
  );
} finally {
  await rm(scratch, { recursive: true });
}

function printMemory(done: number): void {
  const { rss, heapUsed, external } = process.memoryUsage();
  console.log(
    `| ${[done, rss, heapUsed, external].map((value, column) => (column === 0 ? value : (value / 1e6).toFixed(0))).join(' | ')} |`,
  );
}

// eslint-disable-next-line @typescript-eslint/require-await -- the parameter's type is an asynchronous sequence
async function* items(total: number): AsyncGenerator<{ source: string; location: string; split: null }> {
  for (let i = 0; i < total; i++) {
    const name = names[i % names.length]!;
    // A data: URL makes each its own image, at the cost of its encoding; every tenth is enough to cover that way too.
    const location = i % 10 === 0 ? `data:image/jpeg;base64,${readFileSync(name).toString('base64')}` : name;
    yield { source: `${i}`, location, split: null };
  }
}
