import type { DatabaseSync } from 'node:sqlite';

import type { RecordRow, StoredRecord } from './record-row.ts';
import type { HashQuery, StoredMatch } from './row-operations.ts';
import type { HashIndex } from './sqlite-hashes.ts';

/** What the store does with records, as SQL. Each function runs within a transaction of its caller's. */
export function recordOperations(db: DatabaseSync, hashes: HashIndex) {
  const upsert = db.prepare(`
    INSERT INTO records (id, status, checksum, batch, json) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      status = excluded.status, checksum = excluded.checksum, batch = coalesce(excluded.batch, batch), json = excluded.json
    RETURNING number`);
  const leaveQueue = db.prepare('DELETE FROM queue WHERE id = ?');
  const byId = db.prepare('SELECT status, json FROM records WHERE id = ?');
  const byNumber = db.prepare('SELECT id, status, json FROM records WHERE number = ?');
  const byChecksum = db.prepare('SELECT status, json FROM records WHERE checksum = ? ORDER BY id');
  const byBatch = db.prepare('SELECT status, json FROM records WHERE batch = ? ORDER BY id');
  const endBatch = db.prepare('UPDATE records SET batch = NULL WHERE batch = ?');
  const unfinished = db.prepare("SELECT count(*) AS count FROM records WHERE status IN ('pending', 'processing')");

  return {
    put: (row: RecordRow, batch: string | null): void => {
      const { number } = upsert.get(row.id, row.status, row.checksum, batch, row.json) as { number: number };
      hashes.replace(number, row.codes);
      if (row.status === 'processed' || row.status === 'failed') leaveQueue.run(row.id);
    },
    get: (id: string): StoredRecord | undefined => {
      return byId.get(id) as StoredRecord | undefined;
    },
    findByChecksum: (checksum: string): StoredRecord[] => {
      return byChecksum.all(checksum) as StoredRecord[];
    },
    findByHash: ({ name, code, maxDistance }: HashQuery): StoredMatch[] => {
      return hashes
        .find(name, code, maxDistance)
        .map(({ record, distance }) => ({ ...(byNumber.get(record) as Omit<StoredMatch, 'distance'>), distance }))
        .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
    },
    findBatch: (batch: string): StoredRecord[] => {
      return byBatch.all(batch) as StoredRecord[];
    },
    endBatch: (batch: string): void => {
      endBatch.run(batch);
    },
    countUnfinished: (): number => {
      return (unfinished.get() as { count: number }).count;
    },
  };
}
