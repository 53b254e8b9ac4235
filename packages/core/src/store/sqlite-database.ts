import { closeSync, mkdirSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { hasTables, makeTables } from './sqlite-schema.ts';
import { isBusy } from './sqlite-failure.ts';

/** What acknowledged work survives: the end of the process, or a power cut too. */
export type Durability = 'process' | 'power';

/** Long enough for any transaction of ours in another process, short enough to report a process that hangs. */
const BUSY_TIMEOUT_MS = 30_000;
const RETRY_MS = 20;

/** Band keys are spread over the whole index; a cache that holds its upper levels and hot pages halves the time of an insert. */
const CACHE_KIB = 65_536;
/** Pages of 4 KiB after which the log is carried over: a page that many inserts touched is then written once. */
const CHECKPOINT_PAGES = 4_000;
const MAX_IDLE_LOG_BYTES = 67_108_864;

/** statfs types of file systems whose locks or shared memory may end at the machine: NFS, SMB, CIFS, SMB2, 9P, FUSE, AFS, Ceph, Lustre, GPFS. */
const NETWORK_TYPES: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546, 0x5346414f, 0x00c36400, 0x0bd00bd0, 0x47504653,
]);

/** Opens, and where needed makes, a store's database. `path` is absolute, or `:memory:`. */
export function openDatabase(path: string, durability: Durability): DatabaseSync {
  const isFile = path !== ':memory:';
  if (isFile) createFile(path);
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // Before anything else, for a file that is not ours is to stay as it is.
    const isMade = hasTables(db, path);
    if (isFile) setJournalMode(db, isNetworkType(statfsSync(dirname(path)).type) ? 'DELETE' : 'WAL');
    // WAL with NORMAL outlives any end of the process; FULL syncs each commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
    db.exec(
      durability === 'power' ? 'PRAGMA synchronous = FULL; PRAGMA fullfsync = ON' : 'PRAGMA synchronous = NORMAL',
    );
    db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.exec(`PRAGMA journal_size_limit = ${MAX_IDLE_LOG_BYTES}`);
    if (!isMade) makeTables(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Whether a statfs type is a network file system's, where a write-ahead log is not safe (https://www.sqlite.org/wal.html). */
export function isNetworkType(type: number): boolean {
  // 32-bit systems give the types above 0x7fffffff as negative numbers.
  return NETWORK_TYPES.has(type >>> 0);
}

/** A new file is its owner's alone, for records can name private places; SQLite gives its log the same mode. */
function createFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

/** Changing the mode of a file that others open at the same moment fails at once as busy, without regard to the busy timeout. */
function setJournalMode(db: DatabaseSync, mode: 'WAL' | 'DELETE'): void {
  const start = Date.now();
  for (;;) {
    try {
      db.exec(`PRAGMA journal_mode = ${mode}`);
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() - start > BUSY_TIMEOUT_MS) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  }
}
