import { betweenLevels, type Affine } from './affine.ts';
import type { AlignOptions } from './align.ts';
import { bilinear, isInside, locallyNormal, slowLevel, type SlowLevel } from './levels.reference.ts';
import type { Portrait } from './portrait.ts';
import { solveLinear } from './solve-linear.ts';

const UNKNOWNS = 6;
const LEAST_SAMPLES = 40;
const SMALL_STEP = 0.02;

/** What `align` is to do: Gauss and Newton's steps for the six numbers of a map, with each sample's row of the equations written out. */
export function alignSlowly(a: Portrait, b: Portrait, map: Affine, options: AlignOptions): Affine | undefined {
  const { levelA, levelB, rounds, stride } = options;
  const [from, to] = [locallyNormal(slowLevel(a, levelA)), locallyNormal(slowLevel(b, levelB))];
  const size = Math.max(from.width, from.height);
  let t = betweenLevels(map, levelA, levelB);
  for (let round = 0; round < rounds; round++) {
    const step = stepOf(from, to, t, { size, stride });
    if (!step) return undefined;
    const moved = t.map((value, index) => value + step[index]! / (index % 3 === 2 ? 1 : size));
    t = [moved[0]!, moved[1]!, moved[2]!, moved[3]!, moved[4]!, moved[5]!];
    if (step.reduce((sum, value) => sum + Math.abs(value), 0) < SMALL_STEP) break;
  }
  return betweenLevels(t, -levelA, -levelB);
}

function stepOf(
  a: SlowLevel,
  b: SlowLevel,
  t: Affine,
  { size, stride }: { readonly size: number; readonly stride: number },
): Float64Array | undefined {
  const matrix = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  let used = 0;
  for (let y = Math.ceil(a.part.top); y <= a.part.bottom; y += stride)
    for (let x = Math.ceil(a.part.left); x <= a.part.right; x += stride) {
      const [bx, by] = [t[0] * x + t[1] * y + t[2], t[3] * x + t[4] * y + t[5]];
      if (!isInside(b, bx, by)) continue;
      const [there, across, down] = bilinear(b, bx, by);
      const error = a.data[y * a.width + x]! - there;
      const weight = 1 / (1 + 2 * error ** 2);
      const row = [(across * x) / size, (across * y) / size, across, (down * x) / size, (down * y) / size, down];
      for (const [i, slope] of row.entries()) {
        right[i]! += weight * slope * error;
        for (const [j, other] of row.entries()) matrix[i * UNKNOWNS + j]! += weight * slope * other;
      }
      used++;
    }
  for (let i = 0; i < UNKNOWNS; i++) matrix[i * (UNKNOWNS + 1)] = matrix[i * (UNKNOWNS + 1)]! * 1.001 + 1e-3;
  return used < LEAST_SAMPLES ? undefined : solveLinear(matrix, right);
}
