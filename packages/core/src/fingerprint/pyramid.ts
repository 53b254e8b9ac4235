import type { Plane } from './border.ts';

/** Each level is this much smaller than the one before. */
export const LEVEL_FACTOR = 1.25;

/** Halves of symmetric filters, from the middle outward; each sums to 1 with its mirror image. */
const SMOOTH = [0.375, 0.25, 0.0625] as const;
const SOFT = [0.5, 0.25] as const;

/** A level's samples, smoothed for corners and descriptors. */
export interface Level extends Plane {
  /** Pixels of the first level to one of this. */
  readonly scale: number;
}

/** The picture at sizes that shrink by LEVEL_FACTOR, as far as both sides keep `leastSide`. */
export function pyramid(plane: Plane, levels: number, leastSide: number): Level[] {
  const made: Level[] = [];
  let sharp = plane;
  for (let level = 0, scale = 1; level < levels; level++, scale *= LEVEL_FACTOR) {
    if (level > 0) sharp = shrink(sharp);
    if (Math.min(sharp.width, sharp.height) < leastSide) break;
    made.push({ ...smooth(sharp, SMOOTH), scale });
  }
  return made;
}

/** By LEVEL_FACTOR, bilinearly, after as much blur as keeps fine stripes from turning into others. */
function shrink(plane: Plane): Plane {
  const soft = smooth(plane, SOFT);
  const width = Math.round(plane.width / LEVEL_FACTOR);
  const height = Math.round(plane.height / LEVEL_FACTOR);
  const data = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++)
      data[at] = sampleAt(soft, (x + 0.5) * LEVEL_FACTOR - 0.5, (y + 0.5) * LEVEL_FACTOR - 0.5);
  return { data, width, height };
}

/** Bilinear; outside the picture its edge goes on. */
export function sampleAt({ data, width, height }: Plane, x: number, y: number): number {
  const insideX = Math.min(Math.max(x, 0), width - 1.001);
  const insideY = Math.min(Math.max(y, 0), height - 1.001);
  const column = Math.floor(insideX);
  const row = Math.floor(insideY);
  const [right, down] = [insideX - column, insideY - row];
  const at = row * width + column;
  const above = data[at]! * (1 - right) + data[at + 1]! * right;
  const below = data[at + width]! * (1 - right) + data[at + width + 1]! * right;
  return above * (1 - down) + below * down;
}

/** Filters rows, then columns; outside the picture its edge goes on. */
export function smooth({ data, width, height }: Plane, taps: readonly number[] = SMOOTH): Plane {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) filterLine(data, rows, { start: y * width, step: 1, count: width, taps });
  const out = new Float32Array(data.length);
  for (let x = 0; x < width; x++) filterLine(rows, out, { start: x, step: width, count: height, taps });
  return { data: out, width, height };
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly taps: readonly number[];
}

function filterLine(from: Float32Array, to: Float32Array, { start, step, count, taps }: Line): void {
  const last = count - 1;
  for (let i = 0; i < count; i++) {
    let sum = taps[0]! * from[start + i * step]!;
    for (let k = 1; k < taps.length; k++)
      sum += taps[k]! * (from[start + Math.max(0, i - k) * step]! + from[start + Math.min(last, i + k) * step]!);
    to[start + i * step] = sum;
  }
}
