import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, expect } from '@jest/globals';

import { describeSharedStore } from './shared-store.contract.ts';

let folder: string;
let path: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-processes-'));
});
afterAll(() => rm(folder, { recursive: true }));

describeSharedStore('an SQLite file', {
  locate: () => {
    path = join(folder, `${files++}.db`);
    return `sqlite:${path}`;
  },
  check: () => {
    const db = new DatabaseSync(path, { timeout: 30_000 });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
  },
});
