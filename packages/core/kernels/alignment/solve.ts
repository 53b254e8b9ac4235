/** Unknowns, and the 6 x 6 matrix and the right side of the equations, f64, row by row. */
export const UNKNOWNS = 6;
export const matrix: usize = memory.data(UNKNOWNS * UNKNOWNS * 8, 16);
export const right: usize = memory.data(UNKNOWNS * 8, 16);

/** Solves the equations by elimination with pivots and leaves the answer in `right`; false where the rows depend on one another. */
export function solve(): bool {
  for (let column = 0; column < UNKNOWNS; column++) {
    let pivot = column;
    for (let row = column + 1; row < UNKNOWNS; row++)
      if (abs(entry(row, column)) > abs(entry(pivot, column))) pivot = row;
    if (abs(entry(pivot, column)) < 1e-9) return false;
    if (pivot != column) swap(column, pivot);
    for (let row = 0; row < UNKNOWNS; row++) if (row != column) eliminate(row, column);
  }
  for (let row = 0; row < UNKNOWNS; row++) store<f64>(right + row * 8, load<f64>(right + row * 8) / entry(row, row));
  return true;
}

function entry(row: i32, column: i32): f64 {
  return load<f64>(matrix + (row * UNKNOWNS + column) * 8);
}

function eliminate(row: i32, column: i32): void {
  const factor = entry(row, column) / entry(column, column);
  for (let at = column; at < UNKNOWNS; at++)
    store<f64>(matrix + (row * UNKNOWNS + at) * 8, entry(row, at) - factor * entry(column, at));
  store<f64>(right + row * 8, load<f64>(right + row * 8) - factor * load<f64>(right + column * 8));
}

function swap(one: i32, other: i32): void {
  for (let at = 0; at < UNKNOWNS; at++) {
    const kept = entry(one, at);
    store<f64>(matrix + (one * UNKNOWNS + at) * 8, entry(other, at));
    store<f64>(matrix + (other * UNKNOWNS + at) * 8, kept);
  }
  const kept = load<f64>(right + one * 8);
  store<f64>(right + one * 8, load<f64>(right + other * 8));
  store<f64>(right + other * 8, kept);
}
