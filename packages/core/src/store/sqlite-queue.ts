import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

import type { RecordRow, StoredRecord } from './record-row.ts';
import type { ClaimedWork, QueuedWork } from './row-operations.ts';
import type { ClaimOptions } from './store.ts';

type QueueRow = {
  readonly id: string;
  readonly source: string | null;
  readonly bytes: Uint8Array | null;
  readonly wants_metadata: number;
};

/**
 * What the store does with pending work, as SQL. Each function runs within a transaction of its caller's. A lease names its owner, so
 * that one who comes back after its lease ran out can neither prolong nor end the next owner's.
 */
export function queueOperations(db: DatabaseSync, put: (row: RecordRow, batch: string | null) => void) {
  const owner = randomUUID();
  const insert = db.prepare(`
    INSERT OR REPLACE INTO queue (id, lease_until, lease_owner, wants_metadata, source, bytes) VALUES (?, 0, NULL, ?, ?, ?)`);
  const lease = db.prepare(`
    UPDATE queue SET lease_until = ?, lease_owner = ?
    WHERE id IN (SELECT id FROM queue WHERE lease_until <= ? ORDER BY id LIMIT ?)
    RETURNING id, wants_metadata, source, bytes`);
  const begin = db.prepare("UPDATE records SET status = 'processing' WHERE id = ? RETURNING status, json");
  const renew = db.prepare('UPDATE queue SET lease_until = ? WHERE id = ? AND lease_owner = ?');
  const release = db.prepare('UPDATE queue SET lease_until = 0, lease_owner = NULL WHERE id = ? AND lease_owner = ?');
  const suspend = db.prepare("UPDATE records SET status = 'pending' WHERE id = ?");

  return {
    enqueue: (work: readonly QueuedWork[], batch: string | null): void => {
      for (const { row, source, bytes, wantsMetadata } of work) {
        put(row, batch);
        insert.run(row.id, Number(wantsMetadata), source, bytes);
      }
    },
    claim: ({ limit, leaseMs }: ClaimOptions): ClaimedWork[] => {
      const now = Date.now();
      const rows = lease.all(now + leaseMs, owner, now, limit) as QueueRow[];
      return rows
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => ({
          record: begin.get(row.id) as StoredRecord,
          source: row.source,
          bytes: row.bytes,
          wantsMetadata: row.wants_metadata === 1,
        }));
    },
    renew: (ids: readonly string[], leaseMs: number): void => {
      const until = Date.now() + leaseMs;
      for (const id of ids) renew.run(until, id, owner);
    },
    release: (ids: readonly string[]): void => {
      for (const id of ids) {
        if (Number(release.run(id, owner).changes) > 0) suspend.run(id);
      }
    },
  };
}
