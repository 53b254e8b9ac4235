import type { DatabaseSync } from 'node:sqlite';

import { bandKeys, probeKeys } from '../hash/bands.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import type { RecordRow } from './record-row.ts';
import type { HashName } from './store.ts';

/** A hash's number in the tables is its place here: the order is part of the file format. */
const HASH_NAMES: readonly HashName[] = ['dhash', 'phash', 'pdq'];

/**
 * A record's 24 band keys lie on as many pages of the index. Filing each record by itself rewrites them all, which took 1.2 ms a
 * record where everything else takes 0.3 ms. So the newest records are searched one by one, and are filed together, in the order of
 * the keys, once they are this many.
 */
const MAX_UNFILED = 4_096;

/** A record's number and how far its code lies from the one that was looked for. */
export interface NearRecord {
  readonly record: number;
  readonly distance: number;
}

export interface HashIndex {
  /** Files a record under its codes, in place of those it had. */
  replace(record: number, codes: RecordRow['codes']): void;
  /** The records within maxDistance bits of the code, in no order. */
  find(name: HashName, code: Uint8Array, maxDistance: number): NearRecord[];
}

type CodeRow = { readonly record: number; readonly code: Uint8Array };

/**
 * The codes of all records, filed under their 16-bit bands: codes that differ in few bits have a band that differs in fewer. Every
 * code in hash_codes either has its bands in hash_bands or has its record in hash_unfiled.
 */
export function openHashIndex(db: DatabaseSync): HashIndex {
  const statements = prepareStatements(db);
  return {
    replace: (record, codes) => {
      const changes = HASH_NAMES.filter((name, hash) => replaceCode(statements, { hash, record, code: codes[name] }));
      if (changes.length === 0) return;
      // Numbers begin at 1 again once all are filed, so that the last one is how many there are.
      const { lastInsertRowid } = statements.insertUnfiled.run(record);
      if (Number(lastInsertRowid) >= MAX_UNFILED) fileBands(statements);
    },
    find: (name, code, maxDistance) => {
      const near = new Map<number, number>();
      for (const row of candidates(statements, HASH_NAMES.indexOf(name), probeKeys(code, maxDistance))) {
        const distance = hammingDistance(code, row.code);
        if (distance <= maxDistance) near.set(row.record, distance);
      }
      return Array.from(near, ([record, distance]) => ({ record, distance }));
    },
  };
}

function prepareStatements(db: DatabaseSync) {
  return {
    selectCode: db.prepare('SELECT code FROM hash_codes WHERE hash = ? AND record = ?'),
    selectAllCodes: db.prepare('SELECT record, code FROM hash_codes WHERE hash = ?'),
    insertCode: db.prepare('INSERT INTO hash_codes (hash, record, code) VALUES (?, ?, ?)'),
    deleteCode: db.prepare('DELETE FROM hash_codes WHERE hash = ? AND record = ?'),
    insertUnfiled: db.prepare('INSERT INTO hash_unfiled (record) VALUES (?)'),
    deleteUnfiled: db.prepare('DELETE FROM hash_unfiled'),
    selectUnfiled: db.prepare(
      'SELECT record, code FROM hash_unfiled CROSS JOIN hash_codes USING (record) WHERE hash = ?',
    ),
    insertBand: db.prepare('INSERT OR IGNORE INTO hash_bands (hash, band, key, record) VALUES (?, ?, ?, ?)'),
    deleteBand: db.prepare('DELETE FROM hash_bands WHERE hash = ? AND band = ? AND key = ? AND record = ?'),
    selectBand: db.prepare(`
      SELECT record, code FROM hash_bands CROSS JOIN hash_codes USING (hash, record)
      WHERE hash = ? AND band = ? AND key IN (SELECT value FROM json_each(?))`),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

interface CodeChange {
  readonly hash: number;
  readonly record: number;
  readonly code: Uint8Array | null;
}

/** Whether a code has come that is yet to be filed. */
function replaceCode(statements: Statements, { hash, record, code }: CodeChange): boolean {
  const old = (statements.selectCode.get(hash, record) as CodeRow | undefined)?.code;
  if (old !== undefined) {
    if (code !== null && Buffer.compare(old, code) === 0) return false;
    bandKeys(old).forEach((key, band) => statements.deleteBand.run(hash, band, key, record));
    statements.deleteCode.run(hash, record);
  }
  if (code === null) return false;
  statements.insertCode.run(hash, record, code);
  return true;
}

function fileBands(statements: Statements): void {
  for (const hash of HASH_NAMES.keys()) {
    const unfiled = (statements.selectUnfiled.all(hash) as CodeRow[]).map(({ record, code }) => {
      return { record, keys: bandKeys(code) };
    });
    for (const band of unfiled[0]?.keys.keys() ?? []) {
      unfiled.sort((a, b) => a.keys[band]! - b.keys[band]!);
      for (const { record, keys } of unfiled) statements.insertBand.run(hash, band, keys[band]!, record);
    }
  }
  statements.deleteUnfiled.run();
}

/** All records that have one of the keys in its band, some more than once; all records when there is no such list of keys. */
function* candidates(statements: Statements, hash: number, probes: readonly number[][] | null): Generator<CodeRow> {
  if (probes === null) {
    yield* statements.selectAllCodes.iterate(hash) as Iterable<CodeRow>;
    return;
  }
  yield* statements.selectUnfiled.all(hash) as CodeRow[];
  for (const [band, keys] of probes.entries()) {
    yield* statements.selectBand.all(hash, band, JSON.stringify(keys)) as CodeRow[];
  }
}
