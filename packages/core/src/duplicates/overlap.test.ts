import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { about, anyMap, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import type { Rectangle } from '../fingerprint/border.ts';
import { type Affine, apply, compose, invert } from './affine.ts';
import { boundsUnder, overlapOf, rectangleArea } from './overlap.ts';

const A: Rectangle = { left: 0, top: 0, right: 100, bottom: 50 };

/** Parts of a pixel, across and down, that the slow count looks at. */
const FINE = 4;

/** Share of the small squares of a rectangle that a map puts into the other one. */
function countedShare(of: Rectangle, other: Rectangle, map: Affine): number {
  let [inside, all] = [0, 0];
  for (let y = of.top; y < of.bottom; y += 1 / FINE)
    for (let x = of.left; x < of.right; x += 1 / FINE) {
      const [toX, toY] = apply(map, x + 0.5 / FINE - 0.5, y + 0.5 / FINE - 0.5);
      all++;
      if (toX >= other.left - 0.5 && toX < other.right - 0.5 && toY >= other.top - 0.5 && toY < other.bottom - 0.5)
        inside++;
    }
  return inside / all;
}

const anyRectangle = fc
  .record({
    left: fc.nat(20),
    top: fc.nat(20),
    width: fc.integer({ min: 8, max: 60 }),
    height: fc.integer({ min: 8, max: 60 }),
  }) // prettier-ignore
  .map(({ left, top, width, height }) => ({ left, top, right: left + width, bottom: top + height }));

describe('overlapOf', () => {
  it('is all of both for a picture laid on itself, and nothing far away', () => {
    expect(overlapOf(A, A, IDENTITY)).toEqual({ ofA: 1, ofB: 1 });
    expect(overlapOf(A, A, [1, 0, 200, 0, 1, 0])).toEqual({ ofA: 0, ofB: 0 });
  });

  it('is the share that a shift leaves', () => {
    expect(overlapOf(A, A, [1, 0, 25, 0, 1, 0])).toEqual({ ofA: 0.75, ofB: 0.75 });
    expect(overlapOf(A, A, [1, 0, -50, 0, 1, 25])).toEqual({ ofA: 0.25, ofB: 0.25 });
  });

  it('is all of a crop and a part of the whole', () => {
    const crop = { left: 0, top: 0, right: 40, bottom: 25 };
    expect(overlapOf(crop, A, [1, 0, 10, 0, 1, 5])).toEqual({ ofA: 1, ofB: 0.2 });
    expect(overlapOf(A, crop, [1, 0, -10, 0, 1, -5])).toEqual({ ofA: 0.2, ofB: 1 });
  });

  it('knows a square turned by 45 degrees on itself: an octagon', () => {
    const square = { left: 0, top: 0, right: 100, bottom: 100 };
    const { ofA, ofB } = overlapOf(square, square, about(turnBy(45), 49.5, 49.5));
    expect(ofA).toBeCloseTo(2 * Math.SQRT2 - 2, 12); // 0.828
    expect(ofB).toBeCloseTo(ofA, 12);
  });

  it('is what counting small squares gives, to within what lies on edges', () => {
    fc.assert(
      fc.property(anyRectangle, anyRectangle, anyMap, (a, b, map) => {
        // Brought near each other: shifts of hundreds of pixels leave nothing to see.
        const near: Affine = compose(map, [1, 0, 20 - apply(map, 20, 20)[0], 0, 1, 20 - apply(map, 20, 20)[1]]);
        const { ofA, ofB } = overlapOf(a, b, near);
        expect(Math.abs(ofA - countedShare(a, b, near))).toBeLessThan(0.04);
        expect(Math.abs(ofB - countedShare(b, a, invert(near)))).toBeLessThan(0.04);
      }),
      { numRuns: 60 },
    );
  });
});

describe('boundsUnder', () => {
  const frame = { left: 0, top: 0, right: 128, bottom: 96 };

  it('is the rectangle itself where nothing is moved, and cut off at the frame', () => {
    const part = { left: 8, top: 16, right: 24, bottom: 40 };
    expect(boundsUnder(part, IDENTITY, frame)).toEqual(part);
    expect(boundsUnder(part, [1, 0, -16, 0, 1, 64], frame)).toEqual({ left: 0, top: 80, right: 8, bottom: 96 });
  });

  it('holds a turned rectangle: a square of 10 by 45 degrees is 14.1 wide', () => {
    const { left, top, right, bottom } = boundsUnder({ left: 40, top: 40, right: 50, bottom: 50 }, about(turnBy(45), 44.5, 44.5), frame); // prettier-ignore
    for (const side of [right - left, bottom - top]) expect(side).toBeCloseTo(10 * Math.SQRT2, 10);
    expect((left + right) / 2).toBeCloseTo(45, 10);
  });
});

describe('rectangleArea', () => {
  it('counts pixels', () => {
    expect(rectangleArea({ left: 3, top: 4, right: 13, bottom: 24 })).toBe(200);
  });
});
