import { randomUUID } from 'node:crypto';

import type { PostgresOperations } from './postgres-operations.ts';
import { inBatches, latestByKey } from './postgres-batches.ts';
import { ImageTooLarge } from './postgres-failure.ts';
import type { PutRows } from './postgres-records.ts';
import type { ClaimedWork, QueuedWork } from './row-operations.ts';

type QueueRow = ClaimedWork['record'] & {
  readonly source: string | null;
  readonly bytes: Uint8Array | null;
  readonly wants_metadata: boolean;
};

/** Work in one statement. */
const MAX_ROWS = 500;

/** Bytes come back as hexadecimal digits in one string, and V8's strings end at 536 million characters. */
const MAX_BYTES = 250_000_000;

/** The end of a lease of so many milliseconds, by the server's clock: those of the machines that share it may differ. */
const LEASE_END = "clock_timestamp() + $1 * interval '1 millisecond'";

/**
 * What the store does with pending work, as SQL. `home` is the schema, quoted. A lease names its owner, so that one who comes back
 * after its lease ran out can neither prolong nor end the next owner's.
 */
export function queueOperations(home: string, putRows: PutRows) {
  const owner = randomUUID();
  const insert = `
    INSERT INTO ${home}.queue (id, lease_until, wants_metadata, source)
    SELECT id, '-infinity', wants_metadata, source FROM unnest($1::text[], $2::boolean[], $3::text[]) AS work (id, wants_metadata, source)
    ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, lease_owner = NULL,
      wants_metadata = excluded.wants_metadata, source = excluded.source, bytes = NULL`;
  const keepBytes = `UPDATE ${home}.queue SET bytes = $2 WHERE id = $1`;
  const claim = `
    WITH next AS (
      SELECT id FROM ${home}.queue WHERE lease_until <= clock_timestamp() ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
    ), leased AS (
      UPDATE ${home}.queue SET lease_until = ${LEASE_END}, lease_owner = $2 FROM next WHERE queue.id = next.id
      RETURNING queue.id, source, bytes, wants_metadata
    ), begun AS (
      UPDATE ${home}.records SET status = 'processing' FROM leased WHERE records.id = leased.id
      RETURNING records.id, status, json::text
    )
    SELECT status, json, source, bytes, wants_metadata FROM leased JOIN begun USING (id) ORDER BY id`;
  const renew = `UPDATE ${home}.queue SET lease_until = ${LEASE_END} WHERE lease_owner = $2 AND id = ANY($3)`;
  const release = `
    WITH released AS (
      UPDATE ${home}.queue SET lease_until = '-infinity', lease_owner = NULL WHERE lease_owner = $1 AND id = ANY($2) RETURNING id
    )
    UPDATE ${home}.records SET status = 'pending' FROM released WHERE records.id = released.id`;

  return {
    enqueue: async (query, work, batch) => {
      const latest = latestByKey(work, ({ row }) => row.id);
      for (const some of inBatches(latest, MAX_ROWS)) await query(insert, columnsOf(some));
      for (const { row, bytes } of latest) if (bytes) await query(keepBytes, [row.id, sendable(bytes)]);
      const rows = latest.map(({ row }) => row);
      await putRows(query, rows, batch);
    },
    claim: async (query, { limit, leaseMs }) => {
      const rows = await query<QueueRow>(claim, [leaseMs, owner, limit]);
      return rows.map(({ status, json, source, bytes, wants_metadata: wantsMetadata }) => {
        return { record: { status, json }, source, bytes: bytes && new Uint8Array(bytes), wantsMetadata };
      });
    },
    renew: async (query, ids, leaseMs) => {
      await query(renew, [leaseMs, owner, ids]);
    },
    release: async (query, ids) => {
      await query(release, [owner, ids]);
    },
  } satisfies Partial<PostgresOperations>;
}

function columnsOf(work: readonly QueuedWork[]): unknown[][] {
  return [
    work.map(({ row }) => row.id),
    work.map(({ wantsMetadata }) => wantsMetadata),
    work.map(({ source }) => source),
  ];
}

function sendable({ buffer, byteOffset, length }: Uint8Array): Buffer {
  if (length <= MAX_BYTES) return Buffer.from(buffer, byteOffset, length);
  throw new ImageTooLarge(
    `an image of ${length} bytes into its queue. Keep it under ${MAX_BYTES}, or enqueue its path or URL.`,
  );
}
