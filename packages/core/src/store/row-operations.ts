import type { RecordRow, StoredRecord } from './record-row.ts';
import type { ClaimOptions, HashName, PendingWork, RecordQuery, SeenFile, StoredFingerprint } from './store.ts';

export interface HashQuery {
  readonly name: HashName;
  readonly code: Uint8Array;
  readonly maxDistance: number;
}

export interface StoredMatch extends StoredRecord {
  readonly id: string;
  readonly distance: number;
}

export interface QueuedWork extends Omit<PendingWork, 'record'> {
  readonly row: RecordRow;
}

export interface ClaimedWork extends Omit<PendingWork, 'record'> {
  readonly record: StoredRecord;
}

/** What a database does for a store, in rows: a Store's methods, beneath the checks of arguments and the making of records. */
export interface RowOperations {
  readonly put: (row: RecordRow, batch: string | null) => void;
  readonly get: (id: string) => StoredRecord | undefined;
  readonly list: (query: RecordQuery) => StoredRecord[];
  readonly findByChecksum: (checksum: string) => StoredRecord[];
  readonly findByHash: (query: HashQuery) => StoredMatch[];
  readonly findBatch: (batch: string) => StoredRecord[];
  readonly endBatch: (batch: string) => void;
  readonly countUnfinished: () => number;
  readonly enqueue: (work: readonly QueuedWork[], batch: string | null) => void;
  readonly claim: (options: ClaimOptions) => ClaimedWork[];
  readonly renew: (ids: readonly string[], leaseMs: number) => void;
  readonly release: (ids: readonly string[]) => void;
  readonly getFingerprints: (version: string, checksums: readonly string[]) => StoredFingerprint[];
  readonly putFingerprints: (version: string, fingerprints: readonly StoredFingerprint[]) => void;
  readonly getSeenFiles: (paths: readonly string[]) => SeenFile[];
  readonly putSeenFiles: (files: readonly SeenFile[]) => void;
}

export type OperationName = keyof RowOperations;

/** One call of an operation. */
export interface OperationCall<Name extends OperationName = OperationName> {
  readonly name: Name;
  readonly parameters: Parameters<RowOperations[Name]>;
}

/** How one call came out. */
export type Outcome = { readonly answer: unknown } | { readonly error: unknown };

/** Operations that write nothing. */
const READS: ReadonlySet<OperationName> = new Set([
  'get',
  'list',
  'findByChecksum',
  'findByHash',
  'findBatch',
  'countUnfinished',
  'getFingerprints',
  'getSeenFiles',
]);

/** The calls in their order, those together that stand together and all write, or all read: no group is empty. */
export function groupByAccess<Call extends OperationCall>(calls: readonly Call[]): Call[][] {
  const groups: Call[][] = [];
  for (const call of calls) {
    const group = groups.at(-1);
    if (group !== undefined && isRead(group) === READS.has(call.name)) group.push(call);
    else groups.push([call]);
  }
  return groups;
}

/** Whether a group's calls write nothing. */
export function isRead(group: readonly OperationCall[]): boolean {
  return READS.has(group[0]!.name);
}
