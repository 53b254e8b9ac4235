import { areaMeans, type SampleGrid } from './area-means.ts';
import type { Plane } from './border.ts';

/** A picture at another size: area means where it shrinks, bilinear where it grows. */
export function resample(grid: SampleGrid, width: number, height: number): Plane {
  if (grid.width >= width && grid.height >= height) return { data: areaMeans(grid, width, height), width, height };
  const own = areaMeans(grid, Math.max(1, Math.round(grid.width)), Math.max(1, Math.round(grid.height)));
  return enlarge({ data: own, width: Math.max(1, Math.round(grid.width)), height: Math.max(1, Math.round(grid.height)) }, width, height);
}

function enlarge(plane: Plane, width: number, height: number): Plane {
  const columns = weights(plane.width, width);
  const rows = weights(plane.height, height);
  const data = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const above = rows.first[y]! * plane.width;
    const below = rows.second[y]! * plane.width;
    const down = rows.part[y]!;
    for (let x = 0; x < width; x++, at++) {
      const [left, right, across] = [columns.first[x]!, columns.second[x]!, columns.part[x]!];
      const top = plane.data[above + left]! * (1 - across) + plane.data[above + right]! * across;
      const bottom = plane.data[below + left]! * (1 - across) + plane.data[below + right]! * across;
      data[at] = top * (1 - down) + bottom * down;
    }
  }
  return { data, width, height };
}

/** For each output sample the two input samples round it, and how much of the second is taken. */
function weights(length: number, count: number): { first: Int32Array; second: Int32Array; part: Float32Array } {
  const made = { first: new Int32Array(count), second: new Int32Array(count), part: new Float32Array(count) };
  for (let i = 0; i < count; i++) {
    const place = Math.min(Math.max(((i + 0.5) * length) / count - 0.5, 0), length - 1);
    made.first[i] = Math.floor(place);
    made.second[i] = Math.min(length - 1, Math.floor(place) + 1);
    made.part[i] = place - Math.floor(place);
  }
  return made;
}
