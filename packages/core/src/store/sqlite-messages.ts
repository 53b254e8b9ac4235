import type { OperationCall, OperationName } from './row-operations.ts';
import type { Durability } from './sqlite-database.ts';

/** What the worker is started with. */
export interface WorkerStart {
  /** Absolute, or `:memory:`. */
  readonly path: string;
  readonly durability: Durability;
}

/** One call of an operation, on its way to the worker. */
export interface Request<Name extends OperationName = OperationName> extends OperationCall<Name> {
  readonly id: number;
}

export type MessageToWorker = Request | 'close';

/** An error, and what to say of it when the world, not we, is to blame. */
export interface Failure {
  readonly error: unknown;
  readonly explanation: string | undefined;
}

/** Whether the database could be opened comes first, then how each request came out. */
export type MessageFromWorker =
  | { readonly kind: 'opened' }
  | ({ readonly kind: 'not-opened' } & Failure)
  | { readonly kind: 'answered'; readonly id: number; readonly answer: unknown }
  | ({ readonly kind: 'failed'; readonly id: number } & Failure);
