import { setTimeout as sleep } from 'node:timers/promises';

import type { ImageRecord } from './record.ts';
import type { PendingWork, Store } from './store/store.ts';

export interface QueueOptions {
  readonly store: Store;
  /** Images worked on at once, 1 and up. */
  readonly concurrency: number;
  /** Makes and stores the record of one piece of work. */
  readonly work: (work: PendingWork) => Promise<ImageRecord>;
  /** How long claimed work stays ours without a sign of life, in milliseconds, 3 and up. Default 30,000: a killed process's work is taken up after that. */
  readonly leaseMs?: number | undefined;
}

const LEASE_MS = 30_000;
/** How soon work that another process left behind is looked for again. */
const POLL_MS = 1_000;

/** Works through a store's pending records with bounded concurrency until none is left. */
export class BackgroundQueue {
  readonly #options: QueueOptions;
  readonly #leaseMs: number;
  readonly #lanes = new Set<Promise<void>>();
  readonly #listeners = new Set<(record: ImageRecord) => void>();
  readonly #stopping = new AbortController();
  #watch: Promise<void> | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
  }

  /** Starts working, with as many lanes as are free: a lane ends when it finds nothing to do. */
  start(): void {
    while (!this.#stopping.signal.aborted && this.#lanes.size < this.#options.concurrency) this.#openLane();
  }

  /** Resolves when nothing is pending or under way in the store. @throws StoreError when the store fails. */
  async idle(): Promise<void> {
    while (!this.#stopping.signal.aborted && (await this.#options.store.countUnfinished()) > 0) {
      this.start();
      await Promise.all(this.#lanes);
      // What is left is in another process's hands, or was in those of one that is gone.
      if ((await this.#options.store.countUnfinished()) > 0) await this.#pause({ ref: true });
    }
  }

  /** Lets what is under way finish; the rest stays pending. @throws what work that is under way throws */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const ends = await Promise.allSettled(this.#lanes);
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure) throw failure.reason;
  }

  /** Calls `listener` with every record that is finished here; the answer ends that. */
  onFinished(listener: (record: ImageRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #openLane(): void {
    const lane = this.#runLane().finally(() => {
      this.#lanes.delete(lane);
      if (this.#lanes.size === 0) this.#watch ??= this.#lookAgain().finally(() => (this.#watch = undefined));
    });
    lane.catch(() => undefined); // whoever waits for idle() or stop() is told
    this.#lanes.add(lane);
  }

  async #runLane(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const [work] = await this.#options.store.claim({ limit: 1, leaseMs: this.#leaseMs });
      if (!work) return;
      const record = await this.#finish(work);
      for (const listener of this.#listeners) listener(record);
    }
  }

  async #finish(work: PendingWork): Promise<ImageRecord> {
    const { store } = this.#options;
    const ids = [work.record.id];
    // What the store refuses here, the next claim or put says aloud.
    const heartbeat = setInterval(() => void store.renew(ids, this.#leaseMs).catch(() => undefined), this.#leaseMs / 3);
    try {
      return await this.#options.work(work);
    } catch (error) {
      await store.release(ids).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** While work is left that nobody here has, in another process's hands or in those of one that is gone, it is looked for now and then. */
  async #lookAgain(): Promise<void> {
    try {
      if ((await this.#options.store.countUnfinished()) === 0) return;
    } catch {
      return; // a store that fails is not asked again by itself
    }
    await this.#pause({ ref: false }); // looking is no reason to keep a process alive
    this.start();
  }

  async #pause({ ref }: { readonly ref: boolean }): Promise<void> {
    await sleep(POLL_MS, undefined, { signal: this.#stopping.signal, ref }).catch(() => undefined);
  }
}
