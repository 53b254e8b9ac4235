import { Picture, SIDE } from './picture';

/** Half of the box that a sample is compared with. */
const RADIUS = 4;
/** Keeps noise in flat parts from being blown up, in sample values. */
const LEAST_DEVIATION: f64 = 4;

/** Sums of samples, and of their squares, over all that stands above and left of a place. */
const STRIDE = (SIDE + 1) * 8;
const sums: usize = memory.data((SIDE + 1) * STRIDE, 16);
const squares: usize = memory.data((SIDE + 1) * STRIDE, 16);

/** Each sample less the mean of the box round it, by its deviation: blind to light and contrast, which copies change. */
export function normalise(picture: Picture, level: i32): void {
  const width = picture.widthOf(level);
  const height = picture.heightOf(level);
  sumUp(picture.level(level), width, height);
  let from = picture.level(level);
  let to = picture.normal(level);
  for (let y = 0; y < height; y++) {
    const top = max(0, y - RADIUS);
    const bottom = min(height, y + RADIUS + 1);
    for (let x = 0; x < width; x++, from += 4, to += 4) {
      const left = max(0, x - RADIUS);
      const right = min(width, x + RADIUS + 1);
      const count = <f64>((right - left) * (bottom - top));
      const mean = inBox(sums, left, top, right, bottom) / count;
      const variance = max(0, inBox(squares, left, top, right, bottom) / count - mean * mean);
      store<f32>(to, <f32>((load<f32>(from) - mean) / (sqrt(variance) + LEAST_DEVIATION)));
    }
  }
}

function sumUp(plane: usize, width: i32, height: i32): void {
  memory.fill(sums, 0, STRIDE);
  memory.fill(squares, 0, STRIDE);
  for (let y = 0; y < height; y++) {
    let sum: f64 = 0;
    let square: f64 = 0;
    const row = (y + 1) * STRIDE;
    store<f64>(sums + row, 0);
    store<f64>(squares + row, 0);
    for (let x = 0; x < width; x++, plane += 4) {
      const value = <f64>load<f32>(plane);
      sum += value;
      square += value * value;
      const at = row + (x + 1) * 8;
      store<f64>(sums + at, load<f64>(sums + at - STRIDE) + sum);
      store<f64>(squares + at, load<f64>(squares + at - STRIDE) + square);
    }
  }
}

function inBox(table: usize, left: i32, top: i32, right: i32, bottom: i32): f64 {
  const above = table + top * STRIDE;
  const below = table + bottom * STRIDE;
  return (
    load<f64>(below + right * 8) -
    load<f64>(above + right * 8) -
    load<f64>(below + left * 8) +
    load<f64>(above + left * 8)
  );
}
