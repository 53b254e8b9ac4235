import { setTimeout as sleep } from 'node:timers/promises';

import pMap from 'p-map';
import { DatabaseError, Pool } from 'pg';

import { explainFailure, isUndone } from './postgres-failure.ts';
import { prepareOperations, type RunCalls } from './postgres-operations.ts';
import { prepareSchema } from './postgres-schema.ts';
import type { ServerSettings } from './postgres-server.ts';
import { ConnectionLost, runStatements, runTransaction, STATEMENT_TIMEOUT_MS } from './postgres-session.ts';
import { groupByAccess, isRead, type OperationCall, type OperationName, type Outcome } from './row-operations.ts';
import type { RowOperations } from './row-operations.ts';
import type { RowConnection } from './row-store.ts';
import { storeClosed, storeUnavailable } from './store-errors.ts';

/** Reads run on as many connections at once: few, for servers allow 100 to all their clients by default. */
const MAX_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 10_000;
/** The server's own limit comes first, where it is heard of. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** Calls in one go, so that callers get their answers while many are waiting. */
const MAX_CALLS = 256;
/** Before what failed is tried once more: a server that restarts needs a moment. */
const RETRY_MS = 500;

/** Operations that may be done twice: what another process did in between is not undone by the second time. */
const REPEATABLE: ReadonlySet<OperationName> = new Set([
  'put',
  'endBatch',
  'renew',
  'release',
  'putFingerprints',
  'putSeenFiles',
]);

interface WaitingCall extends OperationCall {
  readonly answer: PromiseWithResolvers<unknown>;
}

/** A pool of connections to a database. It keeps the process alive while something is under way, and only then. */
export class PostgresConnection implements RowConnection {
  readonly #settings: ServerSettings;
  readonly #pool: Pool;
  readonly #runCalls: RunCalls;
  readonly #waiting: WaitingCall[] = [];
  #running: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  private constructor(settings: ServerSettings) {
    this.#settings = settings;
    this.#runCalls = prepareOperations(settings.schema);
    this.#pool = new Pool({
      ...settings.client,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: 'pixelpeeper',
    });
    // An idle connection that ends is replaced when it is needed.
    this.#pool.on('error', () => undefined);
  }

  /** @throws StoreError `store_unavailable` when there is no using the database. */
  static async open(settings: ServerSettings): Promise<PostgresConnection> {
    const connection = new PostgresConnection(settings);
    try {
      await twice(() => runTransaction(connection.#pool, (query) => prepareSchema(query, settings)), isUndone);
      return connection;
    } catch (error) {
      await connection.#pool.end();
      throw connection.#error(error);
    }
  }

  ask<Name extends OperationName>(
    name: Name,
    parameters: Parameters<RowOperations[Name]>,
  ): Promise<ReturnType<RowOperations[Name]>> {
    if (this.#closing !== undefined) return Promise.reject(storeClosed(this.#settings.name));
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.push({ name, parameters, answer });
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return answer.promise as Promise<ReturnType<RowOperations[Name]>>;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#finish());
  }

  async #finish(): Promise<void> {
    await this.#running;
    await this.#pool.end();
  }

  /**
   * Runs what waits, in the order of the calls: those that stand together and all write share one transaction, for a commit costs more
   * than the rest of a small write, and those that all read run beside each other.
   */
  async #run(): Promise<void> {
    await Promise.resolve(); // what is called together runs together
    while (this.#waiting.length > 0) {
      for (const group of groupByAccess(this.#waiting.splice(0, MAX_CALLS))) {
        const outcomes = isRead(group) ? await this.#read(group) : await this.#write(group);
        outcomes.forEach((outcome, place) => {
          const { answer } = group[place]!;
          if ('error' in outcome) answer.reject(this.#error(outcome.error));
          else answer.resolve(outcome.answer);
        });
      }
    }
  }

  #read(group: readonly OperationCall[]): Promise<Outcome[]> {
    return pMap(group, (call) => this.#readOne(call), { concurrency: MAX_CONNECTIONS });
  }

  async #readOne(call: OperationCall): Promise<Outcome> {
    const read = (): Promise<unknown[]> => runStatements(this.#pool, (query) => this.#runCalls(query, [call]));
    try {
      const [answer] = await twice(read, isUndone);
      return { answer };
    } catch (error) {
      return { error };
    }
  }

  /** When the server refuses one of a group, each runs for itself. */
  async #write(group: readonly OperationCall[]): Promise<Outcome[]> {
    const mayRepeat = (error: unknown): boolean =>
      isUndone(error) || (error instanceof ConnectionLost && group.every(({ name }) => REPEATABLE.has(name)));
    try {
      const answers = await twice(() => runTransaction(this.#pool, (query) => this.#runCalls(query, group)), mayRepeat);
      return answers.map((answer) => ({ answer }));
    } catch (error) {
      if (group.length === 1 || !(error instanceof DatabaseError)) return group.map(() => ({ error }));
    }
    const outcomes: Outcome[] = [];
    for (const call of group) outcomes.push(...(await this.#write([call])));
    return outcomes;
  }

  /** A failure that nobody can explain is a defect: it is passed on as it is. */
  #error(error: unknown): unknown {
    const explanation = explainFailure(error, this.#settings);
    return explanation === undefined ? error : storeUnavailable(this.#settings.name, explanation, error);
  }
}

/** Tries once more, after a moment, what failed in a way that may be repeated. */
async function twice<Result>(attempt: () => Promise<Result>, mayRepeat: (error: unknown) => boolean): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (!mayRepeat(error)) throw error;
  }
  await sleep(RETRY_MS);
  return attempt();
}
