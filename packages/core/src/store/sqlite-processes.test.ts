import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { newRecord } from '../record.ts';
import { openSqliteStore } from './sqlite-store.ts';

const WRITER = fileURLToPath(new URL('../../fixtures/store-writer.mjs', import.meta.url));
const KILLS = 5;
/** Each process takes seconds to start on a machine that is busy. */
const TIMEOUT_MS = 180_000;

let folder: string;
let path: string;
let writers: Writer[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-processes-'));
  path = join(folder, 'store.db');
  writers = [];
});
afterEach(async () => {
  for (const { child } of writers) child.kill('SIGKILL');
  await Promise.all(writers.map(({ ended }) => ended));
  await rm(folder, { recursive: true });
});

describe('processes that share an SQLite store', () => {
  it(
    'lose nothing that was acknowledged when one of them is killed again and again',
    async () => {
      const survivor = startWriter('write');
      const victims: Writer[] = [];
      for (let i = 0; i < KILLS; i++) {
        const victim = startWriter('write');
        await victim.hasSaid(1 + 10 * i);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
        victim.child.kill('SIGKILL');
        expect(await victim.ended).toBe('SIGKILL');
        victims.push(victim);
      }
      survivor.child.kill('SIGTERM');
      expect([await survivor.ended, survivor.errors]).toEqual([0, '']);

      const said = [survivor, ...victims].map(({ lines }) => lines.map((line) => line.split(' ')));
      expect(integrity(path)).toEqual(['ok']);
      await using store = await openSqliteStore(path);
      const records = await Promise.all(said.flat().map(([, id]) => store.get(id!)));
      expect(records.map((record) => record?.id)).toEqual(said.flat().map(([, id]) => id));
      // Those before the kill are found by their hash as well.
      for (const [, id, dhash] of said.flatMap((lines) => lines.filter(([what]) => what === 'put').slice(-5))) {
        const [match] = await store.findByHash('dhash', dhash!, 0);
        expect(match?.record.id).toBe(id);
      }
      const enqueued = said
        .flat()
        .filter(([what]) => what === 'enqueued')
        .map(([, id]) => id!);
      const claimed = await store.claim({ limit: records.length, leaseMs: 60_000 });
      const claimedIds = new Set(claimed.map(({ record }) => record.id));
      expect(enqueued.filter((id) => !claimedIds.has(id))).toEqual([]);
      expect(claimed.every(({ bytes }) => bytes?.length === 10_000)).toBe(true);
      expect(enqueued.length).toBeGreaterThan(KILLS);
    },
    TIMEOUT_MS,
  );

  it(
    'never hold the same work, and take over that of a killed one after its lease',
    async () => {
      const records = Array.from({ length: 150 }, () => newRecord({ url: null, filename: null, now: new Date() }));
      {
        await using store = await openSqliteStore(path);
        await store.enqueue(records.map((record) => ({ record, source: '/a.jpg', bytes: null, wantsMetadata: true })));
      }
      const holder = startWriter('hold', 20, 600_000);
      await holder.hasSaid(20);
      const victim = startWriter('hold', 30, 500);
      await victim.hasSaid(30);
      victim.child.kill('SIGKILL');
      await victim.ended;
      const workers = [startWriter('work', 20), startWriter('work', 20)];
      expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
      expect(workers.map(({ errors }) => errors)).toEqual(['', '']);

      const worked = workers.flatMap((worker) => worker.lines);
      expect([...holder.lines, ...worked].sort()).toEqual(records.map(({ id }) => `claimed ${id}`));
      expect(victim.lines.filter((line) => worked.includes(line))).toHaveLength(30);
    },
    TIMEOUT_MS,
  );

  it('end by themselves when they leave a store open, once what they began is done', async () => {
    const writer = startWriter('leave');
    expect(await writer.ended).toBe(0);
    expect(writer.lines).toEqual(['put']);
    expect(writer.errors).toBe('');
  });
});

/** A child process, the lines it has written, and its exit code or the signal that ended it. */
interface Writer {
  readonly child: ChildProcess;
  readonly lines: string[];
  errors: string;
  readonly ended: Promise<number | string>;
  /** Resolves once it has written so many lines; rejects when it ends before that. */
  hasSaid(count: number): Promise<void>;
}

function startWriter(command: string, ...numbers: readonly number[]): Writer {
  const child = spawn(process.execPath, [WRITER, path, command, ...numbers.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createInterface(child.stdout);
  const ended = Promise.all([once(child, 'close'), once(output, 'close')]).then(
    ([[code, signal]]) => (code ?? signal) as number | string,
  );
  const writer: Writer = {
    child,
    lines: [],
    errors: '',
    ended,
    hasSaid: async (count) => {
      while (writer.lines.length < count) {
        const end = await Promise.race([once(output, 'line'), ended]);
        if (!Array.isArray(end))
          throw new Error(`Ended with ${end} after ${writer.lines.length} lines: ${writer.errors}`);
      }
    },
  };
  output.on('line', (line) => writer.lines.push(line));
  child.stderr.on('data', (data) => (writer.errors += String(data)));
  writers.push(writer);
  return writer;
}

function integrity(file: string): unknown[] {
  const db = new DatabaseSync(file);
  const rows = db.prepare('PRAGMA integrity_check').all();
  db.close();
  return rows.map((row) => row['integrity_check']);
}
