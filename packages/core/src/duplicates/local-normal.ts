import type { Plane } from '../fingerprint/border.ts';

/** Half of the box that a sample is compared with. */
const RADIUS = 4;
/** Keeps noise in flat parts from being blown up, in sample values. */
const LEAST_DEVIATION = 4;

/** Each sample less the mean of the box round it, by its deviation: blind to light and contrast, which copies change. */
export function localNormal({ data, width, height }: Plane): Plane {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, sum = 0, square = 0; x < width; x++) {
      const value = data[y * width + x]!;
      const at = (y + 1) * stride + x + 1;
      sum += value;
      square += value * value;
      sums[at] = sums[at - stride]! + sum;
      squares[at] = squares[at - stride]! + square;
    }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - RADIUS), Math.min(width, x + RADIUS + 1)];
      const [top, bottom] = [Math.max(0, y - RADIUS), Math.min(height, y + RADIUS + 1)];
      const inBox = (table: Float64Array): number =>
        table[bottom * stride + right]! - table[top * stride + right]! - table[bottom * stride + left]! + table[top * stride + left]!;
      const count = (right - left) * (bottom - top);
      const mean = inBox(sums) / count;
      const variance = Math.max(0, inBox(squares) / count - mean * mean);
      out[y * width + x] = (data[y * width + x]! - mean) / (Math.sqrt(variance) + LEAST_DEVIATION);
    }
  return { data: out, width, height };
}
