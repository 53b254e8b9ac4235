import type { DatabaseSync } from 'node:sqlite';

import { storeUnavailable } from './store-errors.ts';

const VERSION = 2;

/** "PxPe" in the header tells our files from those of other programs (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x50785065;

/**
 * `json` is the whole record and stands last, so that the columns before it are read without it. `hash_codes` is apart and dense:
 * verifying candidates, or scanning all codes, touches no record. `hash` is a position in HASH_NAMES.
 */
const TABLES = `
  CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    checksum TEXT,
    batch TEXT,
    dataset TEXT,
    url TEXT,
    filename TEXT,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_by_dataset ON records (dataset, id) WHERE dataset IS NOT NULL;
  CREATE INDEX records_by_url ON records (url, id) WHERE url IS NOT NULL;
  CREATE INDEX records_by_checksum ON records (checksum, id) WHERE checksum IS NOT NULL;
  CREATE INDEX records_by_batch ON records (batch, id) WHERE batch IS NOT NULL;
  CREATE INDEX records_unfinished ON records (status) WHERE status IN ('pending', 'processing');

  CREATE TABLE hash_codes (
    hash INTEGER NOT NULL,
    record INTEGER NOT NULL,
    code BLOB NOT NULL,
    PRIMARY KEY (hash, record)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE hash_bands (
    hash INTEGER NOT NULL,
    band INTEGER NOT NULL,
    key INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (hash, band, key, record)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE hash_unfiled (
    number INTEGER PRIMARY KEY,
    record INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE queue (
    id TEXT NOT NULL PRIMARY KEY,
    lease_until INTEGER NOT NULL,
    lease_owner TEXT,
    wants_metadata INTEGER NOT NULL,
    source TEXT,
    bytes BLOB
  ) STRICT;

  CREATE TABLE fingerprints (
    version TEXT NOT NULL,
    checksum TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (version, checksum)
  ) STRICT;
  CREATE TABLE seen_files (
    path TEXT NOT NULL PRIMARY KEY,
    bytesize INTEGER NOT NULL,
    modified_ms REAL NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${VERSION};
`;

/** What records are listed by, which version 1 had in their JSON alone. */
const FROM_VERSION_1 = `
  ALTER TABLE records ADD COLUMN dataset TEXT;
  ALTER TABLE records ADD COLUMN url TEXT;
  ALTER TABLE records ADD COLUMN filename TEXT;
  UPDATE records SET dataset = json ->> '$.dataset', url = json ->> '$.url', filename = json ->> '$.filename';
  CREATE INDEX records_by_dataset ON records (dataset, id) WHERE dataset IS NOT NULL;
  CREATE INDEX records_by_url ON records (url, id) WHERE url IS NOT NULL;
  PRAGMA user_version = ${VERSION};
`;

/** Makes the tables where they are not there yet, and brings those of an earlier version up to date. */
export function makeTables(db: DatabaseSync, path: string): void {
  db.exec('BEGIN IMMEDIATE');
  // Another process may have made them while this one waited for the lock.
  if (!hasTables(db, path)) db.exec(versionOf(db) === 1 ? FROM_VERSION_1 : TABLES);
  db.exec('COMMIT');
}

/**
 * Whether the database has our tables as they are now; if not, it is empty, or of an earlier version.
 * @throws StoreError `store_unavailable` for another program's database, or one of a newer version of this program.
 */
export function hasTables(db: DatabaseSync, path: string): boolean {
  const version = versionOf(db);
  const isEmpty = readNumber(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (isEmpty && version === 0) return false;
  if (readNumber(db, 'SELECT application_id FROM pragma_application_id') !== APPLICATION_ID) {
    throw storeUnavailable(path, `${path} is a database of another program. Give the store a file of its own.`);
  }
  if (version > VERSION) {
    throw storeUnavailable(
      path,
      `${path} was written by a newer version of PixelPeeper (schema ${version}, this one reads ${VERSION}). Update PixelPeeper, or use another file.`,
    );
  }
  return version === VERSION;
}

function versionOf(db: DatabaseSync): number {
  return readNumber(db, 'SELECT user_version FROM pragma_user_version');
}

function readNumber(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0]);
}
