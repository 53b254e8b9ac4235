/** What the caller fills: the map between two levels, [a, b, c, d, e, f]: (x, y) goes to (a x + b y + c, d x + e y + f). */
export const map: usize = memory.data(6 * 8, 16);
/** And where samples of the two levels can be taken: left, top, right, bottom, by the centres of samples, ends included for the first. */
export const parts: usize = memory.data(8 * 8, 16);

export function mapped(row: i32, x: f64, y: f64): f64 {
  const at = map + row * 24;
  return load<f64>(at) * x + load<f64>(at, 8) * y + load<f64>(at, 16);
}

/** Where four neighbours stand whose weights give a sample: the last column or row is its own neighbour. */
export function neighbour(place: f64, count: i32): f64 {
  return min(max(floor(place), 0), <f64>(count - 2));
}

/** Whether (x, y) of the second level lies in its part. */
export function isInSecond(x: f64, y: f64): bool {
  return x >= load<f64>(parts, 32) && y >= load<f64>(parts, 40) && x < load<f64>(parts, 48) && y < load<f64>(parts, 56);
}
