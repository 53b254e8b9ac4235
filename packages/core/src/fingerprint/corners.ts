import type { Plane } from './border.ts';
import { smooth } from './pyramid.ts';

export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Strength below which there is only noise. */
const LEAST_STRENGTH = 6;
/** A patch round a corner must lie in the picture, nearly. */
const MARGIN = 8;
/** Corners are spread over GRID x GRID parts of the picture, each with at most so much of the quota: no single part takes all. */
const GRID = 4;
const PART_OF_QUOTA = 1 / 7;

/**
 * The strongest corners of a smoothed picture, spread over it: local maxima of the smaller eigenvalue of the gradient tensor (Shi and Tomasi,
 * "Good Features to Track", 1994).
 */
export function corners(plane: Plane, quota: number): Corner[] {
  const { width, height } = plane;
  const strength = cornerStrength(plane);
  const peaks: { x: number; y: number; strength: number }[] = [];
  for (let y = MARGIN; y < height - MARGIN; y++)
    for (let x = MARGIN; x < width - MARGIN; x++) {
      const at = y * width + x;
      if (strength[at]! >= LEAST_STRENGTH && isPeak(strength, at, width)) peaks.push({ x, y, strength: strength[at]! });
    }
  peaks.sort((a, b) => b.strength - a.strength || a.y - b.y || a.x - b.x);
  const most = Math.ceil(quota * PART_OF_QUOTA);
  const counts = new Uint16Array(GRID * GRID);
  const kept: Corner[] = [];
  for (const peak of peaks) {
    const part = Math.floor((peak.y * GRID) / height) * GRID + Math.floor((peak.x * GRID) / width);
    if (counts[part]! >= most) continue;
    counts[part]!++;
    kept.push(peak);
    if (kept.length === quota) break;
  }
  return kept;
}

/** Above its eight neighbours and the four pixels two steps away; of equals, the one further right and down. */
function isPeak(strength: Float32Array, at: number, width: number): boolean {
  const value = strength[at]!;
  for (const before of [-1, -width, -width - 1, -width + 1, -2, 2, -2 * width, 2 * width])
    if (value < strength[at + before]!) return false;
  for (const after of [1, width, width - 1, width + 1]) if (value <= strength[at + after]!) return false;
  return true;
}

function cornerStrength({ data, width, height }: Plane): Float32Array {
  const plane = (): Float32Array => new Float32Array(data.length);
  const [across, down, mixed] = [plane(), plane(), plane()];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const gx = data[at + 1]! - data[at - 1]!;
      const gy = data[at + width]! - data[at - width]!;
      across[at] = gx * gx;
      down[at] = gy * gy;
      mixed[at] = gx * gy;
    }
  const [xx, yy, xy] = [across, down, mixed].map((values) => smooth({ data: values, width, height }).data);
  return plane().map((_, at) => {
    const half = (xx![at]! - yy![at]!) / 2;
    return (xx![at]! + yy![at]!) / 2 - Math.sqrt(half * half + xy![at]! * xy![at]!);
  });
}
