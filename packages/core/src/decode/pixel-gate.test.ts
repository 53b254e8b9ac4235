import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createPixelGate, type PixelGate } from './pixel-gate.ts';

/** Work that ends when the test says so. */
interface Job {
  readonly pixels: number;
  readonly result: Promise<string>;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

function startJobs(
  gate: PixelGate,
  sizes: readonly number[],
): { jobs: Job[]; started: number[]; running: Set<number> } {
  const started: number[] = [];
  const running = new Set<number>();
  const jobs = sizes.map((pixels, index): Job => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const result = gate.run(pixels, async () => {
      started.push(index);
      running.add(index);
      return promise.finally(() => running.delete(index));
    });
    result.catch(() => undefined);
    return { pixels, result, finish: () => resolve(`job ${index}`), fail: reject };
  });
  return { jobs, started, running };
}

/** Lets all settled promises have their say. */
async function settle(): Promise<void> {
  await new Promise(setImmediate);
}

describe('createPixelGate', () => {
  it('lets in as much as the budget holds, the rest in the order of its coming', async () => {
    const { jobs, started } = startJobs(createPixelGate(10), [4, 6, 3, 7, 1]);
    await settle();
    expect(started).toEqual([0, 1]);
    jobs[0]!.finish();
    await settle();
    expect(started).toEqual([0, 1, 2]);
    jobs[1]!.finish();
    await settle();
    expect(started).toEqual([0, 1, 2, 3]);
    jobs[2]!.finish();
    await settle();
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  it('does not let small work overtake large work that waits', async () => {
    const { jobs, started } = startJobs(createPixelGate(10), [6, 8, 1]);
    await settle();
    expect(started).toEqual([0]);
    jobs[0]!.finish();
    await settle();
    expect(started).toEqual([0, 1, 2]);
  });

  it('runs what is larger than the budget, alone', async () => {
    const { jobs, running } = startJobs(createPixelGate(10), [2, 50, 2]);
    await settle();
    expect([...running]).toEqual([0]);
    jobs[0]!.finish();
    await settle();
    expect([...running]).toEqual([1]);
    jobs[1]!.finish();
    await settle();
    expect([...running]).toEqual([2]);
  });

  it('gives what the work gives', async () => {
    expect(await createPixelGate(10).run(3, async () => 'seen')).toBe('seen');
  });

  it('lets the next in when work fails, and passes its error on', async () => {
    const { jobs, started } = startJobs(createPixelGate(10), [10, 10]);
    await settle();
    jobs[0]!.fail(new Error('broken picture'));
    await expect(jobs[0]!.result).rejects.toThrow('broken picture');
    await settle();
    expect(started).toEqual([0, 1]);
    jobs[1]!.finish();
    expect(await jobs[1]!.result).toBe('job 1');
  });

  it('lets the next in when work throws before it has a promise', async () => {
    const gate = createPixelGate(10);
    const broken = gate.run(10, () => {
      throw new TypeError('no promise');
    });
    await expect(broken).rejects.toThrow(TypeError);
    expect(await gate.run(10, async () => 'next')).toBe('next');
  });

  it('never holds more than its budget unless one piece of work is larger, starts in order and ends all', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.nat()),
        async (all, budget, picks) => {
          const { jobs, started, running } = startJobs(createPixelGate(budget), all);
          for (let ended = 0; ended < all.length; ended++) {
            await settle();
            const held = [...running].reduce((sum, index) => sum + all[index]!, 0);
            expect(held <= budget || running.size === 1).toBe(true);
            expect(running.size).toBeGreaterThan(0);
            jobs[[...running][picks.next().value! % running.size]!]!.finish();
          }
          await settle();
          expect(started).toEqual([...all.keys()]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
