import { probeKeys } from '../hash/bands.ts';
import { bandExpression, HASH_NAMES } from './postgres-bands.ts';
import { inBatches, latestByKey } from './postgres-batches.ts';
import type { PostgresOperations } from './postgres-operations.ts';
import type { Query } from './postgres-session.ts';
import type { RecordRow, StoredRecord } from './record-row.ts';
import type { StoredMatch } from './row-operations.ts';
import { HASH_BITS, type RecordQuery } from './store.ts';

/** Records in one statement. */
const MAX_ROWS = 500;

/** Writes records of one batch, in their order. */
export type PutRows = (query: Query, rows: readonly RecordRow[], batch: string | null) => Promise<void>;

/** What the store does with records, as SQL. `home` is the schema, quoted. */
export function recordOperations(home: string, putRows: PutRows) {
  const selectRecords = `SELECT status, json::text FROM ${home}.records`;

  return {
    put: (query, row, batch) => putRows(query, [row], batch),
    get: async (query, id) => (await query<StoredRecord>(`${selectRecords} WHERE id = $1`, [id]))[0],
    list: (query, asked) => {
      const { where, values } = conditions(asked);
      return query<StoredRecord>(`${selectRecords} WHERE ${where} ORDER BY id DESC LIMIT $1`, [asked.limit, ...values]);
    },
    findByChecksum: (query, checksum) => {
      return query<StoredRecord>(`${selectRecords} WHERE checksum = $1 ORDER BY id`, [checksum]);
    },
    findByHash: (query, { name, code, maxDistance }) => {
      const distance = `bit_count(${name} # $1::bit(${HASH_BITS[name]}))`;
      const probes = probeKeys(code, maxDistance) ?? [];
      const isNear = probes.map((_, band) => `${bandExpression(name, band)} = ANY($${band + 3}::integer[])`);
      return query<StoredMatch>(
        `SELECT id, status, json::text, ${distance}::integer AS distance
         FROM ${home}.hashes JOIN ${home}.records USING (id)
         WHERE ${distance} <= $2 ${isNear.length > 0 ? `AND (${isNear.join(' OR ')})` : ''}
         ORDER BY distance, id`,
        [bitString(code), maxDistance, ...probes],
      );
    },
    findBatch: (query, batch) => query<StoredRecord>(`${selectRecords} WHERE batch = $1 ORDER BY id`, [batch]),
    endBatch: async (query, batch) => {
      await query(`UPDATE ${home}.records SET batch = NULL WHERE batch = $1`, [batch]);
    },
    countUnfinished: async (query) => {
      const [row] = await query<{ count: number }>(
        `SELECT count(*)::integer FROM ${home}.records WHERE status IN ('pending', 'processing')`,
      );
      return row!.count;
    },
  } satisfies Partial<PostgresOperations>;
}

/**
 * Finished work leaves the queue first: claims too lock the queue before the records. Rows are written in the order of their ids, each
 * id once, so that processes that write the same ones wait for each other instead of locking each other out.
 */
export function rowWriter(home: string): PutRows {
  const leaveQueue = `DELETE FROM ${home}.queue WHERE id = ANY($1)`;
  const write = `
    WITH row AS (
      SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::text[], $11::text[])
        AS row (id, status, checksum, dataset, url, filename, json, dhash, phash, pdq)
    ), stored AS (
      INSERT INTO ${home}.records AS old (id, status, checksum, batch, dataset, url, filename, json)
      SELECT id, status, checksum, $1, dataset, url, filename, json::json FROM row
      ON CONFLICT (id) DO UPDATE SET status = excluded.status, checksum = excluded.checksum,
        batch = coalesce(excluded.batch, old.batch), dataset = excluded.dataset, url = excluded.url,
        filename = excluded.filename, json = excluded.json
    ), bare AS (
      DELETE FROM ${home}.hashes USING row WHERE hashes.id = row.id AND coalesce(row.dhash, row.phash, row.pdq) IS NULL
    )
    INSERT INTO ${home}.hashes AS old (id, dhash, phash, pdq)
    SELECT id, dhash::bit(64), phash::bit(64), pdq::bit(256) FROM row WHERE coalesce(dhash, phash, pdq) IS NOT NULL
    ON CONFLICT (id) DO UPDATE SET dhash = excluded.dhash, phash = excluded.phash, pdq = excluded.pdq
      WHERE (old.dhash, old.phash, old.pdq) IS DISTINCT FROM (excluded.dhash, excluded.phash, excluded.pdq)`;

  return async (query, rows, batch) => {
    const finished = rows.filter(({ status }) => status === 'processed' || status === 'failed');
    if (finished.length > 0) await query(leaveQueue, [finished.map(({ id }) => id)]);
    const latest = latestByKey(rows, ({ id }) => id);
    for (const some of inBatches(latest, MAX_ROWS)) await query(write, [batch, ...columnsOf(some)]);
  };
}

function columnsOf(rows: readonly RecordRow[]): (string | null)[][] {
  return [
    rows.map(({ id }) => id),
    rows.map(({ status }) => status),
    rows.map(({ checksum }) => checksum),
    rows.map(({ dataset }) => plainText(dataset)),
    rows.map(({ url }) => plainText(url)),
    rows.map(({ filename }) => plainText(filename)),
    rows.map(({ json }) => json),
    ...HASH_NAMES.map((name) => rows.map(({ codes }) => codes[name] && bitString(codes[name]))),
  ];
}

/** A query as SQL: what is asked for, and the values of $2 and on. */
function conditions({ status, dataset, url, text, before }: RecordQuery): { where: string; values: string[] } {
  const asked: readonly (readonly [condition: (value: string) => string, value: string | undefined])[] = [
    [(value) => `status = ${value}`, status],
    [(value) => `dataset = ${value}`, dataset],
    [(value) => `url = ${value}`, url],
    [(value) => `strpos(lower(concat_ws(chr(10), filename, url)), lower(${value})) > 0`, text],
    [(value) => `id < ${value}`, before],
  ];
  const given = asked.filter(([, value]) => value !== undefined);
  return {
    where: given.map(([condition], index) => condition(`$${index + 2}`)).join(' AND ') || 'TRUE',
    values: given.map(([, value]) => plainText(value!)),
  };
}

/** PostgreSQL's text has no NUL. The record's JSON keeps it. */
function plainText<Text extends string | null>(text: Text): Text {
  return text === null ? text : (text.replaceAll('\0', '') as Text);
}

/** As PostgreSQL reads bits in hexadecimal digits. */
function bitString(code: Uint8Array): string {
  return `x${Buffer.from(code).toString('hex')}`;
}
