import { fromHex } from '../hash/hex.ts';
import type { ImageRecord } from '../record.ts';
import { HASH_BITS, type HashName } from './store.ts';

/** A record as a database keeps it: whole as JSON, and beside it what it is found by. */
export interface RecordRow {
  readonly id: string;
  readonly status: string;
  readonly checksum: string | null;
  readonly dataset: string | null;
  readonly url: string | null;
  readonly filename: string | null;
  readonly json: string;
  /** Each hash's code, 8 or 32 bytes; null where the record has none. */
  readonly codes: Readonly<Record<HashName, Uint8Array | null>>;
}

/** What is read back: the status stands apart since claiming work changes it without touching the JSON. */
export type StoredRecord = Pick<RecordRow, 'status' | 'json'>;

/** @throws RangeError when a hash is not hexadecimal of its length. */
export function recordRow(record: ImageRecord): RecordRow {
  return {
    id: record.id,
    status: record.status,
    checksum: record.checksum,
    dataset: record.dataset,
    url: record.url,
    filename: record.filename,
    json: JSON.stringify(record),
    codes: {
      dhash: record.dhash === null ? null : hashCode('dhash', record.dhash),
      phash: record.phash === null ? null : hashCode('phash', record.phash),
      pdq: record.pdq === null ? null : hashCode('pdq', record.pdq),
    },
  };
}

export function recordOf({ status, json }: StoredRecord): ImageRecord {
  return { ...(JSON.parse(json) as ImageRecord), status: status as ImageRecord['status'] };
}

/**
 * A hash's code, 8 or 32 bytes, highest bits first.
 * @throws RangeError when hex is not hexadecimal of the hash's length: a shortened hash would match other pictures.
 */
export function hashCode(name: HashName, hex: string): Uint8Array {
  const bits = HASH_BITS[name];
  if (hex.length === bits / 4) return fromHex(hex, bits);
  throw new RangeError(`Expected \`${name}\` to be ${bits / 4} hex digits, got \`${hex}\``);
}
