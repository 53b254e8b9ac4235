import { DatabaseError, type Pool, type PoolClient } from 'pg';

/** Runs one statement and gives its rows; several statements, without values, give none. */
export type Query = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** No connection could be made. */
export class NotConnected extends Error {}

/** A connection ended while it was in use. */
export class ConnectionLost extends Error {
  /** Whether what ran may have been committed nevertheless. */
  readonly mayHaveCommitted: boolean;

  constructor(cause: unknown, mayHaveCommitted: boolean) {
    super('The connection was lost.', { cause });
    this.mayHaveCommitted = mayHaveCommitted;
  }
}

/** Long for any statement of ours on a busy server, short enough to report one that hangs. */
export const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * Limits are set for the transaction alone, so that they reach no one else where connections are shared by a pooler such as PgBouncer.
 * A process that stands still within a transaction would keep its locks.
 */
const BEGIN = `BEGIN; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}; SET LOCAL idle_in_transaction_session_timeout = ${STATEMENT_TIMEOUT_MS}`;

/**
 * Runs statements on a connection of the pool, each by itself.
 * @throws NotConnected, ConnectionLost, or the server's DatabaseError.
 */
export async function runStatements<Result>(pool: Pool, run: (query: Query) => Promise<Result>): Promise<Result> {
  return lend(pool, (client) => run(queryOf(client)));
}

/**
 * Runs statements in one transaction, which is committed when `run` resolves and rolled back when it rejects.
 * @throws NotConnected, ConnectionLost, or the server's DatabaseError.
 */
export async function runTransaction<Result>(pool: Pool, run: (query: Query) => Promise<Result>): Promise<Result> {
  return lend(pool, async (client, use) => {
    await client.query(BEGIN);
    const result = await run(queryOf(client));
    use.isCommitting = true;
    await client.query('COMMIT');
    return result;
  });
}

/** How far the use of a connection has come. */
interface Use {
  isLost: boolean;
  isCommitting: boolean;
}

/** A connection goes back to the pool when it is whole and outside a transaction, and is closed when not. */
async function lend<Result>(pool: Pool, run: (client: PoolClient, use: Use) => Promise<Result>): Promise<Result> {
  const client = await connect(pool);
  const use: Use = { isLost: false, isCommitting: false };
  const onLoss = (): void => void (use.isLost = true);
  client.on('error', onLoss);
  let isWhole = false;
  try {
    const result = await run(client, use);
    isWhole = true;
    return result;
  } catch (error) {
    if (use.isLost || isShutdown(error)) throw new ConnectionLost(error, use.isCommitting);
    isWhole = error instanceof DatabaseError && (await rollBack(client));
    throw error;
  } finally {
    client.off('error', onLoss);
    client.release(!isWhole);
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new NotConnected('There is no connection.', { cause });
  }
}

/** Outside a transaction this is a warning that nobody reads. */
async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    return false; // the first error is the one to report
  }
}

/** The server says so before it closes the connection: class 57P, operator intervention. */
function isShutdown(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code?.startsWith('57P') ?? false);
}

function queryOf(client: PoolClient): Query {
  return async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const { rows } = await client.query<Row>(text, values.length === 0 ? undefined : values.map(withoutNul));
    return rows;
  };
}

/** PostgreSQL's text cannot hold U+0000; like a lone surrogate, which no UTF-8 can hold, it becomes U+FFFD. */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd');
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
