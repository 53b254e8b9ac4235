import { setImmediate as nextTick } from 'node:timers/promises';

import { Tinypool } from 'tinypool';

import type { FeatureMemory } from './feature-memory.ts';
import { startFeatureSearcher, type SearchPart } from './feature-searcher.ts';
import type { FeatureTask } from './search-features.ts';
import { workerUrl } from '../worker-url.ts';

/** Those who search a memory: some worker threads, or the calling one. */
export interface FeatureThreads {
  /** Tasks that are worked on, or wait, at once at best. */
  readonly width: number;
  readonly build: () => Promise<unknown>;
  readonly search: (part: SearchPart) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

export interface ThreadsOptions {
  /** 0: everything runs in the calling thread, which others get between the parts. */
  readonly threads: number;
  /** When it aborts, tasks that are worked on are given up. */
  readonly signal: AbortSignal | undefined;
}

export function startFeatureThreads(memory: FeatureMemory, options: ThreadsOptions): FeatureThreads {
  return options.threads > 0 ? inWorkers(memory, options) : inThisThread(memory);
}

function inThisThread(memory: FeatureMemory): FeatureThreads {
  const searcher = startFeatureSearcher(memory);
  return {
    width: 1,
    async build() {
      searcher.build(0);
      await nextTick();
      searcher.build(1);
    },
    async search(part) {
      await nextTick();
      return searcher.search(part);
    },
    close: () => Promise.resolve(),
  };
}

function inWorkers(memory: FeatureMemory, { threads, signal }: ThreadsOptions): FeatureThreads {
  const pool = new Tinypool({
    filename: workerUrl(import.meta.url, 'search-features').href,
    name: 'searchFeatures',
    minThreads: threads,
    maxThreads: threads,
  });
  const run = (task: FeatureTask['task']): Promise<Uint8Array> =>
    pool.run({ memory, task }, signal && { signal }) as Promise<Uint8Array>;
  return {
    width: 2 * threads, // a thread that is done finds its next task at hand
    build: () => Promise.all([run({ table: 0 }), run({ table: 1 })]),
    search: run,
    close: () => pool.destroy(),
  };
}
