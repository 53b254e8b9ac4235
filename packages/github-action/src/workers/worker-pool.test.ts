import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, describe, expect, it } from '@jest/globals';

import { startPool, ThreadEnded, type WorkerPool } from './worker-pool.ts';

interface Task {
  readonly way: 'live' | 'die later' | 'throw' | 'exit' | 'break' | 'break once';
  readonly bytes?: Uint8Array<ArrayBuffer>;
}
interface Answer {
  readonly threadId: number;
  readonly bytes?: Uint8Array;
}

const MORTAL = new URL('../../fixtures/mortal-worker.mjs', import.meta.url);

describe('startPool', () => {
  let pool: WorkerPool<Task, Answer>;
  const start = (threads: number): void => void (pool = startPool<Task, Answer>(MORTAL, threads));
  afterEach(() => pool.close());

  it.each([1, 2])('does all tasks with %i threads, which it keeps', async (threads) => {
    start(threads);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pool.run({ way: 'live' })));
    expect(answers).toHaveLength(20);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(threads);
  });

  it.each([
    ['throw', 'Thrown in the thread.'],
    ['exit', undefined],
  ] as const)('says that a thread has ended by %s, and goes on with a new one', async (way, reason) => {
    start(1);
    const { threadId } = await pool.run({ way: 'live' });
    const [ended, next] = await Promise.allSettled([pool.run({ way }), pool.run({ way: 'live' })]);
    expect(ended).toMatchObject({ status: 'rejected', reason: expect.any(ThreadEnded) });
    expect(((ended as PromiseRejectedResult).reason as ThreadEnded).cause).toEqual(
      reason === undefined ? undefined : expect.objectContaining({ message: reason }),
    );
    expect(next).toMatchObject({ status: 'fulfilled' });
    expect((next as PromiseFulfilledResult<Answer>).value.threadId).not.toBe(threadId);
  });

  it('gives nothing to a thread that has died with nothing to do', async () => {
    start(1);
    const { threadId } = await pool.run({ way: 'die later' });
    // Until it dies it may be given more; a dead one that was given a task would never answer.
    const same = { threadId };
    let next = threadId;
    while (next === threadId) {
      await sleep(20);
      next = (await pool.run({ way: 'live' }).catch(() => same)).threadId;
    }
    expect(next).toBeGreaterThan(threadId);
  });

  it('lets another thread do what one has broken down over, with the same bytes', async () => {
    start(1);
    const { threadId } = await pool.run({ way: 'live' });
    const bytes = Uint8Array.of(1, 2, 3);
    const answer = await pool.run({ way: 'break once', bytes }, [bytes.buffer]);
    expect(bytes).toHaveLength(0); // given away
    expect([...answer.bytes!]).toEqual([1, 2, 3]);
    expect(answer.threadId).not.toBe(threadId);
    expect((await pool.run({ way: 'live' })).threadId).toBe(answer.threadId);
  });

  it('believes the second thread that breaks down, and goes on with a third', async () => {
    start(1);
    const first = await pool.run({ way: 'live' });
    const second = await pool.run({ way: 'break' });
    const third = await pool.run({ way: 'live' });
    expect(new Set([first, second, third].map(({ threadId }) => threadId)).size).toBe(3);
  });

  it('ends idle threads when it is told to rest, and starts others for what comes then', async () => {
    start(2);
    const [first] = await Promise.all([pool.run({ way: 'live' }), pool.run({ way: 'live' })]);
    await new Promise(setImmediate);
    await pool.rest();
    expect((await pool.run({ way: 'live' })).threadId).toBeGreaterThan(first.threadId + 1);
  });

  it('gives up what has not been begun when it is closed', async () => {
    start(1);
    const begun = pool.run({ way: 'live' });
    const waiting = expect(pool.run({ way: 'live' })).rejects.toThrow(
      'The threads were stopped before the task was begun.',
    );
    await Promise.all([waiting, Promise.allSettled([begun]), pool.close()]);
  });
});
