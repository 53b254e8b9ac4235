import { escapeIdentifier } from 'pg';

import { bandIndexes } from './postgres-bands.ts';
import type { Query } from './postgres-session.ts';
import type { ServerSettings } from './postgres-server.ts';
import { storeUnavailable } from './store-errors.ts';

/** bit_count, with which distances are computed, came with PostgreSQL 14. */
const OLDEST_SERVER = 140_000;

/** "PxPe": the advisory lock under which tables are made, so that of many processes that start at once one makes them. */
const MIGRATION_LOCK = 0x50785065;

/**
 * How a schema's tables came to be, one step a version. A step that has been released is never changed; another one is added.
 *
 * - Ids sort by their bytes, in any locale of the database.
 * - `json` is the record as it was written: the type json, unlike jsonb, takes the NUL and lone surrogates that metadata may hold.
 * - `hashes` is apart and dense: verifying candidates, or scanning all codes, touches no record.
 * - `batch` has a hash index, and a file is keyed by the SHA-256 of its path, since a B-tree refuses values of more than 2,700 bytes.
 * - What is compressed already is stored as it is.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE records (
    id text COLLATE "C" PRIMARY KEY,
    status text NOT NULL,
    checksum text COLLATE "C",
    batch text COLLATE "C",
    json json NOT NULL
  );
  CREATE INDEX records_by_checksum ON records (checksum, id) WHERE checksum IS NOT NULL;
  CREATE INDEX records_by_batch ON records USING hash (batch) WHERE batch IS NOT NULL;
  CREATE INDEX records_unfinished ON records (status) WHERE status IN ('pending', 'processing');

  CREATE TABLE hashes (
    id text COLLATE "C" PRIMARY KEY,
    dhash bit(64),
    phash bit(64),
    pdq bit(256)
  );
  ${bandIndexes()}

  CREATE TABLE queue (
    id text COLLATE "C" PRIMARY KEY,
    lease_until timestamptz NOT NULL,
    lease_owner uuid,
    wants_metadata boolean NOT NULL,
    source text,
    bytes bytea
  );
  ALTER TABLE queue ALTER COLUMN bytes SET STORAGE EXTERNAL;

  CREATE TABLE fingerprints (
    version text COLLATE "C" NOT NULL,
    checksum text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (version, checksum)
  );
  ALTER TABLE fingerprints ALTER COLUMN bytes SET STORAGE EXTERNAL;
  CREATE TABLE seen_files (
    key bytea PRIMARY KEY,
    path text NOT NULL,
    bytesize double precision NOT NULL,
    modified_ms double precision NOT NULL,
    checksum text NOT NULL
  );
  `,
  `
  ALTER TABLE records ADD COLUMN dataset text COLLATE "C", ADD COLUMN url text COLLATE "C", ADD COLUMN filename text COLLATE "C";
  CREATE INDEX records_by_dataset ON records USING hash (dataset) WHERE dataset IS NOT NULL;
  CREATE INDEX records_by_url ON records USING hash (url) WHERE url IS NOT NULL;
  `,
];

/**
 * Makes the schema and its tables where they are not there yet, and brings older ones up to date. Runs within a transaction.
 * @throws StoreError `store_unavailable` for a server that is too old or not in UTF-8, a schema of another program, or one of a newer
 * version of this program.
 */
export async function prepareSchema(query: Query, settings: ServerSettings): Promise<void> {
  await checkServer(query, settings);
  if ((await readVersion(query, settings)) === STEPS.length) return;
  await query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  // Another process may have made them while this one waited for the lock.
  const version = await readVersion(query, settings);
  if (version < STEPS.length) await takeSteps(query, settings.schema, version);
}

async function checkServer(query: Query, { name }: ServerSettings): Promise<void> {
  const [server] = await query<{ release: string; number: number; encoding: string }>(`
    SELECT current_setting('server_version') AS release, current_setting('server_version_num')::integer AS number,
      current_setting('server_encoding') AS encoding`);
  const { release, number, encoding } = server!;
  if (number < OLDEST_SERVER)
    throw storeUnavailable(name, `${name} is PostgreSQL ${release}. Update it to PostgreSQL 14 or newer.`);
  if (encoding !== 'UTF8')
    throw storeUnavailable(
      name,
      `${name} keeps its text in ${encoding}, which has no room for all names. Use a database that was made with ENCODING 'UTF8'.`,
    );
}

/** How many steps the schema has been through: 0 when it is empty or not there. */
async function readVersion(query: Query, { name, schema }: ServerSettings): Promise<number> {
  const tables = await query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
    [schema],
  );
  if (tables.length === 0) return 0;
  if (!tables.some((table) => table.name === 'pixelpeeper_version'))
    throw storeUnavailable(
      name,
      `The schema ${schema} of ${name} holds tables of another program. Give the store a schema of its own, as in \`?schema=pixelpeeper\`.`,
    );
  const [row] = await query<{ version: number }>(`SELECT version FROM ${escapeIdentifier(schema)}.pixelpeeper_version`);
  const { version } = row!;
  if (version > STEPS.length)
    throw storeUnavailable(
      name,
      `The schema ${schema} of ${name} was written by a newer version of PixelPeeper (schema ${version}, this one reads ${STEPS.length}). Update PixelPeeper, or use another schema.`,
    );
  return version;
}

async function takeSteps(query: Query, schema: string, version: number): Promise<void> {
  const home = escapeIdentifier(schema);
  // Even IF NOT EXISTS needs the right to create schemas, which an owner of a schema that is there may lack.
  const [there] = await query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (there === undefined) await query(`CREATE SCHEMA ${home}`);
  await query(`SET LOCAL search_path = ${home}`);
  if (version === 0) await query('CREATE TABLE pixelpeeper_version (version integer NOT NULL)');
  if (version === 0) await query('INSERT INTO pixelpeeper_version VALUES (0)');
  for (const step of STEPS.slice(version)) await query(step);
  await query(`UPDATE pixelpeeper_version SET version = ${STEPS.length}`);
}
