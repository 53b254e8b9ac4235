import { describe, expect, it } from '@jest/globals';

import { featureCodes, featurePlaces } from './feature-places.ts';

/** A record of code bytes `code`, at x and y in 128ths of a pixel, 256ths of a turn from straight left, and a level. */
function record(code: number, x: number, y: number, [angle, level]: readonly [number, number]): Buffer {
  const bytes = Buffer.alloc(64).fill(code, 0, 32).fill(255, 32, 56);
  bytes.writeUInt16LE(x, 56);
  bytes.writeUInt16LE(y, 58);
  return bytes.fill(angle, 60, 61).fill(level, 61, 62);
}

const two = Buffer.concat([record(1, 128, 127 * 128, [128, 0]), record(2, 0, 255 * 128, [192, 2])]);

describe('featurePlaces', () => {
  it('gives places in pixels of the outline, sizes and directions', () => {
    const { count, x, y, scale, angle } = featurePlaces(two);
    expect([count, [...x], [...y], [...scale]]).toEqual([2, [0.25, -0.25], [63.25, 127.25], [1, 1.5625]]);
    expect(angle[0]).toBe(0);
    expect(angle[1]).toBeCloseTo(Math.PI / 2, 6);
  });

  it('has none for a picture without features', () => {
    expect(featurePlaces(new Uint8Array())).toMatchObject({ count: 0, x: new Float32Array() });
  });

  it('reads from the middle of a larger buffer', () => {
    const larger = Buffer.concat([Buffer.alloc(3), two]).subarray(3);
    expect(featurePlaces(larger)).toEqual(featurePlaces(two));
    expect(featureCodes(larger)).toEqual(featureCodes(two));
  });
});

describe('featureCodes', () => {
  it('gives eight words a feature', () => {
    expect(featureCodes(two)).toEqual(new Uint32Array(16).fill(0x01010101, 0, 8).fill(0x02020202, 8));
  });
});
