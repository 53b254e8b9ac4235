import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { solveLinear } from './solve-linear.ts';

function solve(rows: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const answer = solveLinear(Float64Array.from(rows.flat()), Float64Array.from(right));
  return answer && [...answer];
}

describe('solveLinear', () => {
  it('solves one equation, and two', () => {
    expect(solve([[4]], [10])).toEqual([2.5]);
    expect(solve([[2, 1], [1, 3]], [5, 10])).toEqual([1, 3]); // prettier-ignore
  });

  it('changes rows over where a zero stands on the diagonal', () => {
    expect(solve([[0, 2, 0], [0, 0, 4], [5, 0, 0]], [2, 8, 15])).toEqual([3, 1, 2]); // prettier-ignore
  });

  it('gives nothing where rows depend on one another', () => {
    expect(solve([[1, 2], [2, 4]], [3, 6])).toBeUndefined(); // prettier-ignore
    expect(solve([[0]], [1])).toBeUndefined();
  });

  it('gives numbers that fulfil the equations', () => {
    const entry = fc.double({ min: -5, max: 5, noNaN: true });
    const system = fc
      .integer({ min: 1, max: 6 })
      .chain((size) =>
        fc.tuple(
          fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
          fc.array(entry, { minLength: size, maxLength: size }),
        ),
      );
    fc.assert(
      fc.property(system, ([rows, answer]) => {
        // A large diagonal, so that no row nearly depends on the others.
        const steady = rows.map((row, index) => row.map((value, column) => (column === index ? value + 40 : value)));
        const right = steady.map((row) => row.reduce((sum, value, column) => sum + value * answer[column]!, 0));
        for (const [index, value] of solve(steady, right)!.entries()) expect(value).toBeCloseTo(answer[index]!, 9);
      }),
    );
  });
});
