import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { newRecord, type ImageRecord } from '../record.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

const WRITER = fileURLToPath(new URL('../../fixtures/store-writer.mjs', import.meta.url));
const KILLS = 5;
const LONG_LEASE_MS = 600_000;
/** Each process takes seconds to start on a machine that is busy. */
const TIMEOUT_MS = 180_000;

export interface SharedStore {
  /** The URL of a store that is not there yet. */
  readonly locate: () => string;
  /** Throws when what the store's engine keeps is not whole. */
  readonly check?: () => void;
}

/** What every store does that several processes have open: each driver runs this suite. */
export function describeSharedStore(name: string, { locate, check }: SharedStore): void {
  describe(`${name} that is shared`, () => {
    let url: string;
    let writers: Writer[];
    beforeEach(() => {
      url = locate();
      writers = [];
    });
    afterEach(async () => {
      for (const { child } of writers) child.kill('SIGKILL');
      await Promise.all(writers.map(({ ended }) => ended));
    });

    function start(command: string, ...numbers: readonly number[]): Writer {
      const writer = startWriter(url, command, numbers);
      writers.push(writer);
      return writer;
    }

    it('is opened by many at the same time while it is being made', async () => {
      const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
      const records = stores.map(pending);
      await Promise.all(stores.map((store, i) => store.put({ ...records[i]!, checksum: 'aa' })));
      for (const store of stores) expect(await store.findByChecksum('aa')).toHaveLength(6);
      await Promise.all(stores.map((store) => store.close()));
    });

    describe('two stores', () => {
      it('see each other’s records', async () => {
        await using first = await openStore(url);
        await using second = await openStore(url);
        const records = Array.from({ length: 400 }, () => ({ ...pending(), checksum: 'aa' }));
        await Promise.all(records.map((record, i) => (i % 2 === 0 ? first : second).put(record)));
        expect(await first.findByChecksum('aa')).toEqual(records);
        expect(await second.findByChecksum('aa')).toEqual(records);
      });

      it('share work without giving any of it twice', async () => {
        await using first = await openStore(url);
        await using second = await openStore(url);
        const records = Array.from({ length: 200 }, pending);
        await enqueue(first, records);
        const claims = await Promise.all(
          Array.from({ length: 30 }, (_, i) =>
            (i % 2 === 0 ? first : second).claim({ limit: 7, leaseMs: LONG_LEASE_MS }),
          ),
        );
        const claimed = claims.flat().map(({ record }) => record.id);
        expect(claimed.sort()).toEqual(records.map(({ id }) => id));
      });

      it('do not touch a lease that the other one holds', async () => {
        await using first = await openStore(url);
        await using second = await openStore(url);
        const record = pending();
        await enqueue(first, [record]);
        await first.claim({ limit: 1, leaseMs: 1 });
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await second.claim({ limit: 1, leaseMs: LONG_LEASE_MS })).toHaveLength(1);
        await first.release([record.id]);
        await first.renew([record.id], 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await first.claim({ limit: 1, leaseMs: 1 })).toEqual([]);
        expect((await first.get(record.id))?.status).toBe('processing');
      });
    });

    describe('processes', () => {
      it(
        'lose nothing that was acknowledged when one of them is killed again and again',
        async () => {
          const survivor = start('write');
          const victims: Writer[] = [];
          for (let i = 0; i < KILLS; i++) {
            const victim = start('write');
            await victim.hasSaid(1 + 10 * i);
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
            victim.child.kill('SIGKILL');
            expect(await victim.ended).toBe('SIGKILL');
            victims.push(victim);
          }
          survivor.child.kill('SIGTERM');
          expect([await survivor.ended, survivor.errors]).toEqual([0, '']);

          const said = [survivor, ...victims].map(({ lines }) => lines.map((line) => line.split(' ')));
          check?.();
          await using store = await openStore(url);
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
            await using store = await openStore(url);
            await enqueue(store, records);
          }
          const holder = start('hold', 20, 600_000);
          await holder.hasSaid(20);
          const victim = start('hold', 30, 500);
          await victim.hasSaid(30);
          victim.child.kill('SIGKILL');
          await victim.ended;
          const workers = [start('work', 20), start('work', 20)];
          expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
          expect(workers.map(({ errors }) => errors)).toEqual(['', '']);

          const worked = workers.flatMap((worker) => worker.lines);
          expect([...holder.lines, ...worked].sort()).toEqual(records.map(({ id }) => `claimed ${id}`));
          expect(victim.lines.filter((line) => worked.includes(line))).toHaveLength(30);
        },
        TIMEOUT_MS,
      );

      it('end by themselves when they leave a store open, once what they began is done', async () => {
        const writer = start('leave');
        expect(await writer.ended).toBe(0);
        expect(writer.lines).toEqual(['put']);
        expect(writer.errors).toBe('');
      });
    });
  });
}

function pending(): ImageRecord {
  return newRecord({ url: 'https://example.org/a.jpg', filename: 'a.jpg', now: new Date('2024-02-23T15:15:30Z') });
}

function enqueue(store: Store, records: readonly ImageRecord[]): Promise<void> {
  return store.enqueue(records.map((record) => ({ record, source: '/a.jpg', bytes: null, wantsMetadata: true })));
}

/** A child process, the lines it has written, and its exit code or the signal that ended it. */
interface Writer {
  readonly child: ChildProcess;
  readonly lines: string[];
  errors: string;
  readonly ended: Promise<number | string>;
  /** Resolves once it has written so many lines; rejects when it ends before that. */
  hasSaid(count: number): Promise<void>;
}

function startWriter(url: string, command: string, numbers: readonly number[]): Writer {
  const child = spawn(process.execPath, [WRITER, url, command, ...numbers.map(String)], {
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
  return writer;
}
