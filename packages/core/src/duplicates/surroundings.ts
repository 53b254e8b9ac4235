import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { Affine } from './affine.ts';
import { isUnder } from './overlap.ts';

/** Most that neighbouring samples of a plain place differ by, in sample values. */
const MOST_DIFFERENCE = 4;

/**
 * Share of one tone, from sample to sample, in what is round a picture that lies inside another, 0 to 1: much in the interface round a picture on a
 * screenshot, little in what a crop left out.
 * @param map from the outline of `inside` to that of `container`.
 */
export function plainShareAround(inside: Fingerprint, container: Fingerprint, map: Affine): number {
  const { data, width, height } = container.outline;
  let around = 0;
  let plain = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      if (isUnder(inside.inner, map, x, y)) continue;
      around++;
      if (rangeAround(data, y * width + x, width) <= MOST_DIFFERENCE) plain++;
    }
  return around === 0 ? 0 : plain / around;
}

function rangeAround(data: Uint8Array, middle: number, width: number): number {
  let least = 255;
  let most = 0;
  for (let row = middle - width; row <= middle + width; row += width)
    for (let at = row - 1; at <= row + 1; at++) {
      least = Math.min(least, data[at]!);
      most = Math.max(most, data[at]!);
    }
  return most - least;
}
