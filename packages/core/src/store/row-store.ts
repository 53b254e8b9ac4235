import type { Transferable } from 'node:worker_threads';

import type { ImageRecord } from '../record.ts';
import { hashCode, recordOf, recordRow } from './record-row.ts';
import type { OperationName, RowOperations } from './row-operations.ts';
import { checkClaim, checkLease, checkLimit, checkMaxDistance, checkPending } from './store-arguments.ts';
import type {
  ClaimOptions,
  EnqueueOptions,
  HashMatch,
  HashName,
  PendingWork,
  PutOptions,
  RecordQuery,
  SeenFile,
  Store,
  StoredFingerprint,
} from './store.ts';

/** A way to a database that runs operations, and answers them in the order of the calls. */
export interface RowConnection {
  /** Calls an operation. The buffers to transfer are the operation's from now on. */
  ask<Name extends OperationName>(
    name: Name,
    parameters: Parameters<RowOperations[Name]>,
    transfer?: readonly Transferable[],
  ): Promise<ReturnType<RowOperations[Name]>>;
  /** Waits for what is under way, and refuses what comes after. */
  close(): Promise<void>;
}

/** Turns arguments into rows and rows into answers; the SQL is the connection's. */
export class RowStore implements Store {
  readonly #connection: RowConnection;

  constructor(connection: RowConnection) {
    this.#connection = connection;
  }

  async put(record: ImageRecord, { batch }: PutOptions = {}): Promise<void> {
    await this.#connection.ask('put', [recordRow(record), batch ?? null]);
  }

  async get(id: string): Promise<ImageRecord | undefined> {
    const stored = await this.#connection.ask('get', [id]);
    return stored && recordOf(stored);
  }

  async list(query: RecordQuery): Promise<ImageRecord[]> {
    checkLimit(query.limit);
    return (await this.#connection.ask('list', [query])).map(recordOf);
  }

  async findByChecksum(checksum: string): Promise<ImageRecord[]> {
    return (await this.#connection.ask('findByChecksum', [checksum])).map(recordOf);
  }

  async findByHash(name: HashName, hex: string, maxDistance: number): Promise<HashMatch[]> {
    checkMaxDistance(name, maxDistance);
    const code = hashCode(name, hex);
    const matches = await this.#connection.ask('findByHash', [{ name, code, maxDistance }]);
    return matches.map((match) => ({ record: recordOf(match), distance: match.distance }));
  }

  async findBatch(batch: string): Promise<ImageRecord[]> {
    return (await this.#connection.ask('findBatch', [batch])).map(recordOf);
  }

  async endBatch(batch: string): Promise<void> {
    await this.#connection.ask('endBatch', [batch]);
  }

  async enqueue(work: readonly PendingWork[], { batch }: EnqueueOptions = {}): Promise<void> {
    checkPending(work);
    const queued = work.map(({ record, source, bytes, wantsMetadata }) => {
      return { row: recordRow(record), source, bytes: bytes && ownBytes(bytes), wantsMetadata };
    });
    const buffers = queued.flatMap(({ bytes }) => bytes?.buffer ?? []);
    await this.#connection.ask('enqueue', [queued, batch ?? null], buffers);
  }

  async claim({ limit, leaseMs }: ClaimOptions): Promise<PendingWork[]> {
    checkClaim({ limit, leaseMs });
    const claimed = await this.#connection.ask('claim', [{ limit, leaseMs }]);
    return claimed.map(({ record, source, bytes, wantsMetadata }) => {
      return { record: recordOf(record), source, bytes, wantsMetadata };
    });
  }

  async renew(ids: readonly string[], leaseMs: number): Promise<void> {
    checkLease(leaseMs);
    await this.#connection.ask('renew', [ids, leaseMs]);
  }

  async release(ids: readonly string[]): Promise<void> {
    await this.#connection.ask('release', [ids]);
  }

  async countUnfinished(): Promise<number> {
    return this.#connection.ask('countUnfinished', []);
  }

  async getFingerprints(version: string, checksums: readonly string[]): Promise<StoredFingerprint[]> {
    return this.#connection.ask('getFingerprints', [version, checksums]);
  }

  async putFingerprints(version: string, fingerprints: readonly StoredFingerprint[]): Promise<void> {
    const owned = fingerprints.map(({ checksum, bytes }) => ({ checksum, bytes: ownBytes(bytes) }));
    const buffers = owned.map(({ bytes }) => bytes.buffer);
    await this.#connection.ask('putFingerprints', [version, owned], buffers);
  }

  async getSeenFiles(paths: readonly string[]): Promise<SeenFile[]> {
    return this.#connection.ask('getSeenFiles', [paths]);
  }

  async putSeenFiles(files: readonly SeenFile[]): Promise<void> {
    await this.#connection.ask('putSeenFiles', [files]);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** A copy that can be handed over. A view would take its whole buffer along, of which it may be a small part. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
