import { fromHex } from './hex.ts';

/**
 * Number of bits in which two codes of equal length differ.
 *
 * @throws RangeError when the lengths differ.
 */
export function hammingDistance(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) {
    throw new RangeError(`Expected two codes of equal length, got ${a.length} and ${b.length} bytes`);
  }
  const wholeWords = a.length & ~3;
  let distance = 0;
  for (let i = 0; i < wholeWords; i += 4) distance += popcount32(wordAt(a, i) ^ wordAt(b, i));
  for (let i = wholeWords; i < a.length; i++) distance += popcount32(a[i]! ^ b[i]!);
  return distance;
}

/**
 * Number of bits in which two hashes printed as hex differ: 64-bit ones (up to 16 digits) or 256-bit ones (17 to 64 digits).
 *
 * @example hexDistance('4600ff4e31ff308d', '4600ff4e31ff308e') // 2
 * @throws TypeError, RangeError when one of them is no such hex, or when the two are not of the same size.
 */
export function hexDistance(a: string, b: string): number {
  const bits = hashBits(a);
  if (bits !== hashBits(b)) throw new RangeError(`Expected two hashes of the same size, got \`${a}\` and \`${b}\``);
  return hammingDistance(fromHex(a, bits), fromHex(b, bits));
}

/** Number of ones in a 32-bit word, 0 to 32; branch-free and without a table, for loops over all pairs. */
export function popcount32(word: number): number {
  // Ones of each pair, nibble and byte in place; the product adds the four bytes up in the highest one.
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function wordAt(bytes: Uint8Array, i: number): number {
  return bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
}

function hashBits(hex: string): 64 | 256 {
  return hex.length <= 16 ? 64 : 256;
}
