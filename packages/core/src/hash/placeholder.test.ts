import { describe, expect, it } from '@jest/globals';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash';

import type { Raster } from '../decode/raster.ts';
import { placeholder } from './placeholder.ts';

const raster = (width: number, height: number, pixel: (x: number, y: number) => readonly number[]): Raster => ({
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, i) => pixel(i % width, Math.floor(i / width))).flat(),
  ),
  width,
  height,
  channels: 4,
});
const flat = (width: number, height: number, rgba: readonly number[]): Raster => raster(width, height, () => rgba);
const decode = (text: string): Uint8Array => Buffer.from(text, 'base64');

describe('placeholder', () => {
  it('gives the colour, the shape and the opacity of a picture back', () => {
    const red = decode(placeholder(flat(100, 50, [200, 20, 40, 255])));
    const { r, g, b, a } = thumbHashToAverageRGBA(red);
    const error = [r * 255 - 200, g * 255 - 20, b * 255 - 40].map(Math.abs);
    expect(Math.max(...error)).toBeLessThan(4); // six bits a channel
    expect(a).toBe(1);
    expect(thumbHashToApproximateAspectRatio(red)).toBeCloseTo(7 / 4);
    expect(thumbHashToAverageRGBA(decode(placeholder(flat(10, 10, [200, 20, 40, 0])))).a).toBe(0);
  });

  it('shows where a picture is dark and where it is light', () => {
    const leftToRight = raster(80, 60, (x) => [3 * x, 3 * x, 3 * x, 255]);
    const { w, rgba } = thumbHashToRGBA(decode(placeholder(leftToRight)));
    const [left, middle, right] = [0, w >> 1, w - 1].map((x) => rgba[4 * x]!);
    expect([left! < 80, middle! > 80 && middle! < 160, right! > 160]).toEqual([true, true, true]);
  });

  it('takes a single pixel', () => expect(placeholder(flat(1, 1, [0, 0, 0, 255]))).toMatch(/^[A-Za-z0-9+/]+=*$/));

  it('refuses a raster that is larger, or has no alpha', () => {
    expect(() => placeholder(flat(101, 1, [0, 0, 0, 255]))).toThrow(RangeError);
    expect(() => placeholder({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 })).toThrow(
      new RangeError('Expected at most 100x100 pixels of 4 channels, got 1x1 of 3'),
    );
  });
});
