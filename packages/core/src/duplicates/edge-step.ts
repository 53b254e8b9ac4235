import type { Rectangle } from '../fingerprint/border.ts';
import type { Outline } from '../fingerprint/fingerprint.ts';
import { apply, type Affine } from './affine.ts';

/** How far from the edge samples are taken on either side, and again so far for what is usual there, in pixels. */
const NEAR = 1.5;
const FAR = 4.5;
/** Keeps plain surroundings from making any edge look large. */
const NOISE = 2;

/**
 * How much more the samples of a picture change across the edge of another that lies inside it than beside that edge: about 1 where the picture goes on, as
 * round a crop, and more where something else begins, as round a picture on a screen.
 * @param map from the outline of the inside picture to that of `container`.
 */
export function edgeStep(inside: Rectangle, container: Outline, map: Affine): number {
  let across = NOISE;
  let beside = NOISE;
  let count = 1;
  for (const [x, y, outX, outY] of edgePoints(inside)) {
    const at = (distance: number): number | undefined =>
      sample(container, apply(map, x + distance * outX, y + distance * outY));
    const [innermost, inner, outer, outermost] = [at(-FAR), at(-NEAR), at(NEAR), at(FAR)];
    if (innermost === undefined || inner === undefined || outer === undefined || outermost === undefined) continue;
    across += Math.abs(outer - inner);
    beside += (Math.abs(inner - innermost) + Math.abs(outermost - outer)) / 2;
    count++;
  }
  return count < 8 ? 1 : across / beside;
}

/** Points along the four edges, with the direction that leads outside. */
function* edgePoints({ left, top, right, bottom }: Rectangle): Generator<readonly [number, number, number, number]> {
  for (let x = left + 2; x < right - 2; x += 2) {
    yield [x, top - 0.5, 0, -1];
    yield [x, bottom - 0.5, 0, 1];
  }
  for (let y = top + 2; y < bottom - 2; y += 2) {
    yield [left - 0.5, y, -1, 0];
    yield [right - 0.5, y, 1, 0];
  }
}

function sample({ data, width, height }: Outline, [x, y]: readonly [number, number]): number | undefined {
  const [column, row] = [Math.round(x), Math.round(y)];
  const isInside = column >= 0 && row >= 0 && column < width && row < height;
  return isInside ? data[row * width + column] : undefined;
}
