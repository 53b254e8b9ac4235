import { setTimeout as sleep } from 'node:timers/promises';

import type { ImageRecord } from './record.ts';
import type { PendingWork, Store } from './store/store.ts';

export interface QueueOptions {
  readonly store: Store;
  /** Images worked on at once, 1 and up. */
  readonly concurrency: number;
  /** Makes and stores the record of one piece of work. */
  readonly work: (work: PendingWork) => Promise<ImageRecord>;
}

/** How long claimed work stays ours without a sign of life, and how often we give one. A killed process's work is taken up after that. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** How soon work that another process left behind is looked for again. */
const POLL_MS = 1_000;

/** Works through a store's pending records with bounded concurrency until none is left. */
export class BackgroundQueue {
  readonly #options: QueueOptions;
  readonly #claimed = new Set<string>();
  readonly #listeners = new Set<(record: ImageRecord) => void>();
  #running: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Starts working, unless that is under way already. */
  start(): void {
    if (this.#stopping.signal.aborted) return;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    this.#running.catch(() => undefined); // whoever waits for idle() or stop() is told
  }

  /** Resolves when nothing is pending or under way in the store. @throws StoreError when the store fails. */
  async idle(): Promise<void> {
    while (!this.#stopping.signal.aborted && (await this.#options.store.countUnfinished()) > 0) {
      this.start();
      await this.#running;
      // What is left is in another process's hands, or was in those of one that is gone.
      if ((await this.#options.store.countUnfinished()) > 0)
        await sleep(POLL_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Lets what is under way finish and gives the rest back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Calls `listener` with every record that is finished here; the answer ends that. */
  onFinished(listener: (record: ImageRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run(): Promise<void> {
    const heartbeat = setInterval(() => void this.#renew(), RENEW_MS);
    try {
      await Promise.all(Array.from({ length: this.#options.concurrency }, () => this.#lane()));
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #lane(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const [work] = await this.#options.store.claim({ limit: 1, leaseMs: LEASE_MS });
      if (!work) return;
      const { id } = work.record;
      this.#claimed.add(id);
      try {
        const record = await this.#options.work(work);
        for (const listener of this.#listeners) listener(record);
      } finally {
        this.#claimed.delete(id);
      }
    }
  }

  async #renew(): Promise<void> {
    if (this.#claimed.size > 0) await this.#options.store.renew([...this.#claimed], LEASE_MS).catch(() => undefined); // the next claim or put says what is wrong
  }
}
