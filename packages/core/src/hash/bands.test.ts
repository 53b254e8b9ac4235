import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bandKeys, probeKeys } from './bands.ts';
import { hammingDistance } from './hamming-distance.ts';
import { fromHex } from './hex.ts';

const CODE_64 = fromHex('4600ff4e31ff308d', 64);
const CODE_256 = fromHex('cfb2009ddd21c6dab0046a7745b5984757a8a4535b3377aea2591d32b33ff940', 256);

describe('bandKeys', () => {
  it('cuts a code into 16-bit numbers, highest bits first', () => {
    expect(bandKeys(CODE_64)).toEqual([0x4600, 0xff4e, 0x31ff, 0x308d]);
    expect(bandKeys(CODE_256)).toHaveLength(16);
  });
});

describe('probeKeys', () => {
  it('needs one key at distance 0, in the first band', () => {
    expect(probeKeys(CODE_64, 0)).toEqual([[0x4600], [], [], []]);
  });

  it('needs every band itself at distance 3 of 64 bits', () => {
    expect(probeKeys(CODE_64, 3)).toEqual([[0x4600], [0xff4e], [0x31ff], [0x308d]]);
  });

  it.each([
    [CODE_64, 8, [137, 17, 17, 17]],
    [CODE_64, 10, [137, 137, 137, 17]],
    [CODE_64, 21, [6885, 6885, 2517, 2517]],
    [CODE_256, 31, new Array<number>(16).fill(17)],
  ])('spreads the distance over the bands, case %#', (code, maxDistance, sizes) => {
    expect(probeKeys(code, maxDistance)?.map((keys) => keys.length)).toEqual(sizes);
  });

  it('lists each key once and only keys within the radius', () => {
    const [keys] = probeKeys(CODE_64, 12)!;
    expect(new Set(keys).size).toBe(keys!.length);
    expect(Math.max(...keys!.map((key) => onesOf(key ^ 0x4600)))).toBe(3);
  });

  it('gives up when a scan is cheaper', () => {
    expect(probeKeys(CODE_64, 22)).toBeNull();
    expect(probeKeys(CODE_64, 64)).toBeNull();
    expect(probeKeys(CODE_256, 67)).not.toBeNull();
    expect(probeKeys(CODE_256, 68)).toBeNull();
    expect(probeKeys(CODE_256, 256)).toBeNull();
  });

  it.each([
    [8, 21],
    [32, 67],
  ])('meets every code of %p bytes within the distance in at least one band', (bytes, limit) => {
    const code = fc.uint8Array({ minLength: bytes, maxLength: bytes });
    const distance = fc.integer({ min: 0, max: limit });
    const order = fc.shuffledSubarray(
      Array.from({ length: bytes * 8 }, (_, bit) => bit),
      { minLength: limit },
    );
    fc.assert(
      fc.property(code, distance, order, (query, maxDistance, bits) => {
        const stored = query.slice();
        for (const bit of bits.slice(0, maxDistance)) stored[bit >> 3]! ^= 1 << (bit & 7);
        expect(hammingDistance(query, stored)).toBe(maxDistance);
        expect(sharesAKey(query, stored, maxDistance)).toBe(true);
      }),
    );
  });

  it('meets them when the differing bits lie as evenly as can be', () => {
    for (let maxDistance = 0; maxDistance <= 21; maxDistance++) {
      const stored = CODE_64.slice();
      for (let i = 0; i < maxDistance; i++) stored[2 * (i % 4)]! ^= 1 << ((i >> 2) & 7);
      expect([maxDistance, sharesAKey(CODE_64, stored, maxDistance)]).toEqual([maxDistance, true]);
    }
  });

  it.each([-1, 1.5, 65, Number.NaN])('refuses the distance %p', (maxDistance) => {
    expect(() => probeKeys(CODE_64, maxDistance)).toThrow(
      new RangeError(`Expected \`maxDistance\` to be an integer from 0 to 64, got \`${maxDistance}\``),
    );
  });
});

function sharesAKey(query: Uint8Array, stored: Uint8Array, maxDistance: number): boolean {
  const keys = bandKeys(stored);
  return probeKeys(query, maxDistance)!.some((probed, band) => probed.includes(keys[band]!));
}

function onesOf(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}
