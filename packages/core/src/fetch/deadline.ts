import { performance } from 'node:perf_hooks';

/**
 * A limit on the time something may take in all, joined with the caller's signal. `signal` is aborted with the error that is to be
 * thrown. The clock can be stopped while the work stands in a queue. Close it when the work is done.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #onTimeout: () => Error;
  readonly #removeListener: () => void;
  #remainingMs: number;
  #runningSince: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, { caller, onTimeout, onAbort }: DeadlineErrors) {
    this.#remainingMs = timeoutMs;
    this.#onTimeout = onTimeout;
    const abort = (): void => this.#controller.abort(onAbort(caller?.reason));
    caller?.addEventListener('abort', abort, { once: true });
    this.#removeListener = () => caller?.removeEventListener('abort', abort);
    if (caller?.aborted === true) abort();
    this.resume();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return this.#remainingMs - (this.#runningSince === undefined ? 0 : performance.now() - this.#runningSince);
  }

  pause(): void {
    this.#remainingMs = this.remainingMs;
    this.#runningSince = undefined;
    clearTimeout(this.#timer);
  }

  resume(): void {
    this.#runningSince = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(this.#onTimeout()), this.#remainingMs);
  }

  close(): void {
    this.pause();
    this.#removeListener();
  }
}

export interface DeadlineErrors {
  readonly caller: AbortSignal | undefined;
  readonly onTimeout: () => Error;
  /** Gets the reason of the caller's signal. */
  readonly onAbort: (reason: unknown) => Error;
}

/** Settles with the promise, or rejects with the signal's reason as soon as that is aborted, even if the promise never settles. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
