import type { Plane, Rectangle } from '../fingerprint/border.ts';
import { levelOf, type Portrait } from './portrait.ts';

/** A level of a portrait and the part of it that samples are taken from, for the slow comparisons. */
export interface SlowLevel extends Plane {
  readonly part: Rectangle;
}

export function slowLevel(portrait: Portrait, level: number): SlowLevel {
  const { outline } = portrait.fingerprint;
  let plane: Plane = { ...outline, data: Float32Array.from(outline.data) };
  for (let halved = 0; halved < level; halved++) plane = halve(plane);
  return { ...plane, part: levelOf(portrait, level).part };
}

/** To the means of 2 x 2 samples; an odd last line is left out. */
function halve({ data, width, height }: Plane): Plane {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const half = new Float32Array(halfWidth * halfHeight);
  for (let y = 0; y < halfHeight; y++)
    for (let x = 0; x < halfWidth; x++) {
      const at = 2 * y * width + 2 * x;
      half[y * halfWidth + x] = (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4;
    }
  return { data: half, width: halfWidth, height: halfHeight };
}

/** Each sample less the mean of the 9 x 9 box round it, by its deviation and 4. */
export function locallyNormal(level: SlowLevel): SlowLevel {
  const { data, width, height } = level;
  const normal = new Float32Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const box: number[] = [];
      for (let row = Math.max(0, y - 4); row <= Math.min(height - 1, y + 4); row++)
        for (let column = Math.max(0, x - 4); column <= Math.min(width - 1, x + 4); column++)
          box.push(data[row * width + column]!);
      const mean = box.reduce((sum, value) => sum + value, 0) / box.length;
      const variance = box.reduce((sum, value) => sum + (value - mean) ** 2, 0) / box.length;
      normal[y * width + x] = (data[y * width + x]! - mean) / (Math.sqrt(variance) + 4);
    }
  return { ...level, data: normal };
}

/** Whether a sample can be taken at a place. */
export function isInside({ part: { left, top, right, bottom } }: SlowLevel, x: number, y: number): boolean {
  return x >= left && y >= top && x < right && y < bottom;
}

/** A sample between four, and how much it grows to the right and downward; beyond the last column or row the picture goes on as it did. */
export function bilinear(
  { data, width, height }: Plane,
  x: number,
  y: number,
): readonly [value: number, across: number, down: number] {
  const column = Math.min(Math.max(Math.floor(x), 0), width - 2);
  const row = Math.min(Math.max(Math.floor(y), 0), height - 2);
  const [right, down] = [x - column, y - row];
  const at = row * width + column;
  const [p, q, r, s] = [data[at]!, data[at + 1]!, data[at + width]!, data[at + width + 1]!];
  return [
    (p * (1 - right) + q * right) * (1 - down) + (r * (1 - right) + s * right) * down,
    (q - p) * (1 - down) + (s - r) * down,
    (r - p) * (1 - right) + (s - q) * right,
  ];
}
