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
    ['mysql://me:p@ss@db/photos', '`mysql://me:***@db/photos`.'],
    ['sqlite:', '`sqlite:`.'],
    ['', '``.'],
    ['mysql://localhost', '`mysql://localhost`.'],
  ])('refuses %j with what is accepted', async (url, end) => {
    await expect(openStore(url)).rejects.toThrow(
      new TypeError(
        `Expected a store like \`sqlite:pixelpeeper.db\`, \`sqlite:/data/pixelpeeper.db\`, \`sqlite::memory:\` or \`postgres://USER:PASSWORD@HOST/DATABASE\`, got ${end}`,
      ),
    );
  });

  it.each([
    ['postgres://me:p#ss@db/photos', 'postgres://me:***@db/photos'],
    ['postgresql://db:99999/photos?password=p', 'postgresql://db:99999/photos?password=***'],
  ])('refuses %j, and hides its password', async (url, shown) => {
    await expect(openStore(url)).rejects.toThrow(
      new TypeError(
        `Expected a URL like \`postgres://USER:PASSWORD@HOST:5432/DATABASE\`, got \`${shown}\`. Write characters such as @, / and # in a password as %40, %2F and %23.`,
      ),
    );
  });

  it('refuses ways of SSL that may fall back to none', async () => {
    await expect(openStore('postgres://db/photos?sslmode=prefer')).rejects.toThrow(
      new TypeError(
        'Expected `sslmode` to be one of disable, require, no-verify, verify-ca, verify-full, got `prefer`',
      ),
    );
    await expect(openStore('postgres://me:secret@db/photos?sslrootcert=/not/there.pem')).rejects.toMatchObject({
      name: 'StoreError',
      source: 'postgres://me:***@db/photos?sslrootcert=/not/there.pem',
      message: "The file /not/there.pem of the store's URL cannot be read. Check its name and permissions.",
    });
  });
});
