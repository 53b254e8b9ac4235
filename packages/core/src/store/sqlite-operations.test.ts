import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { newRecord } from '../record.ts';
import { recordRow } from './record-row.ts';
import type { RowOperations } from './row-operations.ts';
import { openDatabase } from './sqlite-database.ts';
import { explainFailure } from './sqlite-failure.ts';
import type { Request } from './sqlite-messages.ts';
import { prepareOperations, runRequests } from './sqlite-operations.ts';

let folder: string;
let path: string;
let db: DatabaseSync;
let operations: RowOperations;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-operations-'));
  path = join(folder, 'store.db');
  db = openDatabase(path, 'process');
  operations = prepareOperations(db);
});
afterEach(async () => {
  db.close();
  await rm(folder, { recursive: true });
});

describe('runRequests', () => {
  it('lets one failure of a group fail alone', () => {
    const [first, second] = [put(), put()];
    const broken: Request<'putSeenFiles'> = {
      id: 2,
      name: 'putSeenFiles',
      parameters: [[{ path: '/a.jpg', bytesize: NaN, modifiedMs: 0, checksum: 'aa' }]],
    };
    const outcomes = runRequests(db, operations, [first, broken, second, count()]);
    expect(outcomes.map((outcome) => Object.keys(outcome)[0])).toEqual(['answer', 'error', 'answer', 'answer']);
    expect(outcomes[3]).toEqual({ answer: 2 });
    expect(db.isTransaction).toBe(false);
  });

  it('fails the writes, not the reads, while another process keeps the lock', () => {
    db.exec('PRAGMA busy_timeout = 0');
    const other = openDatabase(path, 'process');
    other.exec('BEGIN IMMEDIATE');
    const [written, counted] = runRequests(db, operations, [put(), count()]);
    other.exec('ROLLBACK');
    other.close();
    expect(counted).toEqual({ answer: 0 });
    expect(explainFailure((written as { error: unknown }).error, 'a.db')).toBe(
      'a.db is kept locked by another process. Try again, or stop the other process.',
    );
    expect(runRequests(db, operations, [put(), count()])[1]).toEqual({ answer: 1 });
  });

  it('fails what does not fit on a full disk, and goes on', () => {
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages + 5}`);
    const [first, second] = runRequests(db, operations, [put('x'.repeat(1_000_000)), put()]);
    expect(explainFailure((first as { error: unknown }).error, 'a.db')).toBe(
      'a.db cannot grow: the disk is full. Free some space.',
    );
    expect(second).toEqual({ answer: undefined });
    expect(runRequests(db, operations, [count()])).toEqual([{ answer: 1 }]);
  });
});

describe('explainFailure', () => {
  it('has no explanation for a defect of ours', () => {
    expect(explainFailure(new TypeError('x is not a function'), 'a.db')).toBeUndefined();
    expect(explainFailure(undefined, 'a.db')).toBeUndefined();
  });
});

function put(filename = 'a.jpg'): Request<'put'> {
  return { id: 1, name: 'put', parameters: [recordRow(newRecord({ url: null, filename, now: new Date() })), null] };
}

function count(): Request<'countUnfinished'> {
  return { id: 9, name: 'countUnfinished', parameters: [] };
}
