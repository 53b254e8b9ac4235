import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { SourceItem } from './dataset/read-sources.ts';
import type { StripKind } from './description.ts';
import { closeFetch } from './fetch/fetch-image.ts';
import { PixelPeeper, type PixelPeeperOptions, type ProcessAllOptions } from './pixelpeeper.ts';
import type { ImageRecord } from './record.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixture = (name: string): string => join(FIXTURES, name);
const WITHOUT_METADATA = { metadata: false };

let folder: string;
let store: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pixelpeeper-')));
  store = `sqlite:${join(folder, 'store', 'records.db')}`;
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(closeFetch);

function open(options: PixelPeeperOptions = {}): Promise<PixelPeeper> {
  return PixelPeeper.open({ store, concurrency: 2, ...options });
}

/** Files of their own, named as they are to be found. */
async function photos(count: number): Promise<string> {
  await mkdir(join(folder, 'photos'), { recursive: true });
  for (let number = 1; number <= count; number++)
    await copyFile(
      fixture(`orientation-${((number - 1) % 8) + 1}.jpg`),
      join(folder, 'photos', `${String(number).padStart(2, '0')}.jpg`),
    );
  return join(folder, 'photos');
}

async function processFolder(
  pixelpeeper: PixelPeeper,
  options: ProcessAllOptions & { readonly most?: number } = {},
): Promise<ImageRecord[]> {
  const { most, ...rest } = options;
  const abort = new AbortController();
  const records: ImageRecord[] = [];
  const items = pixelpeeper.sources(['photos'], { cwd: folder });
  const all = pixelpeeper.processAll(items, { ...WITHOUT_METADATA, signal: abort.signal, ...rest });
  try {
    for await (const record of all) {
      records.push(record);
      if (records.length === most) abort.abort(new Error('enough'));
    }
  } catch (error) {
    expect(error).toEqual(new Error('enough'));
  }
  return records;
}

describe('process', () => {
  it('gives the finished record and stores it', async () => {
    await using pixelpeeper = await open();
    const record = await pixelpeeper.process(fixture('grey.jpg'), { ...WITHOUT_METADATA, dataset: 'birds' });
    expect(record).toMatchObject({ status: 'processed', dhash: '6060608080835b5b', dataset: 'birds', metadata: null });
    expect(await pixelpeeper.get(record.id)).toEqual(record);
    expect(await pixelpeeper.get('01hqb8gcpef1y8fbp560hyjc1x')).toBeUndefined();
  });

  it('refuses to strip what it does not know, before anything is read', async () => {
    await using pixelpeeper = await open();
    const strip = JSON.parse('["gps", "exif"]') as StripKind[];
    await expect(pixelpeeper.process(fixture('grey.jpg'), { ...WITHOUT_METADATA, strip })).rejects.toThrow(
      new RangeError('Expected `strip` to name gps, serials, faces, got `exif`'),
    );
    await expect(pixelpeeper.enqueue([fixture('grey.jpg')], { strip })).rejects.toThrow(RangeError);
  });

  it('names a file by its file: URL, however it is given', async () => {
    await using pixelpeeper = await open();
    const url = pathToFileURL(fixture('grey.jpg'));
    for (const source of [fixture('grey.jpg'), relative(process.cwd(), fixture('grey.jpg')), url, url.href])
      expect((await pixelpeeper.process(source, WITHOUT_METADATA)).url).toBe(url.href);
  });

  it('stores what failed too', async () => {
    await using pixelpeeper = await open();
    for (const source of [fixture('zero.jpg'), fixture('missing.jpg'), 'http://[', 'http://127.0.0.1/a.jpg']) {
      const record = await pixelpeeper.process(source);
      expect(record.status).toBe('failed');
      expect(record.url).toMatch(/^(file|http):/);
      expect(await pixelpeeper.get(record.id)).toEqual(record);
    }
  });

  it('keeps records where the store says, for the next who opens it', async () => {
    let record: ImageRecord;
    {
      await using pixelpeeper = await open();
      record = await pixelpeeper.process(fixture('grey.jpg'), WITHOUT_METADATA);
    }
    await using pixelpeeper = await open();
    expect(await pixelpeeper.get(record.id)).toEqual(record);
  });

  it('keeps them in memory when no store is named', async () => {
    await using pixelpeeper = await PixelPeeper.open();
    const record = await pixelpeeper.process(await readFile(fixture('grey.jpg')), WITHOUT_METADATA);
    expect(await pixelpeeper.get(record.id)).toEqual(record);
  });
});

describe('open', () => {
  it.each([
    [{ store: 'redis://a' }, TypeError, 'Expected a store like'],
    [{ concurrency: 0 }, RangeError, 'Expected `concurrency` to be an integer of 1 or more, got `0`'],
    [{ concurrency: 1.5 }, RangeError, 'Expected `concurrency` to be an integer of 1 or more, got `1.5`'],
    [{ fetch: { maxBytes: -1 } }, RangeError, 'Expected `maxBytes` to be an integer of 1 or more, got `-1`'],
    [{ fetch: { allowedHosts: ['not a host'] } }, TypeError, 'Expected `allowedHosts` to hold host names'],
  ])('refuses %j, before anything is processed', async (options, type, message) => {
    const opening = PixelPeeper.open(options);
    await expect(opening).rejects.toThrow(type);
    await expect(opening).rejects.toThrow(message);
  });
});

describe('close', () => {
  it('may be called twice, and ends all use', async () => {
    const pixelpeeper = await open();
    await pixelpeeper.close();
    await pixelpeeper.close();
    await expect(pixelpeeper.get('x')).rejects.toMatchObject({ code: 'store_closed' });
  });
});

describe('enqueue', () => {
  it('gives pending records at once, which are stored, and become the finished ones', async () => {
    await using pixelpeeper = await open();
    const accepted = await pixelpeeper.enqueue([fixture('grey.jpg'), fixture('zero.jpg')], {
      ...WITHOUT_METADATA,
      dataset: 'birds',
    });
    expect(accepted.map(({ status, dataset, checksum }) => ({ status, dataset, checksum }))).toEqual(
      Array(2).fill({ status: 'pending', dataset: 'birds', checksum: null }),
    );
    expect((await pixelpeeper.get(accepted[0]!.id))?.url).toBe(pathToFileURL(fixture('grey.jpg')).href);
    await pixelpeeper.idle();
    const finished = await Promise.all(accepted.map(({ id }) => pixelpeeper.get(id)));
    expect(finished).toMatchObject(
      [
        { ...accepted[0], status: 'processed', dhash: '6060608080835b5b' },
        { ...accepted[1], status: 'failed', error: { code: 'empty_file' } },
      ].map(({ id, status, dataset, url }) => ({ id, status, dataset, url })),
    );
  });

  it('tells who listens of each finished record', async () => {
    await using pixelpeeper = await open();
    const told: ImageRecord[] = [];
    const stopTelling = pixelpeeper.onFinished((record) => told.push(record));
    const [first] = await pixelpeeper.enqueue([fixture('grey.jpg')], WITHOUT_METADATA);
    await pixelpeeper.idle();
    stopTelling();
    await pixelpeeper.enqueue([fixture('rgba.png')], WITHOUT_METADATA);
    await pixelpeeper.idle();
    expect(told).toEqual([await pixelpeeper.get(first!.id)]);
  });

  it('takes relative paths, URLs, data: URLs and bytes with a name', async () => {
    await using pixelpeeper = await open();
    const bytes = await readFile(fixture('grey.jpg'));
    const sources = [
      relative(process.cwd(), fixture('grey.jpg')),
      pathToFileURL(fixture('grey.jpg')),
      `data:image/jpeg;base64,${bytes.toString('base64')}`,
      bytes,
      { bytes, filename: 'sent.jpg' },
    ];
    const accepted = await pixelpeeper.enqueue(sources, WITHOUT_METADATA);
    await pixelpeeper.idle();
    const records = await Promise.all(accepted.map(({ id }) => pixelpeeper.get(id)));
    expect(records.map((record) => record?.dhash)).toEqual(Array(5).fill('6060608080835b5b'));
    expect(records.map((record) => record?.filename)).toEqual(['grey.jpg', 'grey.jpg', null, null, 'sent.jpg']);
    expect(records.map((record) => record?.url)).toEqual([
      ...Array<string>(2).fill(pathToFileURL(fixture('grey.jpg')).href),
      ...[null, null, null],
    ]);
  });

  it('lets one that is refused by its name fail at once, and takes the others', async () => {
    await using pixelpeeper = await open();
    const sources = [fixture('grey.jpg'), 'http://user:secret@a.example/', 'ftp://a.example/', fixture('rgba.png')];
    const accepted = await pixelpeeper.enqueue(sources, { ...WITHOUT_METADATA, dataset: 'birds' });
    expect(accepted.map(({ status, error, dataset }) => [status, error?.code, dataset])).toEqual([
      ['pending', undefined, 'birds'],
      ['failed', 'invalid_url', 'birds'],
      ['failed', 'unsupported_scheme', 'birds'],
      ['pending', undefined, 'birds'],
    ]);
    await pixelpeeper.idle();
    const stored = await Promise.all(accepted.map(({ id }) => pixelpeeper.get(id)));
    expect(stored.map((record) => record?.status)).toEqual(['processed', 'failed', 'failed', 'processed']);
    expect(stored[1]).toEqual(accepted[1]);
  });

  it('never lets a file be read that was refused where strangers name sources, not by another process either', async () => {
    let id = '';
    {
      await using server = await open({ fetch: { allowFiles: false } });
      const [record] = await server.enqueue([fixture('grey.jpg')], WITHOUT_METADATA);
      expect(record).toMatchObject({ status: 'failed', error: { code: 'unsupported_scheme' } });
      id = record!.id;
    }
    await using pixelpeeper = await open();
    await pixelpeeper.idle();
    expect(await pixelpeeper.get(id)).toMatchObject({ status: 'failed', checksum: null });
  });

  it('leaves what is pending when it is closed to the next who opens the store', async () => {
    const ids: string[] = [];
    {
      await using pixelpeeper = await open({ concurrency: 1 });
      const sources = Array.from({ length: 30 }, () => fixture('grey.jpg'));
      ids.push(...(await pixelpeeper.enqueue(sources, WITHOUT_METADATA)).map((record) => record.id));
    }
    {
      await using onlooker = await open({ resume: false });
      expect((await onlooker.get(ids.at(-1)!))?.status).toBe('pending');
    }
    await using pixelpeeper = await open();
    await pixelpeeper.idle();
    const records = await Promise.all(ids.map((id) => pixelpeeper.get(id)));
    expect(records.map((record) => record?.status)).toEqual(Array(30).fill('processed'));
  });

  it('keeps what is to be stripped out of the record that another process makes', async () => {
    const ids: string[] = [];
    {
      await using first = await open({ concurrency: 1, resume: false });
      const records = await first.enqueue(Array(2).fill(fixture('exif-sony.jpg')), { strip: ['gps'] });
      ids.push(...records.map(({ id }) => id));
    }
    await using second = await open({ concurrency: 1 });
    await second.idle();
    for (const id of ids) {
      const record = await second.get(id);
      expect(record).toMatchObject({ status: 'processed', stripped: ['gps'] });
      expect(JSON.stringify(record)).not.toMatch(/GPSL/);
    }
  });

  it('is finished after its process was killed, each image once', async () => {
    const jpeg = await readFile(fixture('grey.jpg'));
    const requested: string[] = [];
    let isStalled = true;
    // The first six are answered, the two after them never: the process is stuck in the middle.
    const answer: RequestListener = ({ url }, response) => {
      requested.push(url!);
      if (!isStalled || requested.length <= 6) response.end(jpeg);
    };
    await serving(answer, async (origin) => {
      const urls = Array.from({ length: 20 }, (_, index) => `${origin}/${index}.jpg`);
      const child = spawn(process.execPath, [fixture('enqueue.mjs'), store, ...urls], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const finished: string[] = [];
      createInterface(child.stdout).on('line', (id) => finished.push(id));
      while (finished.length < 6 || requested.length < 8) await sleep(5);
      child.kill('SIGKILL');
      await once(child, 'exit');
      isStalled = false;
      const before = await statuses();
      expect(count(before)).toEqual({ processed: 6, processing: 2, pending: 12 });

      await using pixelpeeper = await open({ fetch: { allowedHosts: ['127.0.0.1'] } });
      letLeasesEnd();
      await pixelpeeper.idle();
      const after = await statuses();
      expect(count(after)).toEqual({ processed: 20 });
      expect([...after.keys()]).toEqual([...before.keys()]);
      expect(finished.every((id) => before.get(id) === 'processed')).toBe(true);
      const times = Object.values(Object.groupBy(requested, (url) => url)).map((same) => same!.length);
      expect(times.toSorted()).toEqual([...Array<number>(18).fill(1), 2, 2]); // only what was under way is begun anew
    });
  });
});

describe('processAll', () => {
  it('gives one record for each item, in their order, with what could not be read', async () => {
    await using pixelpeeper = await open();
    await photos(5);
    const error = { code: 'manifest_line_invalid', message: 'Line 3 is broken.' } as const;
    const items: SourceItem[] = [
      ...(await Array.fromAsync(pixelpeeper.sources(['photos'], { cwd: folder }))),
      { source: 'list.csv:3', error },
      { source: 'zero.jpg', location: fixture('zero.jpg'), split: null },
      { source: 'http://127.0.0.1/', location: 'http://127.0.0.1/', split: null },
    ];
    const records = await Array.fromAsync(
      pixelpeeper.processAll(asAsync(items), { ...WITHOUT_METADATA, dataset: 'birds' }),
    );
    expect(records.map(({ url, status, error: why, dataset }) => [url, status, why?.code, dataset])).toEqual([
      ...['01', '02', '03', '04', '05'].map((name) => [
        ...[pathToFileURL(join(folder, 'photos', `${name}.jpg`)).href, 'processed', undefined, 'birds'],
      ]),
      ['list.csv:3', 'failed', 'manifest_line_invalid', 'birds'],
      [pathToFileURL(fixture('zero.jpg')).href, 'failed', 'empty_file', 'birds'],
      ['http://127.0.0.1/', 'failed', 'private_address', 'birds'],
    ]);
  });

  it('works on as many at once as it may, and never on more', async () => {
    const jpeg = await readFile(fixture('grey.jpg'));
    let atOnce = 0;
    let most = 0;
    const answer: RequestListener = (_, response) => {
      most = Math.max(most, ++atOnce);
      setTimeout(() => response.end(jpeg, () => atOnce--), 20);
    };
    await serving(answer, async (origin) => {
      await using pixelpeeper = await open({ concurrency: 3, fetch: { allowedHosts: ['127.0.0.1'], perHost: 100 } });
      const items = Array.from({ length: 12 }, (_, index): SourceItem => {
        const url = `${origin}/${index}`;
        return { source: url, location: url, split: null };
      });
      const records = await Array.fromAsync(pixelpeeper.processAll(asAsync(items), WITHOUT_METADATA));
      expect(records.map(({ url }) => url)).toEqual(items.map(({ source }) => source));
      expect(most).toBe(3);
    });
  });

  it('goes on where it was aborted: what was finished has the same records, the rest is new', async () => {
    await photos(24);
    await using pixelpeeper = await open();
    const first = await processFolder(pixelpeeper, { batch: 'holiday', most: 5 });
    expect(first.length).toBeGreaterThanOrEqual(5);
    expect(first.length).toBeLessThan(24);
    const second = await processFolder(pixelpeeper, { batch: 'holiday' });
    expect(second).toHaveLength(24);
    expect(second.slice(0, first.length)).toEqual(first);
    expect(new Set(second.map(({ id }) => id)).size).toBe(24);
  });

  it('forgets a batch that has come to its end', async () => {
    await photos(3);
    await using pixelpeeper = await open();
    const first = await processFolder(pixelpeeper, { batch: 'holiday' });
    const second = await processFolder(pixelpeeper, { batch: 'holiday' });
    const ids = new Set([...first, ...second].map(({ id }) => id));
    expect(ids.size).toBe(6);
    expect(await pixelpeeper.get(first[0]!.id)).toEqual(first[0]);
  });

  it('remembers nothing of a run without a batch, nor of one under another name', async () => {
    await photos(8);
    await using pixelpeeper = await open();
    const aborted = [
      ...(await processFolder(pixelpeeper, { most: 2 })),
      ...(await processFolder(pixelpeeper, { batch: 'holiday', most: 2 })),
    ];
    const others = await processFolder(pixelpeeper, { batch: 'work' });
    const ids = new Set(others.map(({ id }) => id));
    expect(aborted.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it.each([
    ['has grown', async (path: string) => writeFile(path, await readFile(fixture('rgba.png')))],
    ['was touched', (path: string) => utimes(path, new Date(), new Date(Date.now() + 2000))],
    [
      'was replaced by an older file',
      async (path: string) => {
        await writeFile(path, await readFile(fixture('rgba.png')));
        await utimes(path, new Date(0), new Date(0));
      },
    ],
  ])('processes a file anew that %s since', async (_, change) => {
    await photos(12);
    await using pixelpeeper = await open();
    const first = await processFolder(pixelpeeper, { batch: 'holiday', most: 3 });
    await change(join(folder, 'photos', '02.jpg'));
    const second = await processFolder(pixelpeeper, { batch: 'holiday' });
    expect(second[0]).toEqual(first[0]);
    expect(second[2]).toEqual(first[2]);
    expect(second[1]!.id).not.toBe(first[1]!.id);
  });

  it('processes a file that was missing at first and is there now', async () => {
    await using pixelpeeper = await open();
    const path = join(folder, 'late.jpg');
    const late: SourceItem[] = [
      { source: 'late.jpg', location: path, split: null },
      ...Array.from({ length: 12 }, (): SourceItem => {
        return { source: 'grey.jpg', location: fixture('grey.jpg'), split: null };
      }),
    ];
    const abort = new AbortController();
    const run = async (signal?: AbortSignal): Promise<ImageRecord> => {
      const all = pixelpeeper.processAll(asAsync(late), { ...WITHOUT_METADATA, batch: 'late', signal });
      return (await all.next()).value as ImageRecord;
    };
    expect((await run(abort.signal)).error?.code).toBe('file_not_found');
    await copyFile(fixture('grey.jpg'), path);
    expect((await run()).status).toBe('processed');
  });

  it('does not take one picture for another where neither has a URL', async () => {
    await using pixelpeeper = await open();
    const names = ['grey.jpg', 'rgba.png', ...Array<string>(12).fill('cmyk.jpg')];
    const items = await Promise.all(
      names.map(async (name): Promise<SourceItem> => {
        const source = `data:image/png;base64,${(await readFile(fixture(name))).toString('base64')}`;
        return { source, location: source, split: null };
      }),
    );
    const abort = new AbortController();
    const first: ImageRecord[] = [];
    const all = pixelpeeper.processAll(asAsync(items), {
      ...WITHOUT_METADATA,
      batch: 'inline',
      signal: abort.signal,
    });
    await expect(
      (async () => {
        for await (const record of all) if (first.push(record) === 2) abort.abort(new Error('enough'));
      })(),
    ).rejects.toThrow('enough');
    const second = await Array.fromAsync(
      pixelpeeper.processAll(asAsync(items), { ...WITHOUT_METADATA, batch: 'inline' }),
    );
    expect(second.slice(0, 2).map(({ checksum }) => checksum)).toEqual(
      first.slice(0, 2).map(({ checksum }) => checksum),
    );
    expect(new Set(second.map(({ checksum }) => checksum)).size).toBe(3);
  });

  it('stores what was under way when it was aborted', async () => {
    await photos(16);
    await using pixelpeeper = await open({ concurrency: 4 });
    const records = await processFolder(pixelpeeper, { batch: 'holiday', most: 1 });
    expect(records.length).toBeLessThan(16);
    const stored = await Promise.all(records.map(({ id }) => pixelpeeper.get(id)));
    expect(stored).toEqual(records);
  });

  it('begins nothing when it was aborted before', async () => {
    await photos(2);
    await using pixelpeeper = await open();
    const items = pixelpeeper.sources(['photos'], { cwd: folder });
    const all = pixelpeeper.processAll(items, { signal: AbortSignal.abort(new Error('enough')) });
    await expect(Array.fromAsync(all)).rejects.toThrow('enough');
  });
});

describe('findDuplicates', () => {
  it('knows again what was processed, by the fingerprint in the store', async () => {
    await photos(2);
    await copyFile(join(folder, 'photos', '01.jpg'), join(folder, 'photos', 'copy.jpg'));
    await using pixelpeeper = await open();
    await processFolder(pixelpeeper);
    const { report } = await pixelpeeper.findDuplicates(pixelpeeper.sources(['photos'], { cwd: folder }));
    expect(report.summary).toMatchObject({ images: 3, unreadable: 0, exact_pairs: 1 });
    expect(report.pairs.find(({ kind }) => kind === 'exact')).toMatchObject({
      a: 'photos/01.jpg',
      b: 'photos/copy.jpg',
      relation: 'same-bytes',
    });
  });
});

async function serving(answer: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function* asAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** The status of every record in the store, by id. */
async function statuses(): Promise<Map<string, string>> {
  const db = new DatabaseSync(store.slice('sqlite:'.length), { readOnly: true });
  const rows = db.prepare('SELECT id, status FROM records ORDER BY id').all() as { id: string; status: string }[];
  db.close();
  return new Map(rows.map(({ id, status }) => [id, status]));
}

function count(all: ReadonlyMap<string, string>): Record<string, number> {
  const groups = Object.groupBy(all.values(), (status) => status);
  return Object.fromEntries(Object.entries(groups).map(([status, same]) => [status, same!.length]));
}

/** As if the half minute had passed that claimed work stays with one who gives no sign of life. */
function letLeasesEnd(): void {
  const db = new DatabaseSync(store.slice('sqlite:'.length), { timeout: 30_000 }); // workers are writing
  db.exec('UPDATE queue SET lease_until = lease_until - 30000 WHERE lease_until > 0');
  db.close();
}
