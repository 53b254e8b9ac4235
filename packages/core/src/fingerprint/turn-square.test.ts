import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composeOrientations, invertOrientation } from '../../fixtures/orientations.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { turnSquare } from './turn-square.ts';

const ALL = [...DIHEDRAL_NAMES.keys()];

/** What 1 2 3 / 4 5 6 / 7 8 9 becomes. */
const TURNED: readonly (readonly [name: string, rows: readonly number[]])[] = [
  ['none', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['rotate-90', [7, 4, 1, 8, 5, 2, 9, 6, 3]],
  ['rotate-180', [9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ['rotate-270', [3, 6, 9, 2, 5, 8, 1, 4, 7]],
  ['mirror', [3, 2, 1, 6, 5, 4, 9, 8, 7]],
  ['mirror-rotate-90', [9, 6, 3, 8, 5, 2, 7, 4, 1]],
  ['mirror-rotate-180', [7, 8, 9, 4, 5, 6, 1, 2, 3]],
  ['mirror-rotate-270', [1, 4, 7, 2, 5, 8, 3, 6, 9]],
];
const SQUARE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

describe('turnSquare', () => {
  it('knows the orientations in the order of DIHEDRAL_NAMES', () => {
    expect(TURNED.map(([name]) => name)).toEqual([...DIHEDRAL_NAMES]);
  });

  it.each(TURNED)('turns 1 2 3 / 4 5 6 / 7 8 9 by %s', (name, rows) => {
    expect([
      ...turnSquare(
        SQUARE,
        3,
        1,
        TURNED.findIndex(([known]) => known === name),
      ),
    ]).toEqual(rows);
  });

  it('keeps the channels of a pixel together', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    expect([...turnSquare(pixels, 2, 3, 1)]).toEqual([7, 8, 9, 1, 2, 3, 10, 11, 12, 4, 5, 6]);
  });

  it('leaves what it is given as it is', () => {
    const pixels = Uint8Array.from(SQUARE);
    for (const orientation of ALL) turnSquare(pixels, 3, 1, orientation);
    expect(pixels).toEqual(SQUARE);
  });
});

const pairs = ALL.flatMap((first) => ALL.map((second) => [first, second] as const));

describe('composeOrientations', () => {
  it.each(pairs)('gives one orientation for %i and then %i', (first, second) => {
    const twice = turnSquare(turnSquare(SQUARE, 3, 1, first), 3, 1, second);
    expect(turnSquare(SQUARE, 3, 1, composeOrientations(first, second))).toEqual(twice);
  });

  it('makes groups of steps equal, however they are grouped', () => {
    const orientation = fc.constantFrom(...ALL);
    fc.assert(
      fc.property(orientation, orientation, orientation, (a, b, c) => {
        const grouped = composeOrientations(composeOrientations(a, b), c);
        expect(composeOrientations(a, composeOrientations(b, c))).toBe(grouped);
      }),
    );
  });
});

describe('invertOrientation', () => {
  it.each(ALL)('undoes orientation %i, from either side', (orientation) => {
    const inverse = invertOrientation(orientation);
    expect(turnSquare(turnSquare(SQUARE, 3, 1, orientation), 3, 1, inverse)).toEqual(SQUARE);
    expect([composeOrientations(orientation, inverse), composeOrientations(inverse, orientation)]).toEqual([0, 0]);
  });
});
