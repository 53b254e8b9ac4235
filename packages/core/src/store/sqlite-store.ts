import { resolve } from 'node:path';

import type { ImageRecord } from '../record.ts';
import { hashCode, recordOf, recordRow } from './record-row.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { Durability } from './sqlite-database.ts';
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

export interface SqliteStoreOptions {
  /**
   * What acknowledged work survives: `process` (the default) any end of the process, `power` also a power cut, at the cost of a disk
   * sync for each group of writes.
   */
  readonly durability?: Durability | undefined;
}

/**
 * Opens a store in an SQLite file, which is made with its folder when it is not there; `:memory:` is a store that is gone when it is
 * closed. Several processes may have the same file open. The file must be on a local disk to be fast: on a network file system the
 * write-ahead log is left out.
 * @throws TypeError when path is empty.
 * @throws StoreError `store_unavailable` when the file cannot be made, read or written, is no SQLite database or not one of ours.
 */
export async function openSqliteStore(
  path: string,
  { durability = 'process' }: SqliteStoreOptions = {},
): Promise<Store> {
  if (path === '') throw new TypeError('Expected `path` to name a file, got an empty string');
  const absolute = path === ':memory:' ? path : resolve(path);
  return new SqliteStore(await SqliteConnection.open({ path: absolute, durability }));
}

/** Turns arguments into rows and rows into answers; the SQL is run by the worker. */
class SqliteStore implements Store {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
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
