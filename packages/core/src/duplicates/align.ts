import { betweenLevels, type Affine } from './affine.ts';
import { innerOfLevel, type Portrait } from './portrait.ts';
import { solveLinear } from './solve-linear.ts';

export interface AlignOptions {
  /** Levels of the two pictures that are laid on each other. */
  readonly levelA: number;
  readonly levelB: number;
  readonly rounds: number;
  /** Every how manieth sample is looked at, across and down. */
  readonly stride: number;
}

const PARAMETERS = 6;
const LEAST_SAMPLES = 40;
/** A step under this, in pixels and shares of the picture together, is the end. */
const SMALL_STEP = 0.02;

/**
 * Improves a map by the pixels under it: Lucas and Kanade's method for affine maps ("Lucas-Kanade 20 Years On", Baker and Matthews 2004) on
 * locally normalised levels, with less weight for samples that are far off, as under a watermark.
 * @returns undefined where the pictures hardly overlap.
 */
export function align(a: Portrait, b: Portrait, map: Affine, options: AlignOptions): Affine | undefined {
  const { levelA, levelB, rounds } = options;
  const size = Math.max(a.normals[levelA]!.width, a.normals[levelA]!.height);
  let t = betweenLevels(map, levelA, levelB);
  for (let round = 0; round < rounds; round++) {
    const step = stepOf(a, b, { t, size, options });
    if (!step) return undefined;
    t = [t[0] + step[0]! / size, t[1] + step[1]! / size, t[2] + step[2]!, t[3] + step[3]! / size, t[4] + step[4]! / size, t[5] + step[5]!]; // prettier-ignore
    if (step.reduce((sum, value) => sum + Math.abs(value), 0) < SMALL_STEP) break;
  }
  return betweenLevels(t, -levelA, -levelB);
}

/** The change of the six numbers that brings the pictures closest, were the difference linear in them: x and y of `a` count in shares of `size`. */
function stepOf(
  pictureA: Portrait,
  pictureB: Portrait,
  { t, size, options }: { readonly t: Affine; readonly size: number; readonly options: AlignOptions },
): Float64Array | undefined {
  const { levelA, levelB, stride } = options;
  const a = pictureA.normals[levelA]!;
  const b = pictureB.normals[levelB]!;
  const [partA, partB] = [innerOfLevel(pictureA, levelA), innerOfLevel(pictureB, levelB)];
  const hessian = new Float64Array(PARAMETERS * PARAMETERS);
  const gradient = new Float64Array(PARAMETERS);
  const slope = new Float64Array(PARAMETERS);
  let used = 0;
  for (let y = Math.ceil(partA.top); y <= partA.bottom; y += stride)
    for (let x = Math.ceil(partA.left); x <= partA.right; x += stride) {
      const bx = t[0] * x + t[1] * y + t[2];
      const by = t[3] * x + t[4] * y + t[5];
      if (!(bx >= partB.left && by >= partB.top && bx < partB.right && by < partB.bottom)) continue;
      const at = Math.floor(by) * b.width + Math.floor(bx);
      const [right, down] = [bx - Math.floor(bx), by - Math.floor(by)];
      const [p, q, r, s] = [b.data[at]!, b.data[at + 1]!, b.data[at + b.width]!, b.data[at + b.width + 1]!];
      const gx = (q - p) * (1 - down) + (s - r) * down;
      const gy = (r - p) * (1 - right) + (s - q) * right;
      const error = a.data[y * a.width + x]! - (p * (1 - right) + q * right) * (1 - down) - (r * (1 - right) + s * right) * down; // prettier-ignore
      const weight = 1 / (1 + 2 * error * error);
      slope[0] = (gx * x) / size;
      slope[1] = (gx * y) / size;
      slope[2] = gx;
      slope[3] = (gy * x) / size;
      slope[4] = (gy * y) / size;
      slope[5] = gy;
      for (let i = 0; i < PARAMETERS; i++) {
        const weighed = weight * slope[i]!;
        gradient[i]! += weighed * error;
        for (let j = i; j < PARAMETERS; j++) hessian[i * PARAMETERS + j]! += weighed * slope[j]!;
      }
      used++;
    }
  return used < LEAST_SAMPLES ? undefined : solveLinear(completed(hessian), gradient);
}

/** The other half of a symmetric matrix, and a little on the diagonal, so that plain pictures move less instead of anywhere. */
function completed(matrix: Float64Array): Float64Array {
  for (let i = 0; i < PARAMETERS; i++) {
    matrix[i * PARAMETERS + i] = matrix[i * PARAMETERS + i]! * 1.001 + 1e-3;
    for (let j = 0; j < i; j++) matrix[i * PARAMETERS + j] = matrix[j * PARAMETERS + i]!;
  }
  return matrix;
}
