import { escapeIdentifier } from 'pg';

import { fileOperations } from './postgres-files.ts';
import { queueOperations } from './postgres-queue.ts';
import { recordOperations, rowWriter, type PutRows } from './postgres-records.ts';
import type { Query } from './postgres-session.ts';
import type { OperationCall, OperationName, RowOperations } from './row-operations.ts';

/** The operations as statements; those that write run within a transaction of their caller's. */
export type PostgresOperations = {
  readonly [Name in OperationName]: (
    query: Query,
    ...parameters: Parameters<RowOperations[Name]>
  ) => Promise<ReturnType<RowOperations[Name]>>;
};

/** Runs calls one after another, and gives their answers. */
export type RunCalls = (query: Query, calls: readonly OperationCall[]) => Promise<unknown[]>;

/** Operations on the tables of a schema. Puts that stand together are one statement, for each costs a way to the server and back. */
export function prepareOperations(schema: string): RunCalls {
  const home = escapeIdentifier(schema);
  const putRows = rowWriter(home);
  const operations = { ...recordOperations(home, putRows), ...queueOperations(home, putRows), ...fileOperations(home) };
  return async (query, calls) => {
    const answers: unknown[] = [];
    for (const together of joinPuts(calls)) {
      if (together.every(isPut)) answers.push(...(await putAll(putRows, query, together)));
      else answers.push(await runOne(operations, query, together[0]!));
    }
    return answers;
  };
}

/** The calls in their order; puts of one batch that stand together, together. */
function joinPuts(calls: readonly OperationCall[]): OperationCall[][] {
  const joined: OperationCall[][] = [];
  for (const call of calls) {
    const before = joined.at(-1)?.[0];
    const joins = before !== undefined && isPut(before) && isPut(call) && before.parameters[1] === call.parameters[1];
    if (joins) joined.at(-1)!.push(call);
    else joined.push([call]);
  }
  return joined;
}

function isPut(call: OperationCall): call is OperationCall<'put'> {
  return call.name === 'put';
}

async function putAll(putRows: PutRows, query: Query, puts: readonly OperationCall<'put'>[]): Promise<undefined[]> {
  const [, batch] = puts[0]!.parameters;
  const rows = puts.map(({ parameters: [row] }) => row);
  await putRows(query, rows, batch);
  return puts.map(() => undefined);
}

function runOne(operations: PostgresOperations, query: Query, { name, parameters }: OperationCall): Promise<unknown> {
  const operation: (query: Query, ...parameters: never) => Promise<unknown> = operations[name];
  return operation(query, ...(parameters as never));
}
