import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { fromHex, toHex } from './hex.ts';

describe('hex', () => {
  it('prints two lower-case digits a byte, zeros included', () => {
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
  });

  it('prints only the bytes of a view, not those of the buffer behind it', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('0203');
  });

  it('reads back what it printed', () => {
    const code = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(fc.property(code, (bytes) => expect(fromHex(toHex(bytes), 64)).toEqual(bytes)));
  });

  it('reads capital digits', () => {
    expect(fromHex('4600FF4E31FF308D', 64)).toEqual(Uint8Array.of(0x46, 0, 0xff, 0x4e, 0x31, 0xff, 0x30, 0x8d));
  });

  it('pads shorter hex on the left, an odd number of digits too', () => {
    expect(fromHex('abc', 64)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0x0a, 0xbc));
  });

  it.each(['', '12345678901234567', '0x12', 'g', ' 1', '1\n'])('refuses %j as 64 bits', (hex) => {
    expect(() => fromHex(hex, 64)).toThrow(new RangeError(`Expected \`hex\` to be 1 to 16 hex digits, got \`${hex}\``));
  });

  it('refuses a number', () => {
    const stored = JSON.parse('12') as string;
    expect(() => fromHex(stored, 64)).toThrow(new TypeError('Expected `hex` to be a string, got number'));
  });
});
