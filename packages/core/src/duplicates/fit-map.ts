import type { FeaturePlaces } from '../fingerprint/feature-places.ts';
import { determinant, type Affine } from './affine.ts';
import { solveLinear } from './solve-linear.ts';

/** Most that a map may stretch one direction more than another: (1 + k^2) / 2 k for a ratio k. */
const MOST_SHEAR = 1.25;

/** The map that brings matched places closest, by least squares: affine where there are enough and it keeps shapes, otherwise a similarity. */
export function fitMap(
  a: FeaturePlaces,
  b: FeaturePlaces,
  matches: readonly (readonly [number, number])[],
  { isAffine, isMirrored }: { readonly isAffine: boolean; readonly isMirrored: boolean },
): Affine | undefined {
  const affine = isAffine ? fitAffine(a, b, matches) : undefined;
  if (affine && determinant(affine) < 0 === isMirrored && shearOf(affine) < MOST_SHEAR) return affine;
  return fitSimilarity(a, b, matches, isMirrored ? -1 : 1);
}

function shearOf(map: Affine): number {
  const [p, q, , r, s] = map;
  return (p * p + q * q + r * r + s * s) / (2 * Math.abs(determinant(map)));
}

function fitAffine(
  a: FeaturePlaces,
  b: FeaturePlaces,
  matches: readonly (readonly [number, number])[],
): Affine | undefined {
  const matrix = new Float64Array(9);
  const across = new Float64Array(3);
  const down = new Float64Array(3);
  for (const [i, j] of matches) {
    const place = [a.x[i]!, a.y[i]!, 1];
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) matrix[row * 3 + column]! += place[row]! * place[column]!;
      across[row]! += place[row]! * b.x[j]!;
      down[row]! += place[row]! * b.y[j]!;
    }
  }
  const first = solveLinear(matrix.slice(), across);
  const second = solveLinear(matrix, down);
  return first && second && [first[0]!, first[1]!, first[2]!, second[0]!, second[1]!, second[2]!];
}

/** x' = side p x - q y + c, y' = side q x + p y + f, where side is -1 for a mirror. */
function fitSimilarity(
  a: FeaturePlaces,
  b: FeaturePlaces,
  matches: readonly (readonly [number, number])[],
  side: number,
): Affine | undefined {
  const matrix = new Float64Array(16);
  const right = new Float64Array(4);
  for (const [i, j] of matches) {
    const [x, y] = [side * a.x[i]!, a.y[i]!];
    for (const [row, target] of [
      [[x, -y, 1, 0], b.x[j]!],
      [[y, x, 0, 1], b.y[j]!],
    ] as const)
      for (let r = 0; r < 4; r++) {
        for (let c = 0; c < 4; c++) matrix[r * 4 + c]! += row[r]! * row[c]!;
        right[r]! += row[r]! * target;
      }
  }
  const solved = solveLinear(matrix, right);
  if (!solved) return undefined;
  const [p, q, c, f] = solved;
  return [side * p!, -q!, c!, side * q!, p!, f!];
}
