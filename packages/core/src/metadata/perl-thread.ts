import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PerlStart {
  /** The folder of ExifTool's script and modules. */
  readonly exiftool: string;
  /** Most memory that Perl may take, a multiple of 64 KiB. */
  readonly maxBytes: number;
}

export interface PerlRequest {
  readonly args: readonly string[];
  /** Name of the file on Perl's own disk, absolute. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface PerlAnswer {
  /** What ExifTool has printed; at first its version. */
  readonly text: string;
  /** What the thread holds outside of its heap: Perl's memory, its disk, and files that are not collected yet. */
  readonly memoryBytes: number;
}

/** The sources run as they are, by Node's type stripping; what is published is JavaScript. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './wasm-perl-worker.ts' : './wasm-perl-worker.js',
  import.meta.url,
);
/** ExifTool is read and compiled in 3 seconds of a core's time. */
const START_TIMEOUT_MS = 60_000;

export class PerlTimeoutError extends Error {
  override readonly name = 'PerlTimeoutError';
}

/** A thread with ExifTool in it. Only while it is asked something does it keep this process alive. */
export class PerlThread {
  readonly #worker: Worker;
  #version = '';
  #reads = 0;
  #memoryBytes = 0;

  private constructor(start: PerlStart) {
    this.#worker = new Worker(WORKER_URL, { workerData: start, name: 'pixelpeeper-exiftool', execArgv: [] });
    this.#worker.on('error', () => undefined); // told to whoever waits; nobody may be waiting
  }

  /** @throws Error when Perl or ExifTool does not start. */
  static async start(start: PerlStart): Promise<PerlThread> {
    const thread = new PerlThread(start);
    try {
      thread.#version = (await thread.#answer(START_TIMEOUT_MS)).trim();
      return thread;
    } catch (error) {
      await thread.end();
      throw error;
    }
  }

  /** ExifTool's own version. */
  get version(): string {
    return this.#version;
  }

  /** Files asked about so far. */
  get reads(): number {
    return this.#reads;
  }

  /** @see PerlAnswer.memoryBytes */
  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /**
   * One question at a time. The request's bytes are no longer usable here.
   * @throws PerlTimeoutError when there is no answer in time, another Error when the thread dies of it. It is of no use any more then.
   */
  async ask(request: PerlRequest, timeoutMs: number): Promise<string> {
    this.#reads++;
    this.#worker.ref();
    this.#worker.postMessage(request, [request.bytes.buffer]);
    return this.#answer(timeoutMs);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(timeoutMs: number): Promise<string> {
    const answered = new AbortController();
    const signal = AbortSignal.any([answered.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const message = once(this.#worker, 'message', { signal }) as Promise<[PerlAnswer]>;
      const exit = once(this.#worker, 'exit', { signal }).then(() => Promise.reject(new Error('Perl stopped')));
      const [{ text, memoryBytes }] = await Promise.race([message, exit]);
      this.#memoryBytes = memoryBytes;
      this.#worker.unref();
      return text.replace(/\{ready\}\n$/, '');
    } catch (error) {
      throw signal.aborted ? new PerlTimeoutError('Perl took too long', { cause: error }) : error;
    } finally {
      answered.abort();
    }
  }
}
