import { Tinypool } from 'tinypool';

import { readJpeg, type JpegRequest } from './read-jpeg.ts';
import type { ImageContent } from './scan-cache.ts';

/** The sources run as they are, by Node's type stripping; what is published is JavaScript. */
const WORKER_URL = new URL(import.meta.url.endsWith('.ts') ? './read-jpeg.ts' : './read-jpeg.js', import.meta.url);

/** Starting threads takes about as long as this: so much is read in the calling thread first. */
const READ_HERE_MS = 60;

/** Reads JPEG files side by side, in worker threads once there are more than a few. */
export interface JpegReader {
  read(request: JpegRequest): Promise<ImageContent | null>;
  close(): Promise<void>;
}

/** @param threads most worker threads, 1 and up. */
export function createJpegReader(threads: number): JpegReader {
  let spentHereMs = 0;
  let pool: Tinypool | undefined;
  const startPool = (): Tinypool =>
    new Tinypool({
      filename: WORKER_URL.href,
      name: 'readJpeg',
      minThreads: threads,
      maxThreads: threads,
      concurrentTasksPerWorker: 2,
    });
  return {
    async read(request) {
      if (spentHereMs >= READ_HERE_MS) return (await (pool ??= startPool()).run(request)) as ImageContent | null;
      const started = performance.now();
      const content = readJpeg(request);
      spentHereMs += performance.now() - started;
      return content;
    },
    async close() {
      await pool?.destroy();
    },
  };
}
