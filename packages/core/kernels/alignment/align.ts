import { isInSecond, map, mapped, parts } from './laid';
import { Picture } from './picture';
import { matrix, right, solve, UNKNOWNS } from './solve';

const LEAST_SAMPLES = 40;
/** A step under this, in pixels and shares of the picture together, is the end. */
const SMALL_STEP: f64 = 0.02;

const slope: usize = memory.data(UNKNOWNS * 8, 16);

/**
 * Improves the map by the pixels under it: Lucas and Kanade's method for affine maps ("Lucas-Kanade 20 Years On", Baker and Matthews 2004) on
 * locally normalised levels, with less weight for samples that are far off, as under a watermark.
 * @returns false where the pictures hardly overlap.
 */
export function align(a: Picture, b: Picture, levelA: i32, levelB: i32, rounds: i32, stride: i32): bool {
  const size = <f64>max(a.widthOf(levelA), a.heightOf(levelA));
  for (let round = 0; round < rounds; round++) {
    const used = gather(a.normal(levelA), a.widthOf(levelA), b.normal(levelB), b.widthOf(levelB), size, stride);
    if (used < LEAST_SAMPLES) return false;
    complete();
    if (!solve()) return false;
    if (move(size) < SMALL_STEP) break;
  }
  return true;
}

/** Sums up the equations for the change of the map's six numbers, were the difference linear in them: x and y count in shares of `size`. */
function gather(a: usize, widthA: i32, b: usize, widthB: i32, size: f64, stride: i32): i32 {
  memory.fill(matrix, 0, UNKNOWNS * UNKNOWNS * 8);
  memory.fill(right, 0, UNKNOWNS * 8);
  let used = 0;
  const lastX = <i32>floor(load<f64>(parts, 16));
  const lastY = <i32>floor(load<f64>(parts, 24));
  for (let y = <i32>ceil(load<f64>(parts, 8)); y <= lastY; y += stride)
    for (let x = <i32>ceil(load<f64>(parts)); x <= lastX; x += stride) {
      const bx = mapped(0, x, y);
      const by = mapped(1, x, y);
      if (!isInSecond(bx, by)) continue;
      const column = floor(bx);
      const row = floor(by);
      const across = bx - column;
      const down = by - row;
      const at = b + (<i32>row * widthB + <i32>column) * 4;
      const p = <f64>load<f32>(at);
      const q = <f64>load<f32>(at, 4);
      const r = <f64>load<f32>(at + widthB * 4);
      const s = <f64>load<f32>(at + widthB * 4, 4);
      const gx = (q - p) * (1 - down) + (s - r) * down;
      const gy = (r - p) * (1 - across) + (s - q) * across;
      const here = (p * (1 - across) + q * across) * (1 - down) + (r * (1 - across) + s * across) * down;
      addEquation(gx, gy, <f64>x / size, <f64>y / size, <f64>load<f32>(a + (y * widthA + x) * 4) - here);
      used++;
    }
  return used;
}

// @ts-ignore: decorators of functions are AssemblyScript's
@inline
function addEquation(gx: f64, gy: f64, x: f64, y: f64, error: f64): void {
  const weight = 1 / (1 + 2 * error * error);
  store<f64>(slope, gx * x);
  store<f64>(slope, gx * y, 8);
  store<f64>(slope, gx, 16);
  store<f64>(slope, gy * x, 24);
  store<f64>(slope, gy * y, 32);
  store<f64>(slope, gy, 40);
  for (let i = 0; i < UNKNOWNS; i++) {
    const weighed = weight * load<f64>(slope + i * 8);
    store<f64>(right + i * 8, load<f64>(right + i * 8) + weighed * error);
    for (let j = i; j < UNKNOWNS; j++) {
      const at = matrix + (i * UNKNOWNS + j) * 8;
      store<f64>(at, load<f64>(at) + weighed * load<f64>(slope + j * 8));
    }
  }
}

/** The other half of a symmetric matrix, and a little on the diagonal, so that plain pictures move less instead of anywhere. */
function complete(): void {
  for (let i = 0; i < UNKNOWNS; i++) {
    const middle = matrix + i * (UNKNOWNS + 1) * 8;
    store<f64>(middle, load<f64>(middle) * 1.001 + 1e-3);
    for (let j = 0; j < i; j++)
      store<f64>(matrix + (i * UNKNOWNS + j) * 8, load<f64>(matrix + (j * UNKNOWNS + i) * 8));
  }
}

/** Moves the map by the answer; gives how far. */
function move(size: f64): f64 {
  let far: f64 = 0;
  for (let i = 0; i < UNKNOWNS; i++) {
    const step = load<f64>(right + i * 8);
    far += abs(step);
    store<f64>(map + i * 8, load<f64>(map + i * 8) + (i % 3 == 2 ? step : step / size));
  }
  return far;
}
