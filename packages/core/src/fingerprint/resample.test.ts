import { describe, expect, it } from '@jest/globals';

import { resample } from './resample.ts';

function line(...samples: readonly number[]): Parameters<typeof resample>[0] {
  const width = samples.length;
  return { data: Uint8Array.from(samples), offset: 0, step: 1, rowStride: width, width, height: 1 };
}

describe('resample', () => {
  it('takes means of areas where a picture shrinks', () => {
    expect([...resample(line(0, 90, 30), 2, 1)[0]!]).toEqual([30, 50]);
  });

  it('goes evenly from sample to sample where it grows', () => {
    expect([...resample(line(0, 100), 4, 1)[0]!]).toEqual([0, 25, 75, 100]);
  });

  it('gives a picture at its own size as it is', () => {
    expect([...resample(line(7, 0, 255), 3, 1)[0]!]).toEqual([7, 0, 255]);
  });

  it('decides for each side on its own', () => {
    expect([...resample(line(0, 10, 100, 90), 2, 2)[0]!]).toEqual([5, 95, 5, 95]);
  });

  it('gives all channels of a colour picture', () => {
    const rgb = { data: Uint8Array.of(1, 2, 3), offset: 0, step: 3, rowStride: 1, width: 1, height: 1 };
    expect(resample(rgb, 1, 1).map((plane) => [...plane])).toEqual([[1], [2], [3]]);
  });
});
