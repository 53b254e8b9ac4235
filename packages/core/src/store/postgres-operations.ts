import { escapeIdentifier } from 'pg';

import { fileOperations } from './postgres-files.ts';
import { queueOperations } from './postgres-queue.ts';
import { recordOperations } from './postgres-records.ts';
import type { Query } from './postgres-session.ts';
import type { OperationCall, OperationName, RowOperations } from './row-operations.ts';

/** The operations as statements; those that write run within a transaction of their caller's. */
export type PostgresOperations = {
  readonly [Name in OperationName]: (
    query: Query,
    ...parameters: Parameters<RowOperations[Name]>
  ) => Promise<ReturnType<RowOperations[Name]>>;
};

export function prepareOperations(schema: string): PostgresOperations {
  const home = escapeIdentifier(schema);
  return { ...recordOperations(home), ...queueOperations(home), ...fileOperations(home) };
}

export function runOperation(
  operations: PostgresOperations,
  query: Query,
  { name, parameters }: OperationCall,
): Promise<unknown> {
  const operation: (query: Query, ...parameters: never) => Promise<unknown> = operations[name];
  return operation(query, ...(parameters as never));
}
