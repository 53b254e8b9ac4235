import { describe, expect, it } from '@jest/globals';

import { hammingDistance } from '../hash/hamming-distance.ts';
import { openDatabase } from './sqlite-database.ts';
import { openHashIndex } from './sqlite-hashes.ts';

const RECORDS = 3_000;

describe('the hash index', () => {
  it('finds what comparing with each code finds, before and after filing, while codes come, change and go', () => {
    const db = openDatabase(':memory:', 'process');
    const index = openHashIndex(db);
    const random = seededIntegers(7);
    const codes = new Map<number, Uint8Array>();
    const filed: number[] = [];
    db.exec('BEGIN');
    for (let change = 1; change <= 9_000; change++) {
      const record = 1 + random(RECORDS);
      // Few values a byte, so that codes lie near each other.
      const code = random(10) === 0 ? null : Uint8Array.from({ length: 8 }, () => random(4));
      index.replace(record, { dhash: code, phash: null, pdq: null });
      if (code === null) codes.delete(record);
      else codes.set(record, code);
      if (change % 1_500 !== 0) continue;
      filed.push(Number(db.prepare('SELECT count(*) AS bands FROM hash_bands').get()!['bands']));
      for (const maxDistance of [0, 1, 2, 3, 4, 5, 6, 64]) {
        const wanted = Uint8Array.from({ length: 8 }, () => random(4));
        const found = index.find('dhash', wanted, maxDistance).sort((a, b) => a.record - b.record);
        expect(found).toEqual(compareWithEach(codes, wanted, maxDistance));
      }
    }
    db.close();
    expect(filed.map((bands) => bands > 0)).toEqual([false, false, false, true, true, true]);
  });
});

function compareWithEach(codes: ReadonlyMap<number, Uint8Array>, wanted: Uint8Array, maxDistance: number) {
  return Array.from(codes, ([record, code]) => ({ record, distance: hammingDistance(code, wanted) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.record - b.record);
}

/** Seeded random integers from 0 to below `limit` (xorshift32). */
function seededIntegers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 4) % limit;
  };
}
