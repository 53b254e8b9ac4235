import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { codeFromHighestBit, codeFromLowestBit, evenMedian } from './threshold-code.ts';

const RISING = Array.from({ length: 16 }, (_, i) => i);

describe('threshold codes', () => {
  it('place the first value in the lowest bit, or in the highest', () => {
    expect(codeFromLowestBit(RISING, 11)).toEqual(Uint8Array.of(0b11110000, 0));
    expect(codeFromHighestBit(RISING, 11)).toEqual(Uint8Array.of(0, 0b00001111));
  });

  it('leave a value that equals the threshold without a bit', () => {
    expect(codeFromLowestBit(new Array<number>(8).fill(5), 5)).toEqual(Uint8Array.of(0));
    expect(codeFromHighestBit(new Array<number>(8).fill(5), 5)).toEqual(Uint8Array.of(0));
  });

  it('are each other read backwards', () => {
    const values = fc.array(fc.integer(), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(values, (list) => {
        expect(codeFromLowestBit(list, 0)).toEqual(codeFromHighestBit(list.toReversed(), 0));
      }),
    );
  });
});

describe('evenMedian', () => {
  it('is the mean of the two values in the middle, in numeric order', () => {
    expect(evenMedian(Float64Array.of(100, -3, 20, 9))).toBe(14.5);
  });

  it('leaves its input in order', () => {
    const values = Float64Array.of(2, 1);
    evenMedian(values);
    expect(values).toEqual(Float64Array.of(2, 1));
  });
});
