import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openStore } from './open-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-open-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('openStore', () => {
  it('opens an SQLite file by its absolute or relative path', async () => {
    const paths = [join(folder, 'a b.db'), relative(process.cwd(), join(folder, 'ü?#.sqlite'))];
    for (const path of paths) {
      await using store = await openStore(`sqlite:${path}`);
      expect(await store.countUnfinished()).toBe(0);
      expect((await stat(path)).isFile()).toBe(true);
    }
  });

  it('opens a store in memory', async () => {
    await using store = await openStore('sqlite::memory:');
    expect(await store.countUnfinished()).toBe(0);
  });

  it.each([
    ['photos.db', '`photos.db`. Write `sqlite:photos.db`.'],
    ['/data/Photos.SQLITE3', '`/data/Photos.SQLITE3`. Write `sqlite:/data/Photos.SQLITE3`.'],
    ['sqlite:///data/photos.db', '`sqlite:///data/photos.db`. Write `sqlite:/data/photos.db`.'],
    ['sqlite://photos.db', '`sqlite://photos.db`. Write `sqlite:photos.db`.'],
    ['postgres://localhost/photos', '`postgres://localhost/photos`. PostgreSQL is not available in this version.'],
    ['postgresql://me:p@ss@db/photos', '`postgresql://me:***@db/photos`. PostgreSQL is not available in this version.'],
    ['sqlite:', '`sqlite:`.'],
    ['', '``.'],
    ['mysql://localhost', '`mysql://localhost`.'],
  ])('refuses %j with what is accepted', async (url, end) => {
    await expect(openStore(url)).rejects.toThrow(
      new TypeError(
        `Expected a store like \`sqlite:pixelpeeper.db\`, \`sqlite:/data/pixelpeeper.db\` or \`sqlite::memory:\`, got ${end}`,
      ),
    );
  });
});
