import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hammingDistance, hexDistance, popcount32 } from './hamming-distance.ts';

describe('popcount32', () => {
  it.each([
    [0, 0],
    [1, 1],
    [0x80000000, 1],
    [-1, 32],
    [0xffffffff, 32],
    [0x55555555, 16],
    [0x12345678, 13],
  ])('counts the ones of %p', (word, ones) => {
    expect(popcount32(word)).toBe(ones);
  });

  it('counts like the digits of the binary number', () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(fc.property(word, (value) => expect(popcount32(value)).toBe(onesOf(value >>> 0))));
  });
});

describe('hammingDistance', () => {
  it('agrees with a count bit by bit at every length', () => {
    const pair = fc
      .integer({ min: 0, max: 33 })
      .chain((length) => fc.tuple(fc.uint8Array(lengthOf(length)), fc.uint8Array(lengthOf(length))));
    fc.assert(fc.property(pair, ([a, b]) => expect(hammingDistance(a, b)).toBe(slowDistance(a, b))));
  });

  it('is the number of bits for a code and its complement', () => {
    expect(hammingDistance(new Uint8Array(32), new Uint8Array(32).fill(255))).toBe(256);
  });

  it('refuses codes of different length', () => {
    expect(() => hammingDistance(new Uint8Array(8), new Uint8Array(32))).toThrow(
      new RangeError('Expected two codes of equal length, got 8 and 32 bytes'),
    );
  });
});

describe('hexDistance', () => {
  it('compares 64-bit hashes, padding shorter ones on the left', () => {
    expect(hexDistance('4600ff4e31ff308d', '4600ff4e31ff308d')).toBe(0);
    expect(hexDistance('4600ff4e31ff308d', '4600ff4e31ff308e')).toBe(2);
    expect(hexDistance('f', '00000000000000f0')).toBe(8);
  });

  it('compares 256-bit hashes', () => {
    expect(hexDistance('f'.repeat(64), '0'.repeat(64))).toBe(256);
  });

  it('refuses a 64-bit hash beside a 256-bit one', () => {
    expect(() => hexDistance('ff', '0'.repeat(64))).toThrow(RangeError);
  });

  it('refuses what is no hash', () => {
    expect(() => hexDistance('xyz', '0')).toThrow('Expected `hex` to be 1 to 16 hex digits, got `xyz`');
  });
});

function lengthOf(length: number): { minLength: number; maxLength: number } {
  return { minLength: length, maxLength: length };
}

function slowDistance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, i) => sum + onesOf(byte ^ b[i]!), 0);
}

function onesOf(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}
