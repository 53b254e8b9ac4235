import type { DatabaseSync } from 'node:sqlite';

import type { RecordRow, StoredRecord } from './record-row.ts';
import type { HashQuery, StoredMatch } from './row-operations.ts';
import type { HashIndex } from './sqlite-hashes.ts';
import type { RecordQuery } from './store.ts';

/** What the store does with records, as SQL. Each function runs within a transaction of its caller's. */
export function recordOperations(db: DatabaseSync, hashes: HashIndex) {
  const upsert = db.prepare(`
    INSERT INTO records (id, status, checksum, batch, dataset, url, filename, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      status = excluded.status, checksum = excluded.checksum, batch = coalesce(excluded.batch, batch),
      dataset = excluded.dataset, url = excluded.url, filename = excluded.filename, json = excluded.json
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
      const { id, status, checksum, dataset, url, filename, json } = row;
      const { number } = upsert.get(id, status, checksum, batch, dataset, url, filename, json) as { number: number };
      hashes.replace(number, row.codes);
      if (row.status === 'processed' || row.status === 'failed') leaveQueue.run(row.id);
    },
    get: (id: string): StoredRecord | undefined => {
      return byId.get(id) as StoredRecord | undefined;
    },
    list: (query: RecordQuery): StoredRecord[] => {
      const { where, values } = conditions(query);
      const list = db.prepare(`SELECT status, json FROM records WHERE ${where} ORDER BY id DESC LIMIT ?`);
      return list.all(...values, query.limit) as StoredRecord[];
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

/** A query as SQL: what is asked for, and the values that its question marks stand for. */
function conditions({ status, dataset, url, text, before }: RecordQuery): { where: string; values: string[] } {
  const asked: readonly (readonly [condition: string, value: string | undefined])[] = [
    ['status = ?', status],
    ['dataset = ?', dataset],
    ['url = ?', url],
    ["instr(lower(ifnull(filename, '') || char(10) || ifnull(url, '')), lower(?)) > 0", text],
    ['id < ?', before],
  ];
  const given = asked.filter(([, value]) => value !== undefined);
  return {
    where: given.map(([condition]) => condition).join(' AND ') || 'TRUE',
    values: given.map(([, value]) => value!),
  };
}
