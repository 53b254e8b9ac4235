import { describe, expect, it } from '@jest/globals';

import { median } from './median.ts';

describe('median', () => {
  it('is the middle value, whatever the order, and leaves the values as they are', () => {
    const values = [10, -3, 2];
    expect(median(values)).toBe(2);
    expect(values).toEqual([10, -3, 2]);
  });

  it('is the larger of two middle ones, and 0 of none', () => {
    expect([median([4, 1, 3, 2]), median([7]), median([])]).toEqual([3, 7, 0]);
  });
});
