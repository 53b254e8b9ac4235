import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { distinctCodes, membersOf, type CodeBits } from './distinct-codes.ts';

const LIST = new Uint8Array(BigUint64Array.of(7n, 5n, 7n, 9n, 5n, 5n).buffer);

describe('distinctCodes', () => {
  it('makes equal codes one, in the order in which they come up first', () => {
    const codes = distinctCodes(LIST, 64);
    expect(codes).toMatchObject({ bits: 64, count: 3 });
    expect([...new BigUint64Array(codes.codes.buffer)]).toEqual([7n, 5n, 9n]);
    expect([0, 1, 2].map((code) => [...membersOf(codes, code)])).toEqual([[0, 2], [1, 4, 5], [3]]);
  });

  it('does so in the order in which they come up last when asked to', () => {
    const codes = distinctCodes(LIST, 64, 'last');
    expect([...new BigUint64Array(codes.codes.buffer)]).toEqual([7n, 9n, 5n]);
    expect([0, 1, 2].map((code) => [...membersOf(codes, code)])).toEqual([[0, 2], [3], [1, 4, 5]]);
  });

  it('gives every place in the list to the code that stands there', () => {
    const list = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32, max: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        list,
        fc.constantFrom<CodeBits>(64, 256),
        fc.constantFrom('first', 'last'),
        (parts, bits, orderBy) => {
          const bytes = new Uint8Array(parts.flatMap((part) => [...part]));
          const codes = distinctCodes(bytes, bits, orderBy);
          const restored = new Uint8Array(bytes.length);
          for (let code = 0; code < codes.count; code++) {
            const own = codes.codes.subarray((code * bits) / 8, ((code + 1) * bits) / 8);
            for (const place of membersOf(codes, code)) restored.set(own, (place * bits) / 8);
          }
          expect(restored).toEqual(bytes);
          expect(codes.members.length).toBe((bytes.length * 8) / bits);
          expect(new Set(spell(codes.codes, bits)).size).toBe(codes.count);
        },
      ),
    );
  });

  it('takes codes that do not begin at a whole word of their buffer', () => {
    const shifted = new Uint8Array(LIST.length + 1).subarray(1);
    shifted.set(LIST);
    expect(distinctCodes(shifted, 64)).toEqual(distinctCodes(LIST, 64));
  });

  it('takes no codes at all', () => {
    expect(distinctCodes(new Uint8Array(), 256)).toMatchObject({ count: 0, starts: Uint32Array.of(0) });
  });

  it('refuses half a code, and codes of other sizes', () => {
    expect(() => distinctCodes(new Uint8Array(12), 64)).toThrow(
      new RangeError('Expected `codes` to be a whole number of 8 bytes, got 12 bytes'),
    );
    expect(() => distinctCodes(new Uint8Array(16), 128 as CodeBits)).toThrow(
      new RangeError('Expected `bits` to be 64 or 256, got `128`'),
    );
  });
});

function spell(codes: Uint8Array, bits: CodeBits): string[] {
  const hex = Buffer.from(codes).toString('hex');
  return hex.match(new RegExp(`.{${bits / 4}}`, 'g')) ?? [];
}
