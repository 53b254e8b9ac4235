import { areaMeans } from '../fingerprint/area-means.ts';
import type { Outline } from '../fingerprint/fingerprint.ts';
import type { Portrait } from './portrait.ts';

/** Correlation of both pictures with themselves, in the mean, from which they are periodic. Brick walls have 0.77 to 0.88, nine of ten photos less than 0.45. */
const LEAST_CORRELATION = 0.75;
/** All in pixels of the halved outline: nearer shifts only show that pictures are smooth; detail is what differs from the mean this far around. */
const LEAST_SHIFT = 5;
const DETAIL_RADIUS = 3;
/** Variance of detail under which there is none. */
const LEAST_VARIANCE = 0.05;

const known = new WeakMap<Outline, number>();

/**
 * Whether pictures are made of equal lines, bricks, tiles or bars, whose details may differ: they agree with themselves when they are shifted,
 * and so with others of their kind.
 */
export function arePeriodic(a: Portrait, b: Portrait): boolean {
  return (selfCorrelation(a) + selfCorrelation(b)) / 2 >= LEAST_CORRELATION;
}

function selfCorrelation({ fingerprint: { outline } }: Portrait): number {
  const before = known.get(outline);
  if (before !== undefined) return before;
  const correlation = highestCorrelation(detailOf(outline));
  known.set(outline, correlation);
  return correlation;
}

interface Detail {
  readonly data: Float64Array;
  readonly width: number;
  readonly height: number;
}

/** What differs from the mean around it, at half the size. */
function detailOf(outline: Outline): Detail {
  const [width, height] = [outline.width >> 1, outline.height >> 1];
  const grid = {
    data: outline.data,
    offset: 0,
    step: 1,
    rowStride: outline.width,
    width: 2 * width,
    height: 2 * height,
  };
  const samples = areaMeans(grid, width, height);
  const sums = sumTable(samples, width, height);
  const data = Float64Array.from(samples, (sample, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const [left, top] = [Math.max(0, x - DETAIL_RADIUS), Math.max(0, y - DETAIL_RADIUS)];
    const [right, bottom] = [Math.min(width, x + DETAIL_RADIUS + 1), Math.min(height, y + DETAIL_RADIUS + 1)];
    const area = { left, top, right, bottom };
    return sample - sumOf(sums, width, area) / ((right - left) * (bottom - top));
  });
  return { data, width, height };
}

/** The highest correlation with itself at any shift of up to half the picture, 0 to 1. */
function highestCorrelation({ data, width, height }: Detail): number {
  const squares = sumTable(data.map((value) => value * value), width, height); // prettier-ignore
  let highest = 0;
  for (let down = 0; down <= height / 2; down++)
    for (let right = -(width >> 1); right <= width >> 1; right++) {
      if ((down === 0 && right <= 0) || Math.hypot(down, right) < LEAST_SHIFT) continue;
      const part = { left: Math.max(0, -right), right: width - Math.max(0, right), top: 0, bottom: height - down };
      const moved = { left: part.left + right, right: part.right + right, top: down, bottom: height };
      const energy = Math.sqrt(sumOf(squares, width, part) * sumOf(squares, width, moved));
      if (energy <= LEAST_VARIANCE * (part.right - part.left) * part.bottom) continue;
      let product = 0;
      for (let y = 0; y < part.bottom; y++) {
        const shifted = (y + down) * width + right;
        for (let x = part.left, at = y * width; x < part.right; x++) product += data[at + x]! * data[shifted + x]!;
      }
      highest = Math.max(highest, product / energy);
    }
  return highest;
}

interface Area {
  readonly left: number;
  readonly top: number;
  /** Not included. */
  readonly right: number;
  readonly bottom: number;
}

/** At (x, y), in rows of width + 1: the sum of all that stands above and left of it (Crow, "Summed-area tables for texture mapping", 1984). */
function sumTable(data: Float32Array | Float64Array, width: number, height: number): Float64Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return sums;
}

function sumOf(sums: Float64Array, width: number, { left, top, right, bottom }: Area): number {
  const stride = width + 1;
  const [above, below] = [top * stride, bottom * stride];
  return sums[below + right]! - sums[below + left]! - sums[above + right]! + sums[above + left]!;
}
