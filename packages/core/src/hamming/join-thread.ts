import { setImmediate as nextTick } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import type { SharedMemory } from '../kernels/instantiate-shared.ts';
import { workerUrl } from '../worker-url.ts';
import type { JoinKernel } from './join-kernel.ts';

/** Codes of side a as they are filed, `first` up to `end`. */
export interface Rows {
  readonly first: number;
  readonly end: number;
}

export interface Step {
  /** Pairs in the thread's output; they are there until the next step. */
  readonly found: number;
  /** Whether all rows are joined. */
  readonly isDone: boolean;
}

/** Something that joins rows, in this thread or in another. */
export interface JoinThread {
  readonly output: number;
  /** Joins rows, or goes on with the last ones, until they are done, the output is full or some 50 ms are over. */
  step(rows?: Rows): Promise<Step>;
  close(): Promise<void>;
}

/** Addresses of the kernel's Job and of an Output of the thread's own. */
export interface JoinPlaces {
  readonly job: number;
  readonly output: number;
}

export interface JoinThreadStart extends JoinPlaces {
  readonly memory: SharedMemory;
}

/** Joins in the calling thread, and lets other work in after each step. */
export function joinHere(kernel: JoinKernel, places: JoinPlaces): JoinThread {
  return {
    output: places.output,
    async step(rows) {
      await nextTick();
      return takeStep(kernel, places, rows);
    },
    close: () => Promise.resolve(),
  };
}

/** Joins in a worker thread. */
export function startJoinWorker(start: JoinThreadStart): JoinThread {
  const worker = new Worker(workerUrl(import.meta.url, 'join-worker'), { workerData: start, name: 'pixelpeeper-join' });
  let waiting = Promise.withResolvers<Step>();
  worker.on('message', (step: Step) => waiting.resolve(step));
  worker.on('error', (error) => waiting.reject(error));
  return {
    output: start.output,
    step(rows) {
      waiting = Promise.withResolvers();
      worker.postMessage(rows);
      return waiting.promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** One step, in whatever thread the kernel is. */
export function takeStep(kernel: JoinKernel, { job, output }: JoinPlaces, rows: Rows | undefined): Step {
  if (rows) kernel.begin(job, output, rows.first, rows.end);
  return { found: kernel.run(), isDone: kernel.isDone() === 1 };
}
