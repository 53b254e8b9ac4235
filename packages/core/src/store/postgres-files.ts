import { createHash } from 'node:crypto';

import { inBatches, latestByKey } from './postgres-batches.ts';
import type { PostgresOperations } from './postgres-operations.ts';
import type { SeenFile, StoredFingerprint } from './store.ts';

/** Of some 25 kB each, in one statement. */
const MAX_FINGERPRINTS = 200;
const MAX_FILES = 5_000;

/** What the store remembers of files and their contents, as SQL. `home` is the schema, quoted. */
export function fileOperations(home: string) {
  return {
    getFingerprints: async (query, version, checksums) => {
      const rows = await query<StoredFingerprint>(
        `SELECT checksum, bytes FROM ${home}.fingerprints WHERE version = $1 AND checksum = ANY($2)`,
        [version, checksums],
      );
      return rows.map(({ checksum, bytes }) => ({ checksum, bytes: new Uint8Array(bytes) }));
    },
    putFingerprints: async (query, version, fingerprints) => {
      for (const some of inBatches(
        latestByKey(fingerprints, ({ checksum }) => checksum),
        MAX_FINGERPRINTS,
      ))
        await query(
          `INSERT INTO ${home}.fingerprints AS old (version, checksum, bytes)
           SELECT $1, checksum, bytes FROM unnest($2::text[], $3::bytea[]) AS new (checksum, bytes)
           ON CONFLICT (version, checksum) DO UPDATE SET bytes = excluded.bytes WHERE old.bytes <> excluded.bytes`,
          [version, some.map(({ checksum }) => checksum), some.map(({ bytes }) => Buffer.from(bytes))],
        );
    },
    getSeenFiles: (query, paths) => {
      return query<SeenFile>(
        `SELECT path, bytesize, modified_ms AS "modifiedMs", checksum FROM ${home}.seen_files WHERE key = ANY($1::bytea[])`,
        [paths.map(keyOf)],
      );
    },
    putSeenFiles: async (query, files) => {
      for (const some of inBatches(
        latestByKey(files, ({ path }) => path),
        MAX_FILES,
      ))
        await query(
          `INSERT INTO ${home}.seen_files (key, path, bytesize, modified_ms, checksum)
           SELECT * FROM unnest($1::bytea[], $2::text[], $3::double precision[], $4::double precision[], $5::text[])
           ON CONFLICT (key) DO UPDATE
             SET bytesize = excluded.bytesize, modified_ms = excluded.modified_ms, checksum = excluded.checksum`,
          [
            some.map(({ path }) => keyOf(path)),
            some.map(({ path }) => path),
            some.map(({ bytesize }) => bytesize),
            some.map(({ modifiedMs }) => modifiedMs),
            some.map(({ checksum }) => checksum),
          ],
        );
    },
  } satisfies Partial<PostgresOperations>;
}

function keyOf(path: string): Buffer {
  return createHash('sha256').update(path).digest();
}
