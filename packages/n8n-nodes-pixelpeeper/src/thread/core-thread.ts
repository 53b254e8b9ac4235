import { Worker } from 'node:worker_threads';
import { join } from 'node:path';

import type { DuplicateReport, SearchProgress, StoreLocation } from '../core-types';
import type { CoreCalls, CoreStart, HostCalls, SearchRequest } from './calls';
import { fetchOverN8n, type HttpRequest } from './n8n-fetch';
import { joinRemote, RemoteError, type Remote } from './remote';

/** What a search needs of n8n while it runs. */
export interface SearchHost {
  /** Bytes of the image that is called so. */
  readonly read: (source: string) => Promise<Uint8Array>;
  readonly onProgress: (progress: SearchProgress) => void;
  readonly signal: AbortSignal | undefined;
}

const WORKER = join(__dirname, 'core-worker.mjs');

/** The threads of this process, by store: ExifTool and the store's connections are started once, whatever the number of executions. */
const threads = new Map<string, Promise<CoreThread>>();

/**
 * The thread that works on a store, started when it is not running. Images are fetched by `httpRequest` from now on: it is the same for
 * every execution of a process.
 * @throws RemoteError with code `store_unavailable` when the store cannot be opened.
 */
export async function coreThread(store: StoreLocation, httpRequest: HttpRequest): Promise<CoreThread> {
  const key = JSON.stringify(store);
  const thread = threads.get(key) ?? CoreThread.start({ store }, () => threads.delete(key));
  threads.set(key, thread);
  thread.catch(() => threads.delete(key)); // so that the next execution tries again
  const ready = await thread;
  ready.fetchBy(httpRequest);
  return ready;
}

/** Ends all threads, with what is under way finished. What is pending goes on when a thread is started again. */
export async function closeCoreThreads(): Promise<void> {
  const open = [...threads.values()];
  threads.clear();
  await Promise.all(open.map(async (thread) => (await thread.catch(() => undefined))?.close()));
}

/** Core in a thread of its own. Only while it is asked something does it keep this process alive. */
export class CoreThread {
  readonly #worker: Worker;
  readonly #remote: Remote<CoreCalls>;
  readonly #searches = new Map<number, SearchHost>();
  readonly #fetches = new Map<number, AbortController>();
  #httpRequest: HttpRequest = () => Promise.reject(new Error('Nobody has asked for an image yet.'));
  #asked = 0;
  #lastSearch = 0;

  private constructor(start: CoreStart, onExit: () => void) {
    this.#worker = new Worker(WORKER, { workerData: start, name: 'pixelpeeper', execArgv: [] });
    this.#remote = joinRemote<CoreCalls, HostCalls>(this.#worker, {
      fetch: (request, url, maxBytes) => this.#fetch(request, url, maxBytes),
      abortFetch: (request) => this.#fetches.get(request)?.abort(),
      read: async (search, source) => this.#searches.get(search)!.read(source),
      progress: (search, progress) => this.#searches.get(search)?.onProgress(progress),
    });
    const end = (error: Error): void => {
      onExit();
      this.#remote.fail(error);
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end(stopped()));
  }

  static async start(start: CoreStart, onExit: () => void): Promise<CoreThread> {
    const thread = new CoreThread(start, onExit);
    try {
      await thread.call('open');
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  fetchBy(httpRequest: HttpRequest): void {
    this.#httpRequest = httpRequest;
  }

  async call<Name extends keyof CoreCalls>(
    name: Name,
    ...args: Parameters<CoreCalls[Name]>
  ): Promise<Awaited<ReturnType<CoreCalls[Name]>>> {
    if (this.#asked++ === 0) this.#worker.ref();
    try {
      return await this.#remote.call(name, ...args);
    } finally {
      if (--this.#asked === 0) this.#worker.unref();
    }
  }

  /** @throws the signal's reason when it aborts */
  async findDuplicates(request: Omit<SearchRequest, 'search'>, host: SearchHost): Promise<DuplicateReport> {
    const search = ++this.#lastSearch;
    const cancel = (): void => void this.call('cancel', search);
    this.#searches.set(search, host);
    host.signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.call('findDuplicates', { ...request, search });
    } catch (error) {
      host.signal?.throwIfAborted();
      throw error;
    } finally {
      host.signal?.removeEventListener('abort', cancel);
      this.#searches.delete(search);
    }
  }

  async close(): Promise<void> {
    await this.call('close');
    await this.#worker.terminate();
  }

  async #fetch(request: number, url: string, maxBytes: number): ReturnType<HostCalls['fetch']> {
    const abort = new AbortController();
    this.#fetches.set(request, abort);
    try {
      return await fetchOverN8n(this.#httpRequest, url, { maxBytes, signal: abort.signal });
    } finally {
      this.#fetches.delete(request);
    }
  }
}

function stopped(): Error {
  const message = 'PixelPeeper’s thread has stopped. Run the workflow again; if it stops again, give n8n more memory.';
  return new RemoteError({ name: 'Error', message, code: 'internal' });
}
