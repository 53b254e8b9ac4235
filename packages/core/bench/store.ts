// Fills a store with records of about 5 kB and times it, a new SQLite file or an empty one of your own:
// node packages/core/bench/store.ts [RECORDS] [STORE]
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { newRecord, type ImageRecord } from '../src/record.ts';
import { openStore } from '../src/store/open-store.ts';
import type { HashName, Store } from '../src/store/store.ts';

/** Puts under way at the same time, as when a folder is processed on a few cores. */
const CONCURRENCY = 8;
const LOOKUPS = 1_000;
const SEARCHES = 200;

const METADATA = Object.fromEntries(
  Array.from({ length: 100 }, (_, i) => [`TagNumber${i}`, `a value of some length, ${i}`]),
);

const count = Number(process.argv[2] ?? 100_000);
const url = process.argv[3];
const folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-bench-'));
try {
  await using store = await openStore(url ?? `sqlite:${join(folder, 'store.db')}`);
  await benchmark(store);
} finally {
  await rm(folder, { recursive: true });
}

async function benchmark(store: Store): Promise<void> {
  console.log(`${count} records of ${JSON.stringify(exampleRecord()).length} bytes, random hashes`);
  const records: ImageRecord[] = [];
  await time(`put, ${CONCURRENCY} at a time`, count, async () => {
    await Promise.all(Array.from({ length: CONCURRENCY }, () => fill(store, records)));
  });
  await time('put, one after another', LOOKUPS, () => store.put(exampleRecord()));
  await time('get', LOOKUPS, () => store.get(pick(records).id));
  await time('findByChecksum', LOOKUPS, () => store.findByChecksum(pick(records).checksum!));
  for (const [hash, maxDistance] of [
    ['dhash', 0],
    ['dhash', 8],
    ['dhash', 12],
    ['pdq', 31],
    ['pdq', 40],
  ] as const) {
    await time(`findByHash ${hash}, distance ${maxDistance}`, SEARCHES, () =>
      search(store, pick(records), hash, maxDistance),
    );
  }
  if (url === undefined) await reportSize();
}

async function reportSize(): Promise<void> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  console.log(
    `${(sizes.reduce((sum, size) => sum + size, 0) / count / 1000).toFixed(2)} kB of disk a record, log included`,
  );
}

async function fill(store: Store, records: ImageRecord[]): Promise<void> {
  while (records.length < count) {
    const record = exampleRecord();
    records.push(record);
    await store.put(record);
  }
}

async function search(store: Store, record: ImageRecord, hash: HashName, maxDistance: number): Promise<void> {
  const matches = await store.findByHash(hash, record[hash]!, maxDistance);
  if (!matches.some((match) => match.record.id === record.id)) throw new Error(`${record.id} was not found`);
}

/** Runs the whole when it is one task of `times` steps, or a step that many times, and prints the time a step. */
async function time(name: string, times: number, run: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  if (times === count) await run();
  else for (let i = 0; i < times; i++) await run();
  console.log(`${name.padEnd(30)} ${((performance.now() - start) / times).toFixed(3)} ms`);
}

function pick(records: readonly ImageRecord[]): ImageRecord {
  return records[Math.floor(Math.random() * records.length)]!;
}

function exampleRecord(): ImageRecord {
  const code = (bytes: number): string => randomBytes(bytes).toString('hex');
  return {
    ...newRecord({ url: 'https://example.org/photos/a.jpg', filename: 'a.jpg', now: new Date() }),
    status: 'processed',
    checksum: code(32),
    dhash: code(8),
    phash: code(8),
    pdq: code(32),
    metadata: { EXIF: METADATA },
  };
}
