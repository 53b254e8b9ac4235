import type { DatabaseSync } from 'node:sqlite';

import type { SeenFile, StoredFingerprint } from './store.ts';

/** What the store remembers of files and their contents, as SQL. Each function runs within a transaction of its caller's. */
export function fileOperations(db: DatabaseSync) {
  const fingerprint = db.prepare('SELECT checksum, bytes FROM fingerprints WHERE version = ? AND checksum = ?');
  const putFingerprint = db.prepare('INSERT OR REPLACE INTO fingerprints (version, checksum, bytes) VALUES (?, ?, ?)');
  const seenFile = db.prepare(
    'SELECT path, bytesize, modified_ms AS modifiedMs, checksum FROM seen_files WHERE path = ?',
  );
  const putSeenFile = db.prepare(
    'INSERT OR REPLACE INTO seen_files (path, bytesize, modified_ms, checksum) VALUES (?, ?, ?, ?)',
  );

  return {
    getFingerprints: (version: string, checksums: readonly string[]): StoredFingerprint[] => {
      return found(checksums, (checksum) => fingerprint.get(version, checksum) as StoredFingerprint | undefined);
    },
    putFingerprints: (version: string, fingerprints: readonly StoredFingerprint[]): void => {
      for (const { checksum, bytes } of fingerprints) putFingerprint.run(version, checksum, bytes);
    },
    getSeenFiles: (paths: readonly string[]): SeenFile[] => {
      return found(paths, (path) => seenFile.get(path) as SeenFile | undefined);
    },
    putSeenFiles: (files: readonly SeenFile[]): void => {
      for (const { path, bytesize, modifiedMs, checksum } of files)
        putSeenFile.run(path, bytesize, modifiedMs, checksum);
    },
  };
}

/** One look-up a key: a prepared statement takes 2 µs, whereas lists in SQL have a longest length. */
function found<Row>(keys: readonly string[], find: (key: string) => Row | undefined): Row[] {
  return Array.from(new Set(keys), find).filter((row) => row !== undefined);
}
