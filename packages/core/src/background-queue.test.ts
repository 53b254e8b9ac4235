import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { BackgroundQueue, type QueueOptions } from './background-queue.ts';
import { newRecord, type ImageRecord } from './record.ts';
import { openStore } from './store/open-store.ts';
import type { PendingWork, Store } from './store/store.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'queue-'));
  store = await openStore(`sqlite:${join(folder, 'queue.db')}`);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function enqueue(count: number): Promise<string[]> {
  const records = Array.from({ length: count }, () => newRecord({ url: null, filename: null, now: new Date() }));
  await store.enqueue(records.map((record) => ({ record, source: '/a.jpg', bytes: null, wantsMetadata: true })));
  return records.map(({ id }) => id);
}

/** What processing comes down to for the queue. */
async function finish({ record }: PendingWork, within = store): Promise<ImageRecord> {
  const finished: ImageRecord = { ...record, status: 'processed' };
  await within.put(finished);
  return finished;
}

function queueOf(options: Partial<QueueOptions> = {}): BackgroundQueue {
  return new BackgroundQueue({ store, concurrency: 2, work: finish, ...options });
}

/** Work that waits until it is let go. */
function heldWork(): { work: QueueOptions['work']; begun: string[]; letGo: () => void } {
  const gate = Promise.withResolvers<undefined>();
  const begun: string[] = [];
  const work = async (pending: PendingWork): Promise<ImageRecord> => {
    begun.push(pending.record.id);
    await gate.promise;
    return finish(pending);
  };
  return { work, begun, letGo: () => gate.resolve(undefined) };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await turn();
}

describe('a background queue', () => {
  it('works through what is pending, oldest first, and tells its listeners', async () => {
    const ids = await enqueue(20);
    const told: string[] = [];
    const queue = queueOf({ concurrency: 1 });
    queue.onFinished(({ id, status }) => told.push(`${id} ${status}`));
    queue.start();
    await queue.idle();
    expect(told).toEqual(ids.map((id) => `${id} processed`));
    expect(await store.countUnfinished()).toBe(0);
    await queue.stop();
  });

  it('tells a listener no more once it has had enough', async () => {
    const queue = queueOf();
    const told: string[] = [];
    const stopTelling = queue.onFinished(({ id }) => told.push(id));
    const [first] = await enqueue(1);
    await queue.idle();
    stopTelling();
    await enqueue(1);
    await queue.idle();
    expect(told).toEqual([first]);
    await queue.stop();
  });

  it('is idle when there is nothing to do', async () => {
    const queue = queueOf();
    await queue.idle();
    queue.start();
    await queue.idle();
    await queue.stop();
  });

  it('works on as many at once as it may, and never on more', async () => {
    let atOnce = 0;
    let most = 0;
    const work = async (pending: PendingWork): Promise<ImageRecord> => {
      most = Math.max(most, ++atOnce);
      await turn();
      const record = await finish(pending);
      atOnce--;
      return record;
    };
    await enqueue(60);
    const queue = queueOf({ concurrency: 5, work });
    for (let time = 0; time < 10; time++) queue.start();
    await Promise.all([queue.idle(), queue.idle()]);
    expect(most).toBe(5);
    await queue.stop();
  });

  it('works on as many at once when they come one after another', async () => {
    const { work, begun, letGo } = heldWork();
    const queue = queueOf({ concurrency: 3, work });
    for (let count = 0; count < 5; count++) {
      await enqueue(1);
      queue.start();
    }
    await until(() => begun.length === 3);
    await store.countUnfinished(); // by now every claim has had its answer
    expect(begun).toHaveLength(3);
    letGo();
    await queue.idle();
    expect(begun).toHaveLength(5);
    await queue.stop();
  });

  it('finishes what is under way when it is stopped, leaves the rest pending, and begins nothing any more', async () => {
    const ids = await enqueue(10);
    const { work, begun, letGo } = heldWork();
    const queue = queueOf({ work });
    queue.start();
    await until(() => begun.length === 2);
    const stopping = queue.stop();
    letGo();
    await stopping;
    queue.start();
    await queue.idle();
    const statuses = await Promise.all(ids.map(async (id) => (await store.get(id))?.status));
    expect(statuses).toEqual(['processed', 'processed', ...Array<string>(8).fill('pending')]);
  });

  it('keeps work that takes longer than its lease', async () => {
    const [id] = await enqueue(1);
    const { work, begun, letGo } = heldWork();
    const queue = queueOf({ work, leaseMs: 90 });
    queue.start();
    await until(() => begun.length === 1);
    await using other = await openStore(`sqlite:${join(folder, 'queue.db')}`);
    for (let time = 0; time < 10; time++) {
      await sleep(30);
      expect(await other.claim({ limit: 1, leaseMs: 1000 })).toEqual([]);
    }
    letGo();
    await queue.idle();
    expect(begun).toEqual([id]);
    await queue.stop();
  });

  it('takes up the work of one that is gone, as soon as its lease is over', async () => {
    const ids = await enqueue(3);
    await using gone = await openStore(`sqlite:${join(folder, 'queue.db')}`);
    await gone.claim({ limit: 2, leaseMs: 300 });
    const queue = queueOf();
    await queue.idle();
    const statuses = await Promise.all(ids.map(async (id) => (await store.get(id))?.status));
    expect(statuses).toEqual(['processed', 'processed', 'processed']);
    await queue.stop();
  });

  it('takes it up by itself too, when nobody waits for it', async () => {
    const [id] = await enqueue(1);
    await using gone = await openStore(`sqlite:${join(folder, 'queue.db')}`);
    await gone.claim({ limit: 1, leaseMs: 300 });
    const queue = queueOf();
    const finished = Promise.withResolvers<string>();
    queue.onFinished((record) => finished.resolve(record.id));
    queue.start();
    expect(await finished.promise).toBe(id);
    await queue.stop();
  });

  it('gives work back that fails for reasons of its own, and tells who waits', async () => {
    const [id] = await enqueue(1);
    let isBroken = true;
    const work = async (pending: PendingWork): Promise<ImageRecord> => {
      if (isBroken) throw new Error('the disk is full');
      return finish(pending);
    };
    const queue = queueOf({ work });
    await expect(queue.idle()).rejects.toThrow('the disk is full');
    expect((await store.get(id!))?.status).toBe('pending');
    isBroken = false;
    await queue.idle();
    expect((await store.get(id!))?.status).toBe('processed');
    await queue.stop();
  });

  it('tells who stops it of work that fails meanwhile, once all the rest is finished', async () => {
    await enqueue(2);
    const failing = Promise.withResolvers<never>();
    const { work: held, begun, letGo } = heldWork();
    const work = (pending: PendingWork): Promise<ImageRecord> => (begun.length === 0 ? held(pending) : failing.promise);
    const queue = queueOf({ work });
    queue.start();
    await until(() => begun.length === 1);
    const stopping = queue.stop();
    failing.reject(new Error('the disk is full'));
    letGo();
    await expect(stopping).rejects.toThrow('the disk is full');
    expect((await store.get(begun[0]!))?.status).toBe('processed');
    expect(await store.countUnfinished()).toBe(1);
  });
});
