import { FREQUENCIES, FREQUENCY_INDICES } from '../fingerprint/descriptor.ts';
import { FEATURE_BYTES, KEYS_AT } from '../fingerprint/local-features.ts';

/** Independent tables: a feature is found when it falls into the same list of any of them. */
export const TABLES = 2;
const MOST_KEY_BITS = FREQUENCIES / TABLES;
const LEAST_KEY_BITS = 14;
/** The least certain bits of a key are tried both ways. */
const TRIED_BITS = 4;
/** Lists this many times as long as the mean hold what is everywhere: stop words. */
const STOP_RATIO = 40;
const LEAST_STOP = 64;
/** Most bits of 256 that differ between two features that vote. */
export const VOTING_BITS = 56;

/** Features by the signs of their lowest frequencies. */
export interface FeatureIndex {
  /** Image of each feature. */
  readonly owner: Uint32Array;
  /** First feature of each image, and one past the last. */
  readonly first: Uint32Array;
  readonly codes: Uint32Array;
  readonly keyBits: number;
  readonly tables: readonly { readonly start: Uint32Array; readonly list: Uint32Array }[];
  readonly longestList: number;
}

/** @param images features of each image, as localFeatures gives them. */
export function buildFeatureIndex(images: readonly Uint8Array[]): FeatureIndex {
  const first = new Uint32Array(images.length + 1);
  for (const [index, features] of images.entries()) first[index + 1] = first[index]! + features.length / FEATURE_BYTES;
  const total = first[images.length]!;
  const owner = new Uint32Array(total);
  const codes = new Uint8Array(total * KEYS_AT);
  const keyBits = Math.min(MOST_KEY_BITS, Math.max(LEAST_KEY_BITS, Math.ceil(Math.log2(total + 1)) - 1));
  const keys = Array.from({ length: TABLES }, () => new Uint32Array(total));
  for (const [image, features] of images.entries())
    for (let at = 0, feature = first[image]!; at < features.length; at += FEATURE_BYTES, feature++) {
      owner[feature] = image;
      codes.set(features.subarray(at, at + KEYS_AT), feature * KEYS_AT);
      for (let table = 0; table < TABLES; table++) keys[table]![feature] = keyOf(features, at, table, keyBits, false);
    }
  return {
    owner,
    first,
    codes: new Uint32Array(codes.buffer),
    keyBits,
    tables: keys.map((ofTable) => postings(ofTable, keyBits)),
    longestList: Math.max(LEAST_STOP, STOP_RATIO * (total / 2 ** keyBits)),
  };
}

function postings(keys: Uint32Array, keyBits: number): { start: Uint32Array; list: Uint32Array } {
  const start = new Uint32Array(2 ** keyBits + 1);
  for (const key of keys) start[key + 1]!++;
  for (let key = 0; key < 2 ** keyBits; key++) start[key + 1]! += start[key]!;
  const next = start.slice();
  const list = new Uint32Array(keys.length);
  for (let feature = 0; feature < keys.length; feature++) list[next[keys[feature]!]!++] = feature;
  return { start, list };
}

/** Frequency of each bit of each table's key, and whether a mirror turns its sign. */
function frequencyOf(table: number, bit: number): number {
  return table + bit * TABLES;
}

function nibble(features: Uint8Array, at: number, frequency: number): number {
  return (features[at + KEYS_AT + (frequency >> 1)]! >> (4 * (frequency & 1))) & 15;
}

function keyOf(features: Uint8Array, at: number, table: number, keyBits: number, isMirrored: boolean): number {
  let key = 0;
  for (let bit = 0; bit < keyBits; bit++) {
    const frequency = frequencyOf(table, bit);
    const isPositive = nibble(features, at, frequency) >= 8;
    if (isPositive !== (isMirrored && FREQUENCY_INDICES[frequency]![1] % 2 === 1)) key |= 1 << bit;
  }
  return key;
}

/** Keys to look under: that of the feature, and those with its least certain bits turned. */
export function* keysToTry(features: Uint8Array, at: number, { table, keyBits, isMirrored }: { table: number; keyBits: number; isMirrored: boolean }): Generator<number> {
  const key = keyOf(features, at, table, keyBits, isMirrored);
  const sizes: number[] = [];
  for (let bit = 0; bit < keyBits; bit++) {
    const value = nibble(features, at, frequencyOf(table, bit));
    sizes.push((value >= 8 ? value - 8 : 7 - value) * 32 + bit);
  }
  const weakest = sizes.sort((a, b) => a - b).slice(0, TRIED_BITS).map((size) => size & 31);
  for (let turned = 0; turned < 1 << TRIED_BITS; turned++) {
    let tried = key;
    for (let bit = 0; bit < TRIED_BITS; bit++) if ((turned >> bit) & 1) tried ^= 1 << weakest[bit]!;
    yield tried;
  }
}
