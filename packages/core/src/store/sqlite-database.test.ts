import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { isNetworkType, openDatabase, type Durability } from './sqlite-database.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-database-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('openDatabase', () => {
  it.each<[Durability, number]>([
    ['process', 1],
    ['power', 2],
  ])('writes ahead, and syncs as durability %s asks for', (durability, synchronous) => {
    const db = openDatabase(join(folder, `${durability}.db`), durability);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous });
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    db.close();
  });
});

describe('isNetworkType', () => {
  it.each([
    ['NFS', 0x6969, true],
    ['CIFS', 0xff534d42, true],
    ['CIFS as a negative number', 0xff534d42 - 2 ** 32, true],
    ['SMB2', 0xfe534d42, true],
    ['ext4', 0xef53, false],
    ['tmpfs', 0x01021994, false],
    ['Windows, which tells none', 0, false],
  ])('%s (%i): %s', (_name, type, expected) => {
    expect(isNetworkType(type)).toBe(expected);
  });
});
