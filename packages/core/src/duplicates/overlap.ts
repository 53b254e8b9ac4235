import type { Rectangle } from '../fingerprint/border.ts';
import { apply, determinant, type Affine, type Point } from './affine.ts';

/** Share of either rectangle, of pixels, that lies in the other when the first is laid on the second, 0 to 1: exact, by clipping. */
export function overlapOf(a: Rectangle, b: Rectangle, map: Affine): { readonly ofA: number; readonly ofB: number } {
  const shape = [a.left, a.right].flatMap((x, right) => {
    const ys = right === 0 ? [a.top, a.bottom] : [a.bottom, a.top];
    return ys.map((y): Point => apply(map, x - 0.5, y - 0.5));
  });
  const common = Math.abs(areaOf(clip(shape, b)));
  return {
    ofA: Math.min(1, common / Math.abs(determinant(map)) / rectangleArea(a)),
    ofB: Math.min(1, common / rectangleArea(b)),
  };
}

/** The smallest upright rectangle round one that is turned by a map, within `frame`. */
export function boundsUnder(part: Rectangle, map: Affine, frame: Rectangle): Rectangle {
  const corners = [part.left, part.right].flatMap((x) =>
    [part.top, part.bottom].map((y) => apply(map, x - 0.5, y - 0.5)),
  );
  const xs = corners.map(([x]) => x + 0.5);
  const ys = corners.map(([, y]) => y + 0.5);
  return {
    left: Math.max(frame.left, Math.min(...xs)),
    top: Math.max(frame.top, Math.min(...ys)),
    right: Math.min(frame.right, Math.max(...xs)),
    bottom: Math.min(frame.bottom, Math.max(...ys)),
  };
}

/** Sutherland and Hodgman's clipping of a convex polygon ("Reentrant Polygon Clipping", 1974), at the outer edges of the pixels. */
function clip(shape: readonly Point[], { left, top, right, bottom }: Rectangle): readonly Point[] {
  const edges: ((point: Point) => number)[] = [
    ([x]) => x - (left - 0.5),
    ([x]) => right - 0.5 - x,
    ([, y]) => y - (top - 0.5),
    ([, y]) => bottom - 0.5 - y,
  ];
  return edges.reduce((rest, inside) => clipEdge(rest, inside), shape);
}

function clipEdge(shape: readonly Point[], inside: (point: Point) => number): Point[] {
  return shape.flatMap((point, index) => {
    const before = shape.at(index - 1)!;
    const [from, to] = [inside(before), inside(point)];
    const crossing: Point[] = [];
    if (from >= 0 !== to >= 0) {
      const part = from / (from - to);
      crossing.push([before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])]);
    }
    return to >= 0 ? [...crossing, point] : crossing;
  });
}

/** Gauss's area formula. */
function areaOf(shape: readonly Point[]): number {
  return shape.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = shape[(index + 1) % shape.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

export function rectangleArea({ left, top, right, bottom }: Rectangle): number {
  return (right - left) * (bottom - top);
}
