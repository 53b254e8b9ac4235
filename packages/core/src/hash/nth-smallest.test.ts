import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nthSmallest } from './nth-smallest.ts';

describe('nthSmallest', () => {
  it('gives what stands at the place once the values are sorted, and leaves them as they are', () => {
    const value = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, 1, -1)); // with equal ones
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), fc.nat(), (list, place) => {
        const values = Float32Array.from(list, (number) => number + 0); // no -0
        const before = values.slice();
        const n = place % values.length;
        expect(nthSmallest(values, n)).toBe(before.toSorted()[n]);
        expect(values).toEqual(before);
      }),
    );
  });
});
