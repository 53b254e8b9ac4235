import type { DatabaseSync } from 'node:sqlite';

import { groupByAccess, isRead, type Outcome, type RowOperations } from './row-operations.ts';
import { fileOperations } from './sqlite-files.ts';
import { openHashIndex } from './sqlite-hashes.ts';
import type { Request } from './sqlite-messages.ts';
import { queueOperations } from './sqlite-queue.ts';
import { recordOperations } from './sqlite-records.ts';

export function prepareOperations(db: DatabaseSync): RowOperations {
  const records = recordOperations(db, openHashIndex(db));
  return { ...records, ...queueOperations(db, records.put), ...fileOperations(db) };
}

/**
 * Runs the requests in their order. Those that stand together and all write, or all read, share one transaction, for a commit costs
 * more than the rest of a small write, and reads need not wait for the lock of writers. An outcome stands only once its transaction
 * is committed. When one of a group fails, each runs for itself.
 */
export function runRequests(db: DatabaseSync, operations: RowOperations, requests: readonly Request[]): Outcome[] {
  return groupByAccess(requests).flatMap((group) => runGroup(db, operations, group));
}

function runGroup(db: DatabaseSync, operations: RowOperations, group: readonly Request[]): Outcome[] {
  try {
    // Were the lock taken only at the first write, that would fail at once when another process has written since the first read.
    db.exec(isRead(group) ? 'BEGIN' : 'BEGIN IMMEDIATE');
  } catch (error) {
    return group.map(() => ({ error }));
  }
  try {
    const outcomes = group.map((request) => ({ answer: run(operations, request) }));
    db.exec('COMMIT');
    return outcomes;
  } catch (error) {
    // SQLite rolls back by itself on some failures, such as a full disk.
    if (db.isTransaction) db.exec('ROLLBACK');
    if (group.length === 1) return [{ error }];
    return group.flatMap((request) => runGroup(db, operations, [request]));
  }
}

function run(operations: RowOperations, { name, parameters }: Request): unknown {
  const operation: (...parameters: never) => unknown = operations[name];
  return operation(...(parameters as never));
}
