import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { newRecord, type ImageRecord } from '../record.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { describeStore } from './store.contract.ts';

let folder: string;
let path: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-store-'));
});
beforeEach(() => {
  path = join(folder, `${files++}.db`);
});
afterAll(() => rm(folder, { recursive: true }));

describeStore('an SQLite store in a file', () => openSqliteStore(path));
describeStore('an SQLite store in memory', () => openSqliteStore(':memory:'));

describe('an SQLite file', () => {
  it('keeps its records when it is closed and opened again', async () => {
    const record = pending();
    {
      await using store = await openSqliteStore(path);
      await store.enqueue([{ record, source: '/a.jpg', bytes: null, wantsMetadata: true }], { batch: 'b' });
    }
    await using store = await openSqliteStore(path, { durability: 'power' });
    expect(await store.findBatch('b')).toEqual([record]);
    expect(await store.countUnfinished()).toBe(1);
  });

  it('is made with its folder, and is its owner’s alone', async () => {
    const deep = join(folder, 'not', 'there', 'yet.db');
    await using store = await openSqliteStore(deep);
    await store.put(pending());
    const modes = await Promise.all(['', '-wal'].map(async (suffix) => (await stat(deep + suffix)).mode & 0o777));
    expect(modes).toEqual(process.platform === 'win32' ? [0o666, 0o666] : [0o600, 0o600]);
  });

  it('is found by a relative path', async () => {
    const record = pending();
    {
      await using store = await openSqliteStore(relative(process.cwd(), path));
      await store.put(record);
    }
    await using store = await openSqliteStore(path);
    expect(await store.get(record.id)).toEqual(record);
  });

  it('is refused when it is a folder, no database, or beneath a file', async () => {
    await expect(openSqliteStore(folder)).rejects.toMatchObject(
      unavailable(folder, 'is a folder. Name a file in it, such as pixelpeeper.db.'),
    );
    await writeFile(path, 'This is a letter, and not a database. '.repeat(100));
    await expect(openSqliteStore(path)).rejects.toMatchObject(
      unavailable(path, 'is not an SQLite database. Use another name, or move this file away.'),
    );
    const beneath = join(path, 'store.db');
    await expect(openSqliteStore(beneath)).rejects.toMatchObject(
      unavailable(beneath, 'lies beneath something that is no folder. Use another place.'),
    );
  });

  it('is refused, and left as it is, when it belongs to another program', async () => {
    withDatabase(path, (db) => db.exec('CREATE TABLE bookmarks (url TEXT)'));
    await expect(openSqliteStore(path)).rejects.toMatchObject(
      unavailable(path, 'is a database of another program. Give the store a file of its own.'),
    );
    const [tables, mode] = withDatabase(path, (db) => [
      db.prepare('SELECT name FROM sqlite_schema').all(),
      db.prepare('PRAGMA journal_mode').get(),
    ]);
    expect(tables).toEqual([{ name: 'bookmarks' }]);
    expect(mode).toEqual({ journal_mode: 'delete' });
  });

  it('of the first version can be listed once it is opened', async () => {
    const record = { ...pending(), url: 'https://example.com/a.jpg', filename: 'a.jpg', dataset: 'birds' };
    {
      await using store = await openSqliteStore(path);
      await store.put(record);
    }
    withDatabase(path, (db) =>
      db.exec(`
        DROP INDEX records_by_dataset; DROP INDEX records_by_url;
        ALTER TABLE records DROP COLUMN dataset; ALTER TABLE records DROP COLUMN url; ALTER TABLE records DROP COLUMN filename;
        PRAGMA user_version = 1;`),
    );
    await using store = await openSqliteStore(path);
    expect(await store.list({ dataset: 'birds', url: record.url, text: 'a.jpg', limit: 9 })).toEqual([record]);
  });

  it('is refused when a newer version has written it', async () => {
    await (await openSqliteStore(path)).close();
    withDatabase(path, (db) => db.exec('PRAGMA user_version = 99'));
    await expect(openSqliteStore(path)).rejects.toMatchObject(
      unavailable(
        path,
        'was written by a newer version of PixelPeeper (schema 99, this one reads 2). Update PixelPeeper, or use another file.',
      ),
    );
  });

  it('reports a damaged page, and goes on with what is whole', async () => {
    const record = pending();
    {
      await using store = await openSqliteStore(path);
      await store.put(record);
      await store.putSeenFiles([{ path: '/a.jpg', bytesize: 1, modifiedMs: 2, checksum: 'aa' }]);
    }
    const page = withDatabase(path, (db) =>
      db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'records'").get(),
    );
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, (Number(page!['rootpage']) - 1) * 4_096);
    await file.close();

    await using store = await openSqliteStore(path);
    await expect(store.get(record.id)).rejects.toMatchObject(
      unavailable(path, 'is damaged. Restore it from a backup, or recover it with `sqlite3 FILE .recover`.'),
    );
    expect(await store.getSeenFiles(['/a.jpg'])).toHaveLength(1);
  });

  it('needs a name', async () => {
    await expect(openSqliteStore('')).rejects.toThrow(
      new TypeError('Expected `path` to name a file, got an empty string'),
    );
  });
});

describe('a store whose worker ends', () => {
  it('rejects what is under way and all that follows, and can be closed', async () => {
    const posts = jest.spyOn(Worker.prototype, 'postMessage');
    const store = await openSqliteStore(path);
    const record = pending();
    const put = store.put(record);
    const worker = posts.mock.contexts.at(-1) as Worker;
    posts.mockRestore();
    await put;
    const reading = Promise.allSettled(Array.from({ length: 1_000 }, () => store.get(record.id)));
    void worker.terminate();
    expect((await reading).at(-1)).toMatchObject({
      status: 'rejected',
      reason: unavailable('The store', `${path} has failed. Open it again.`),
    });
    await expect(store.get(record.id)).rejects.toMatchObject({
      name: 'StoreError',
      code: 'store_unavailable',
      source: path,
    });
    await store.close();
    await expect(store.get(record.id)).rejects.toMatchObject({ code: 'store_closed' });
    await using again = await openSqliteStore(path);
    expect(await again.get(record.id)).toEqual(record);
  });
});

function pending(): ImageRecord {
  return newRecord({ url: 'https://example.org/a.jpg', filename: 'a.jpg', now: new Date('2024-02-23T15:15:30Z') });
}

function unavailable(start: string, end: string) {
  return { name: 'StoreError', code: 'store_unavailable', message: `${start} ${end}` };
}

function withDatabase<Result>(file: string, use: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(file, { timeout: 30_000 });
  try {
    return use(db);
  } finally {
    db.close();
  }
}
