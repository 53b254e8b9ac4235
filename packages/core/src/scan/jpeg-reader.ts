import { SHARE_ENV, Worker } from 'node:worker_threads';

import { readJpeg, type JpegRequest } from './read-jpeg.ts';
import type { ImageContent } from './scan-cache.ts';
import { workerUrl } from '../worker-url.ts';

/** Starting threads takes about as long as this: so much is read in the calling thread first. */
const READ_HERE_MS = 60;

/** What a worker is given at once: passing a message costs as much as a tenth of a small file. */
const BATCH_MS = 10;
const MOST_IN_BATCH = 16;

/** Reads JPEG files side by side, in worker threads once there are more than a few. */
export interface JpegReader {
  read(request: JpegRequest): Promise<ImageContent | null>;
  close(): Promise<void>;
}

/** @param threads most worker threads, 1 and up. */
export function createJpegReader(threads: number): JpegReader {
  const waiting: Task[] = [];
  let spentHereMs = 0;
  let workers: JpegWorker[] | undefined;
  return {
    async read(request) {
      if (spentHereMs >= READ_HERE_MS) {
        const { promise, resolve, reject } = Promise.withResolvers<ImageContent | null>();
        waiting.push({ request, resolve, reject });
        workers ??= Array.from({ length: threads }, () => startWorker(waiting));
        for (const worker of workers) worker.proceed();
        return promise;
      }
      const started = performance.now();
      const content = readJpeg(request);
      spentHereMs += performance.now() - started;
      return content;
    },
    async close() {
      await Promise.all(workers?.map((worker) => worker.close()) ?? []);
    },
  };
}

interface Task {
  readonly request: JpegRequest;
  readonly resolve: (content: ImageContent | null) => void;
  readonly reject: (error: unknown) => void;
}

interface JpegWorker {
  /** Takes on what waits, unless the worker is busy. */
  proceed(): void;
  close(): Promise<number>;
}

/** A thread that takes its work from a queue it shares with others, as many files at once as take it BATCH_MS. */
function startWorker(waiting: Task[]): JpegWorker {
  const worker = new Worker(workerUrl(import.meta.url, 'jpeg-worker'), { env: SHARE_ENV, execArgv: [] });
  let batch: Task[] = [];
  let size = 1;
  let started = 0;
  const proceed = (): void => {
    if (batch.length > 0 || waiting.length === 0) return;
    batch = waiting.splice(0, size);
    started = performance.now();
    worker.postMessage(batch.map(({ request }) => request));
  };
  worker.on('message', (contents: readonly (ImageContent | null)[]) => {
    const done = batch;
    const msEach = (performance.now() - started) / done.length;
    size = Math.min(MOST_IN_BATCH, Math.max(1, Math.floor(BATCH_MS / msEach)));
    batch = [];
    proceed();
    for (const [index, { resolve }] of done.entries()) resolve(contents[index]!);
  });
  worker.on('error', (error) => {
    for (const { reject } of [...batch, ...waiting.splice(0)]) reject(error);
  });
  return { proceed, close: async () => worker.terminate() };
}
