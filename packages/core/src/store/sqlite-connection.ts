import { Worker, type Transferable } from 'node:worker_threads';

import type { StoreError } from '../errors.ts';
import type { OperationName, RowOperations } from './row-operations.ts';
import type { RowConnection } from './row-store.ts';
import type { Failure, MessageFromWorker, MessageToWorker, WorkerStart } from './sqlite-messages.ts';
import { storeClosed, storeUnavailable } from './store-errors.ts';

/** The sources run as they are, by Node's type stripping; what is published is JavaScript. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js',
  import.meta.url,
);

/**
 * A database in a thread of its own, since node:sqlite is synchronous. It keeps the process alive while something is under way, and
 * only then.
 */
export class SqliteConnection implements RowConnection {
  readonly #path: string;
  readonly #worker: Worker;
  readonly #opening = Promise.withResolvers<undefined>();
  readonly #exit = Promise.withResolvers<undefined>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #failure: StoreError | undefined;
  #closing: Promise<void> | undefined;

  private constructor(start: WorkerStart) {
    this.#path = start.path;
    // Earlier releases of Node 24 warn that node:sqlite is experimental.
    const execArgv = ['--disable-warning=ExperimentalWarning'];
    this.#worker = new Worker(WORKER_URL, { workerData: start, name: 'pixelpeeper-store', execArgv });
    this.#worker.on('message', (message: MessageFromWorker) => this.#receive(message));
    this.#worker.on('messageerror', (error: Error) => this.#fail(error));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => {
      this.#fail(undefined);
      this.#exit.resolve(undefined);
    });
  }

  /** @throws StoreError `store_unavailable` when there is no using the file. */
  static async open(start: WorkerStart): Promise<SqliteConnection> {
    const connection = new SqliteConnection(start);
    await connection.#opening.promise;
    return connection;
  }

  ask<Name extends OperationName>(
    name: Name,
    parameters: Parameters<RowOperations[Name]>,
    transfer: readonly Transferable[] = [],
  ): Promise<ReturnType<RowOperations[Name]>> {
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.reject(refusal);
    const id = ++this.#lastId;
    const request = Promise.withResolvers<unknown>();
    this.#waiting.set(id, request);
    this.#worker.ref();
    this.#send({ id, name, parameters }, transfer);
    return request.promise as Promise<ReturnType<RowOperations[Name]>>;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#finish());
  }

  async #finish(): Promise<void> {
    this.#worker.ref();
    // The worker takes messages in their order, so that it answers what is under way first.
    this.#send('close');
    await this.#exit.promise;
  }

  #send(message: MessageToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: MessageFromWorker): void {
    if (message.kind === 'opened') this.#opening.resolve(undefined);
    else if (message.kind === 'not-opened') this.#opening.reject(this.#error(message));
    else {
      const request = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'answered') request?.resolve(message.answer);
      else request?.reject(this.#error(message));
    }
    if (this.#waiting.size === 0 && this.#closing === undefined) this.#worker.unref();
  }

  /** A failure that nobody can explain is a defect: it is passed on as it is. */
  #error({ error, explanation }: Failure): unknown {
    return explanation === undefined ? error : storeUnavailable(this.#path, explanation, error);
  }

  /** The worker is gone, and with it everything that waits for it. */
  #fail(cause: unknown): void {
    this.#failure ??= storeUnavailable(this.#path, `The store ${this.#path} has failed. Open it again.`, cause);
    this.#opening.reject(this.#failure);
    for (const request of this.#waiting.values()) request.reject(this.#failure);
    this.#waiting.clear();
  }

  #refusal(): StoreError | undefined {
    return this.#closing === undefined ? this.#failure : storeClosed(this.#path);
  }
}
