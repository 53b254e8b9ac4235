import { apply, type Affine } from '../duplicates/affine.ts';
import type { PairEvidence } from '../duplicates/report-types.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How SVG draws one picture of a pair on the other, in pixels of the latter, `b`. */
export interface LaidView {
  /** `viewBox` that holds both pictures. */
  readonly view_box: string;
  /** `transform` of picture `a`, drawn at (0, 0) in its own pixels. */
  readonly matrix: string;
  readonly a: Size;
  readonly b: Size;
  /** What covers `b` in one place: x, y, width, height. */
  readonly overlay: readonly [number, number, number, number] | null;
}

/** @returns null where it is not known how the pictures lie on each other. */
export function laidView(a: Size, b: Size, { map, overlay }: Pick<PairEvidence, 'map' | 'overlay'>): LaidView | null {
  if (!map) return null;
  const pixels = inPixels(a, b, map);
  const corners = [0, a.width].flatMap((x) => [0, a.height].map((y) => apply(pixels, x, y)));
  const xs = [0, b.width, ...corners.map(([x]) => x)];
  const ys = [0, b.height, ...corners.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [p, q, r, s, t, u] = pixels;
  return {
    view_box: [left, top, Math.max(...xs) - left, Math.max(...ys) - top].map(short).join(' '),
    matrix: `matrix(${[p, s, q, t, r, u].map(short).join(' ')})`,
    a: { width: a.width, height: a.height },
    b: { width: b.width, height: b.height },
    overlay: overlay && [overlay[0] * b.width, overlay[1] * b.height, overlay[2] * b.width, overlay[3] * b.height],
  };
}

function inPixels(a: Size, b: Size, [p, q, r, s, t, u]: Affine): Affine {
  const [width, height] = [b.width, b.height];
  return [
    ...([(p * width) / a.width, (q * width) / a.height, r * width] as const),
    ...([(s * height) / a.width, (t * height) / a.height, u * height] as const),
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(7)));
}
