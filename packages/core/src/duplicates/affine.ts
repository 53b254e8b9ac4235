import type { Rectangle } from '../fingerprint/border.ts';

/** [a, b, c, d, e, f]: (x, y) goes to (a x + b y + c, d x + e y + f). Pixel centres stand at whole numbers. */
export type Affine = readonly [number, number, number, number, number, number];

export type Point = readonly [x: number, y: number];

export function apply([a, b, c, d, e, f]: Affine, x: number, y: number): Point {
  return [a * x + b * y + c, d * x + e * y + f];
}

/** How areas grow; negative where the map mirrors. */
export function determinant([a, b, , d, e]: Affine): number {
  return a * e - b * d;
}

/** How lengths grow, on the whole. */
export function scaleOf(map: Affine): number {
  return Math.sqrt(Math.abs(determinant(map)));
}

export function invert(map: Affine): Affine {
  const [a, b, c, d, e, f] = map;
  const k = 1 / determinant(map);
  return [e * k, -b * k, (b * f - c * e) * k, -d * k, a * k, (c * d - a * f) * k];
}

/** The map that does `first` and then `second`. */
export function compose([a, b, c, d, e, f]: Affine, [A, B, C, D, E, F]: Affine): Affine {
  return [
    ...([A * a + B * d, A * b + B * e, A * c + B * f + C] as const),
    ...([D * a + E * d, D * b + E * e, D * c + E * f + F] as const),
  ];
}

/** A map between two pictures as one between their levels, of which each halves the one before. */
export function betweenLevels(map: Affine, from: number, to: number): Affine {
  return compose(compose(halvings(-from), map), halvings(to));
}

/** From a level's pixels to those of one `count` halvings smaller, or larger where it is negative. */
function halvings(count: number): Affine {
  const scale = 2 ** -count;
  const shift = (scale - 1) / 2;
  return [scale, 0, shift, 0, scale, shift];
}

/** Stretches one rectangle, turned by an orientation of DIHEDRAL_NAMES, over another. */
export function rectangleMap(from: Rectangle, to: Rectangle, orientation: number): Affine {
  const [width, height] = [from.right - from.left, from.bottom - from.top];
  const unit: Affine = [1 / width, 0, (0.5 - from.left) / width, 0, 1 / height, (0.5 - from.top) / height];
  const [outWidth, outHeight] = [to.right - to.left, to.bottom - to.top];
  const place: Affine = [outWidth, 0, to.left - 0.5, 0, outHeight, to.top - 0.5];
  const mirrored = orientation >= 4 ? compose(unit, [-1, 0, 1, 0, 1, 0]) : unit;
  const turned = compose(mirrored, QUARTER_TURNS[orientation & 3]!);
  return compose(turned, place);
}

/** Clockwise turns of the unit square, y down. */
const QUARTER_TURNS: readonly Affine[] = [
  [1, 0, 0, 0, 1, 0],
  [0, -1, 1, 1, 0, 0],
  [-1, 0, 1, 0, -1, 1],
  [0, 1, 0, -1, 0, 1],
];

/** The orientation of DIHEDRAL_NAMES nearest to what a map does, and by how many degrees more it turns, -45 to 45. */
export function orientationOf(map: Affine): { readonly orientation: number; readonly tilt: number } {
  const isMirrored = determinant(map) < 0;
  const [a, b, , d, e] = isMirrored ? compose([-1, 0, 0, 0, 1, 0], map) : map;
  const degrees = (Math.atan2(d - b, a + e) * 180) / Math.PI;
  const turns = Math.round(degrees / 90);
  return { orientation: ((turns + 4) & 3) + (isMirrored ? 4 : 0), tilt: degrees - 90 * turns };
}
