import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { noiseRaster } from '../../bench/seeded-raster.ts';
import { withoutBorder, type Plane, type Rectangle } from './border.ts';

/** Noise, in a border whose tone is what `tone` says of a place. */
function framed(width: number, height: number, inner: Rectangle, tone: (x: number, y: number) => number): Plane {
  const { data } = noiseRaster({ width, height, channels: 1 }, 1);
  const isInside = (x: number, y: number): boolean =>
    x >= inner.left && x < inner.right && y >= inner.top && y < inner.bottom;
  const samples = Float32Array.from(data, (value, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return isInside(x, y) ? value : tone(x, y);
  });
  return { data: samples, width, height };
}

const WHOLE = { left: 0, top: 0, right: 128, bottom: 96 };

describe('withoutBorder', () => {
  it('gives the whole of a picture without a border', () => {
    expect(withoutBorder(framed(128, 96, WHOLE, () => 0))).toEqual(WHOLE);
  });

  it('gives what is inside any border that leaves enough', () => {
    const border = fc.record({ left: fc.nat(40), top: fc.nat(30), right: fc.integer({ min: 88, max: 128 }), bottom: fc.integer({ min: 66, max: 96 }) }); // prettier-ignore
    fc.assert(
      fc.property(border, fc.nat(255), (inner, tone) => {
        expect(withoutBorder(framed(128, 96, inner, () => tone))).toEqual(inner);
      }),
      { numRuns: 50 },
    );
  });

  it('lets each side have its own tone, and compression its traces', () => {
    const inner = { left: 10, top: 12, right: 120, bottom: 90 };
    const sides = framed(128, 96, inner, (x, y) => {
      if (y < 12) return 250 + ((x + y) % 3);
      return y >= 90 ? 5 : x < 10 ? 100 : 180;
    });
    expect(withoutBorder(sides)).toEqual(inner);
  });

  it('takes off a frame within a letterbox', () => {
    const inner = { left: 14, top: 20, right: 110, bottom: 80 };
    const letterbox = framed(128, 96, inner, (_, y) => (y < 16 || y >= 84 ? 0 : 255));
    expect(withoutBorder(letterbox)).toEqual(inner);
  });

  it('takes no gradient for a border', () => {
    const inner = { left: 0, top: 40, right: 128, bottom: 96 };
    const { top } = withoutBorder(framed(128, 96, inner, (_, y) => 2 * y));
    expect(top).toBe(10); // each of the two passes ends where the tone has drifted by more than 8
  });

  it('gives the whole where hardly anything would be left', () => {
    const plain = { data: new Float32Array(128 * 96).fill(7), width: 128, height: 96 };
    expect(withoutBorder(plain)).toEqual(WHOLE);
    const stamp = framed(128, 96, { left: 50, top: 40, right: 80, bottom: 60 }, () => 255);
    expect(withoutBorder(stamp)).toEqual(WHOLE);
    const strip = framed(128, 96, { left: 0, top: 40, right: 128, bottom: 55 }, () => 255);
    expect(withoutBorder(strip)).toEqual(WHOLE);
  });
});
