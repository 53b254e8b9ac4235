import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { about, anyMap, turnBy } from '../../fixtures/affine-maps.ts';
import type { FeaturePlaces } from '../fingerprint/feature-places.ts';
import { type Affine, apply, compose, determinant } from './affine.ts';
import { fitMap } from './fit-map.ts';

type Point = readonly [x: number, y: number];

function placesAt(points: readonly Point[]): FeaturePlaces {
  const [x, y] = [Float32Array.from(points, ([across]) => across), Float32Array.from(points, ([, down]) => down)];
  return {
    count: points.length,
    x,
    y,
    scale: new Float32Array(points.length).fill(1),
    angle: new Float32Array(points.length),
  };
}

const SPREAD: readonly Point[] = [[8, 12], [110, 20], [60, 50], [20, 88], [118, 84], [44, 30], [90, 66], [30, 61]]; // prettier-ignore
const EACH = SPREAD.map((_, index) => [index, index] as const);

/** The map fitted to places and where `map` takes them. */
function fitted(map: Affine, isAffine: boolean, matches = EACH): Affine | undefined {
  const moved = SPREAD.map(([x, y]) => apply(map, x, y));
  return fitMap(placesAt(SPREAD), placesAt(moved), matches, { isAffine, isMirrored: determinant(map) < 0 });
}

function farthest(one: Affine, other: Affine): number {
  return Math.max(
    ...SPREAD.map(([x, y]) => {
      const [[oneX, oneY], [otherX, otherY]] = [apply(one, x, y), apply(other, x, y)];
      return Math.hypot(oneX - otherX, oneY - otherY);
    }),
  );
}

/** Sum of the squared distances that a map leaves. */
function error(map: Affine, targets: readonly Point[]): number {
  return SPREAD.reduce((sum, [x, y], index) => {
    const [toX, toY] = apply(map, x, y);
    return sum + (toX - targets[index]![0]) ** 2 + (toY - targets[index]![1]) ** 2;
  }, 0);
}

describe('fitMap', () => {
  it('finds every similarity and every moderate affine map from exact places', () => {
    fc.assert(
      fc.property(anyMap, (map) => {
        expect(farthest(fitted(map, true)!, map)).toBeLessThan(1e-2); // places are kept in 32 bits
      }),
    );
  });

  it('finds a similarity from two matches, mirrored or not', () => {
    for (const mirror of [
      [1, 0, 0, 0, 1, 0],
      [-1, 0, 0, 0, 1, 0],
    ] as const) {
      const map = compose(compose(mirror, turnBy(37, 1.8)), [1, 0, 40, 0, 1, -9]);
      expect(farthest(fitted(map, false, EACH.slice(0, 2))!, map)).toBeLessThan(1e-3);
    }
  });

  it('uses the matches that it is given, not the order of the places', () => {
    const map = about(turnBy(12, 0.7), 20, 30);
    const moved = SPREAD.map(([x, y]) => apply(map, x, y)).toReversed();
    const matches = EACH.map(([index]) => [index, EACH.length - 1 - index] as const);
    const found = fitMap(placesAt(SPREAD), placesAt(moved), matches, { isAffine: true, isMirrored: false })!;
    expect(farthest(found, map)).toBeLessThan(1e-3);
  });

  it.each([true, false])('leaves no smaller error nearby (affine: %s)', (isAffine) => {
    const targets = SPREAD.map(([x, y], index): Point => {
      const [toX, toY] = apply(turnBy(20, 1.3), x, y);
      return [toX + 3 * Math.sin(5 * index), toY + 3 * Math.cos(7 * index)];
    });
    const map = fitMap(placesAt(SPREAD), placesAt(targets), EACH, { isAffine, isMirrored: false })!;
    const least = error(map, targets);
    const nearby: Affine[] = isAffine
      ? [0, 1, 2, 3, 4, 5].map((at): Affine => {
          const [xx, xy, x0, yx, yy, y0] = map.with(at, map[at]! + 1e-3);
          return [xx!, xy!, x0!, yx!, yy!, y0!];
        })
      : [compose(map, turnBy(0.1)), compose(map, turnBy(0, 1.001)), compose(map, [1, 0, 0.01, 0, 1, 0])];
    for (const tried of nearby) expect(error(tried, targets)).toBeGreaterThan(least);
  });

  it('falls back to a similarity where the affine map would shear the picture or mirror it', () => {
    const shapeOf = (map: Affine): [number, number] => [Math.abs(map[0] - map[4]), Math.abs(map[1] + map[3])];
    const stretch: Affine = [3, 0, 0, 0, 1, 0];
    expect(farthest(fitted([1.9, 0, 0, 0, 1, 0], true)!, [1.9, 0, 0, 0, 1, 0])).toBeLessThan(1e-3);
    expect(shapeOf(fitted(stretch, true)!)).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6)]);
    const mirrored = SPREAD.map(([x, y]): Point => [-x, y]);
    const upright = fitMap(placesAt(SPREAD), placesAt(mirrored), EACH, { isAffine: true, isMirrored: false })!;
    expect(determinant(upright)).toBeGreaterThan(0);
  });

  it('gives nothing for places that all are one', () => {
    const one = placesAt(SPREAD.map(() => [5, 5]));
    expect(fitMap(one, one, EACH, { isAffine: true, isMirrored: false })).toBeUndefined();
    expect(fitMap(one, one, [], { isAffine: false, isMirrored: false })).toBeUndefined();
  });
});
