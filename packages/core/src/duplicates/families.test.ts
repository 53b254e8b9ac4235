import { describe, expect, it } from '@jest/globals';

import { familiesOf } from './families.ts';

describe('familiesOf', () => {
  it('joins what pairs lead to by any number of steps', () => {
    const pairs = [{ a: 4, b: 3 }, { a: 0, b: 2 }, { a: 3, b: 1 }]; // prettier-ignore
    expect([...familiesOf(6, pairs)]).toEqual([0, 1, 0, 1, 1, 5]);
  });

  it('leaves each item alone without pairs', () => {
    expect([...familiesOf(3, [])]).toEqual([0, 1, 2]);
  });
});
