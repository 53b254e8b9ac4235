import type { ImageRecord, RecordStatus } from '../record.ts';

/** Bits of the codes a store can be searched by; the names are the record's fields. */
export const HASH_BITS = { dhash: 64, phash: 64, pdq: 256 } as const;

export type HashName = keyof typeof HASH_BITS;

export interface HashMatch {
  readonly record: ImageRecord;
  /** Bits that differ, 0 to `maxDistance`. */
  readonly distance: number;
}

/** Which records are wanted: those for which all that is given holds. */
export interface RecordQuery {
  readonly status?: RecordStatus | undefined;
  readonly dataset?: string | undefined;
  /** The record's `url`, to the letter. */
  readonly url?: string | undefined;
  /** Text that stands in the filename or the URL; capital and small letters of ASCII are the same. */
  readonly text?: string | undefined;
  /** Only records older than the one with this id: the last of a list, to get what follows it. */
  readonly before?: string | undefined;
  /** At most this many, 1 and up. */
  readonly limit: number;
}

/** What a pending record is to be made of, kept so that another process can do the work. */
export interface PendingWork {
  readonly record: ImageRecord;
  /** URL or absolute path; null when `bytes` were handed in. */
  readonly source: string | null;
  readonly bytes: Uint8Array | null;
  /** False when the caller did without metadata. */
  readonly wantsMetadata: boolean;
}

export interface PutOptions {
  /** A name under which an interrupted batch is continued: see `findBatch`. Without one, a record keeps the name it has. */
  readonly batch?: string | undefined;
}

export type EnqueueOptions = PutOptions;

export interface ClaimOptions {
  /** At most this many, 1 and up. */
  readonly limit: number;
  /** After this time without `renew` another claim may take the work, in milliseconds. */
  readonly leaseMs: number;
}

/** A fingerprint kept by the content it was made of. */
export interface StoredFingerprint {
  /** SHA-256 of the file, 64 hex digits. */
  readonly checksum: string;
  readonly bytes: Uint8Array;
}

/** A file as it was when its checksum was computed. */
export interface SeenFile {
  /** Absolute path. */
  readonly path: string;
  readonly bytesize: number;
  /** Modification time in milliseconds. */
  readonly modifiedMs: number;
  readonly checksum: string;
}

/**
 * Where records live. What a method's promise has acknowledged survives the end of the process, whatever way it ends.
 * "Oldest first" is the order of the ids, which begin with the time of their making. Lists of any length are taken.
 * Every method rejects with StoreError `store_closed` after `close`, and `store_unavailable` when the store cannot be reached,
 * read or written. Every implementation passes store.contract.ts.
 */
export interface Store {
  /**
   * Adds a record, or replaces the one with its id. Finished work (status `processed` or `failed`) leaves the queue.
   * @throws RangeError when a hash of the record is not hexadecimal of its length.
   */
  put(record: ImageRecord, options?: PutOptions): Promise<void>;
  /** The record, or undefined. */
  get(id: string): Promise<ImageRecord | undefined>;
  /**
   * The records that a query asks for, newest first.
   * @throws RangeError when limit is not an integer from 1.
   */
  list(query: RecordQuery): Promise<ImageRecord[]>;
  /** All records of files with this SHA-256, oldest first. */
  findByChecksum(checksum: string): Promise<ImageRecord[]>;
  /**
   * All records whose code differs from `hex` in at most `maxDistance` bits, nearest first, then oldest first. Exact: nothing is missed.
   * @throws RangeError when hex is not of the hash's length or maxDistance is not an integer from 0 to its bits.
   */
  findByHash(name: HashName, hex: string, maxDistance: number): Promise<HashMatch[]>;
  /** The records put or enqueued under this batch name, oldest first. */
  findBatch(batch: string): Promise<ImageRecord[]>;
  /** Forgets a batch name; its records stay. */
  endBatch(batch: string): Promise<void>;

  /**
   * Stores pending records with what they are to be made of, all or none.
   * @throws TypeError when a record's status is not `pending`.
   */
  enqueue(work: readonly PendingWork[], options?: EnqueueOptions): Promise<void>;
  /**
   * Takes pending work and work whose lease has run out, oldest first; each is given to one claimer only. Its records become
   * `processing`.
   * @throws RangeError when limit or leaseMs is not an integer from 1.
   */
  claim(options: ClaimOptions): Promise<PendingWork[]>;
  /**
   * Prolongs the lease of claimed work to leaseMs from now. Work that this store has not claimed, or that another one has claimed
   * since, is left as it is.
   * @throws RangeError when leaseMs is not an integer from 1.
   */
  renew(ids: readonly string[], leaseMs: number): Promise<void>;
  /** Gives claimed work back: it is pending again at once. Work that another store has claimed since is left as it is. */
  release(ids: readonly string[]): Promise<void>;
  /** How many records are pending or processing. */
  countUnfinished(): Promise<number>;

  /** The fingerprints that are stored for these checksums in this format version. */
  getFingerprints(version: string, checksums: readonly string[]): Promise<StoredFingerprint[]>;
  putFingerprints(version: string, fingerprints: readonly StoredFingerprint[]): Promise<void>;
  /** The files among these paths that were seen before. */
  getSeenFiles(paths: readonly string[]): Promise<SeenFile[]>;
  putSeenFiles(files: readonly SeenFile[]): Promise<void>;

  /** Waits for what is under way, then lets go of the store. Closing twice is closing once. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
