import { describe, expect, it } from '@jest/globals';

import { hammingDistance } from '../hash/hamming-distance.ts';
import { distinctCodes, type CodeBits } from './distinct-codes.ts';
import { createHammingIndex } from './hamming-index.ts';

describe('createHammingIndex', () => {
  // Up to 20,000 codes are compared with one by one; of more only those that the bands lead to.
  it.each([
    [64, 1_000, 8],
    [256, 1_000, 31],
    [64, 25_000, 0],
    [64, 25_000, 2],
    [64, 25_000, 8],
    [64, 25_000, 11],
    [64, 25_000, 24],
    [256, 25_000, 7],
    [256, 25_000, 31],
    [256, 25_000, 80],
  ] as const)(
    'finds what comparing finds among codes of %p bits, %p of them, within %p',
    (bits, count, maxDistance) => {
      const codes = distinctCodes(randomCodes(bits, count), bits);
      const index = createHammingIndex(codes);
      for (const turn of [0, 1, 2]) {
        const query = flip(codes.codes.slice((turn * bits) / 8, ((turn + 1) * bits) / 8), maxDistance, turn);
        const { a, b, distance } = index.query(query, maxDistance);
        const found = [...b].map((number, i) => [number, distance[i]!]);
        expect(found.sort(([one], [other]) => one! - other!)).toEqual(compareAll(codes.codes, query, maxDistance));
        expect(found).toContainEqual([turn, maxDistance]);
        expect([...a]).toEqual(new Array(found.length).fill(0));
      }
    },
  );

  it('takes several codes at once and says which of them found what', () => {
    const codes = distinctCodes(randomCodes(64, 25_000), 64);
    const queries = codes.codes.slice(80, 104);
    expect(createHammingIndex(codes).query(queries, 0)).toEqual({
      a: Uint32Array.of(0, 1, 2),
      b: Uint32Array.of(10, 11, 12),
      distance: Uint16Array.of(0, 0, 0),
    });
  });

  it('finds nothing among no codes', () => {
    const index = createHammingIndex(distinctCodes(new Uint8Array(), 64));
    expect(index.query(new Uint8Array(8), 64).b.length).toBe(0);
  });

  it('refuses a code of another size, and a distance that there is none of', () => {
    const index = createHammingIndex(distinctCodes(randomCodes(64, 3), 64));
    expect(() => index.query(new Uint8Array(9), 8)).toThrow(
      new RangeError('Expected `codes` to be a whole number of 8 bytes, got 9 bytes'),
    );
    expect(() => index.query(new Uint8Array(8), 65)).toThrow(
      new RangeError('Expected `maxDistance` to be an integer from 0 to 64, got `65`'),
    );
  });
});

function compareAll(codes: Uint8Array, query: Uint8Array, maxDistance: number): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < codes.length / query.length; i++) {
    const distance = hammingDistance(codes.subarray(i * query.length, (i + 1) * query.length), query);
    if (distance <= maxDistance) found.push([i, distance]);
  }
  return found;
}

/** Flips so many bits, which ones depends on `turn`. */
function flip(code: Uint8Array, count: number, turn: number): Uint8Array {
  for (let i = 0; i < count; i++) {
    const bit = (i * 37 + turn * 11) % (code.length * 8);
    code[bit >> 3]! ^= 1 << (bit & 7);
  }
  return code;
}

/** Always the same ones (Ettinger's mulberry32). */
function randomCodes(bits: CodeBits, count: number): Uint8Array {
  let state: number = bits;
  return Uint8Array.from({ length: (count * bits) / 8 }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return mixed ^ (mixed >>> 14);
  });
}
