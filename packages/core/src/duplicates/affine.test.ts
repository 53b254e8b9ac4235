import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { about, anyMap, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import { turnSquare } from '../fingerprint/turn-square.ts';
import {
  type Affine,
  apply,
  betweenLevels,
  compose,
  determinant,
  invert,
  orientationOf,
  rectangleMap,
  scaleOf,
} from './affine.ts';

const place = fc.tuple(
  fc.double({ min: -200, max: 200, noNaN: true }),
  fc.double({ min: -200, max: 200, noNaN: true }),
);

function expectClose(map: Affine, other: Affine, digits = 9): void {
  for (const [index, value] of map.entries()) expect(value).toBeCloseTo(other[index]!, digits);
}

describe('determinant and scaleOf', () => {
  it('say how areas and lengths grow, and whether the map mirrors', () => {
    expect([determinant([2, 0, 7, 0, 3, 9]), scaleOf([2, 0, 7, 0, 2, 9])]).toEqual([6, 2]);
    expect([determinant([-2, 0, 7, 0, 2, 9]), scaleOf([-2, 0, 7, 0, 2, 9])]).toEqual([-4, 2]);
    expect(scaleOf(turnBy(33, 1.7))).toBeCloseTo(1.7, 12);
  });
});

describe('invert', () => {
  it('takes every place back to where it was', () => {
    fc.assert(
      fc.property(anyMap, place, (map, [x, y]) => {
        const [backX, backY] = apply(invert(map), ...apply(map, x, y));
        expect(backX).toBeCloseTo(x, 8);
        expect(backY).toBeCloseTo(y, 8);
      }),
    );
  });
});

describe('compose', () => {
  it('does the first map, then the second', () => {
    expect(compose([2, 0, 0, 0, 2, 0], [1, 0, 5, 0, 1, 7])).toEqual([2, 0, 5, 0, 2, 7]);
    expect(compose([1, 0, 5, 0, 1, 7], [2, 0, 0, 0, 2, 0])).toEqual([2, 0, 10, 0, 2, 14]);
    fc.assert(
      fc.property(anyMap, anyMap, place, (first, second, [x, y]) => {
        const [oneX, oneY] = apply(compose(first, second), x, y);
        const [otherX, otherY] = apply(second, ...apply(first, x, y));
        expect([oneX, oneY]).toEqual([expect.closeTo(otherX, 7), expect.closeTo(otherY, 7)]);
      }),
    );
  });
});

describe('betweenLevels', () => {
  it('knows that a pixel of a halved picture stands between four of the whole one', () => {
    // Pixels 0 and 1 become pixel 0: its centre is at 0.5 of the whole picture, so place 0.5 there is place 0 here.
    expect(apply(betweenLevels(IDENTITY, 0, 1), 0.5, 0.5)).toEqual([0, 0]);
    expect(apply(betweenLevels(IDENTITY, 0, 2), 1.5, 5.5)).toEqual([0, 1]);
    expect(apply(betweenLevels(IDENTITY, 1, 0), 0, 3)).toEqual([0.5, 6.5]);
    expect(betweenLevels([1, 0, 8, 0, 1, 4], 2, 2)).toEqual([1, 0, 2, 0, 1, 1]);
  });

  it('is undone by the negative levels', () => {
    const level = fc.integer({ min: 0, max: 2 });
    fc.assert(
      fc.property(anyMap, level, level, (map, from, to) =>
        expectClose(betweenLevels(betweenLevels(map, from, to), -from, -to), map),
      ),
    );
  });
});

describe('rectangleMap', () => {
  it('lays the corners of a rectangle on those of the other', () => {
    const [from, to] = [{ left: 10, top: 20, right: 50, bottom: 40 }, { left: 0, top: 0, right: 80, bottom: 80 }]; // prettier-ignore
    const map = rectangleMap(from, to, 0);
    expectClose(map, [2, 0, -19.5, 0, 4, -78.5]);
    expect(apply(map, 9.5, 19.5)).toEqual([-0.5, -0.5]); // the outer edge of the first pixel
    expect(apply(map, 49.5, 39.5)).toEqual([79.5, 79.5]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('puts each sample of a square where orientation %i turns it', (orientation) => {
    const side = 5;
    const square = { left: 0, top: 0, right: side, bottom: side };
    const samples = Uint8Array.from({ length: side * side }, (_, index) => index);
    const turned = turnSquare(samples, side, 1, orientation);
    const map = rectangleMap(square, square, orientation);
    for (const sample of samples) {
      const [x, y] = apply(map, sample % side, Math.floor(sample / side));
      expect(turned[Math.round(y) * side + Math.round(x)]).toBe(sample);
    }
  });
});

describe('orientationOf', () => {
  const square = { left: 0, top: 0, right: 128, bottom: 96 };

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('finds orientation %i, whatever is done beside', (orientation) => {
    const turned = rectangleMap(
      square,
      orientation % 2 === 0 ? square : { ...square, right: 96, bottom: 128 },
      orientation,
    );
    fc.assert(
      fc.property(
        fc.double({ min: -44, max: 44, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (tilt, scale) => {
          const found = orientationOf(about(compose(turned, turnBy(tilt, scale)), 40, 10));
          expect(found).toEqual({ orientation, tilt: expect.closeTo(tilt, 9) });
        },
      ),
    );
  });

  it('is undone by the inverse of the map', () => {
    expect(orientationOf(invert(turnBy(90 + 7)))).toEqual({ orientation: 3, tilt: expect.closeTo(-7, 9) });
    expect(orientationOf(invert(compose([-1, 0, 0, 0, 1, 0], turnBy(90))))).toEqual({ orientation: 5, tilt: 0 });
  });
});
