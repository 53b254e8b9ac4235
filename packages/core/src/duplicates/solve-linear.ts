/**
 * Solves a small system of linear equations by elimination with pivots.
 * @param matrix n x n, row by row; it is used up, like the right side.
 * @returns undefined where the rows depend on one another.
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row;
    if (Math.abs(matrix[pivot * n + column]!) < 1e-9) return undefined;
    swapRows(matrix, right, column, pivot);
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = matrix[row * n + column]! / matrix[column * n + column]!;
      for (let at = column; at < n; at++) matrix[row * n + at]! -= factor * matrix[column * n + at]!;
      right[row]! -= factor * right[column]!;
    }
  }
  return right.map((value, row) => value / matrix[row * n + row]!);
}

function swapRows(matrix: Float64Array, right: Float64Array, one: number, other: number): void {
  if (one === other) return;
  const n = right.length;
  const kept = matrix.slice(one * n, one * n + n);
  matrix.copyWithin(one * n, other * n, other * n + n);
  matrix.set(kept, other * n);
  [right[one], right[other]] = [right[other]!, right[one]!];
}
