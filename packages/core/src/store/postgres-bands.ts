import { BAND_BITS } from '../hash/bands.ts';
import { HASH_BITS, type HashName } from './store.ts';

export const HASH_NAMES = Object.keys(HASH_BITS) as readonly HashName[];

/** A code's band as SQL: the key of bandKeys, from 0 to 65,535, of the column that has the hash's name. */
export function bandExpression(name: HashName, band: number): string {
  return `substring(${name} FROM ${band * BAND_BITS + 1} FOR ${BAND_BITS})::integer`;
}

/**
 * The statements that make the indexes of all bands of all hashes. A search looks up a few hundred keys in each: a B-tree answers each
 * in microseconds and keeps the records of a key together, in 6 bytes each; one GIN index over an array of all bands compares each
 * candidate with each key.
 */
export function bandIndexes(): string {
  return HASH_NAMES.flatMap((name) =>
    Array.from({ length: HASH_BITS[name] / BAND_BITS }, (_, band) => {
      return `CREATE INDEX ${name}_by_band_${band} ON hashes ((${bandExpression(name, band)}));`;
    }),
  ).join('\n');
}
