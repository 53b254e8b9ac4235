import { describe, expect, it } from '@jest/globals';

import { checksum } from '../hash/checksum.ts';
import { FREQUENCY_INDICES, PATCH, SAMPLE_PAIRS } from './descriptor.ts';

describe('FREQUENCY_INDICES', () => {
  it('are the lowest 48 from the second order on', () => {
    expect(FREQUENCY_INDICES).toHaveLength(48);
    expect(FREQUENCY_INDICES.slice(0, 8)).toEqual([[2, 0], [1, 1], [0, 2], [3, 0], [2, 1], [1, 2], [0, 3], [4, 0]]); // prettier-ignore
    expect(FREQUENCY_INDICES.at(-1)).toEqual([4, 5]);
  });
});

describe('SAMPLE_PAIRS', () => {
  it('never change: codes made with others cannot be compared', () => {
    expect(checksum(SAMPLE_PAIRS)).toBe('8410b8c84f292049102498499eba69378ec27c57ff3118246eff09d1b7e27a58');
  });

  it('are 128 pairs of samples that are more than two steps apart', () => {
    expect(SAMPLE_PAIRS).toHaveLength(256);
    for (let pair = 0; pair < SAMPLE_PAIRS.length; pair += 2) {
      const [a, b] = [SAMPLE_PAIRS[pair]!, SAMPLE_PAIRS[pair + 1]!];
      const distance = Math.hypot((a % PATCH) - (b % PATCH), Math.floor(a / PATCH) - Math.floor(b / PATCH));
      expect(distance).toBeGreaterThan(2);
      expect(Math.max(a, b)).toBeLessThan(PATCH * PATCH);
    }
  });
});
