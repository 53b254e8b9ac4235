import type { JpegKernel } from './jpeg-kernel.ts';
import type { Component } from './jpeg-segments.ts';
import type { Coefficients } from './scan-blocks.ts';

/**
 * The samples that a component's lowest coefficients stand for, row by row: of each block one, 2 x 2 or 4 x 4 means of what they say, rounded.
 * @param quantisers of the 4 x 4 lowest coefficients, row by row.
 */
export function planeSamples(
  kernel: JpegKernel,
  { blocksAcross, blocksDown }: Component,
  { address, side }: Coefficients,
  quantisers: readonly number[],
): Uint8Array {
  const { exports, weights } = kernel;
  const size = blocksAcross * blocksDown * side * side;
  const out = kernel.take(size);
  const { buffer } = exports.memory;
  if (side === 1) exports.eighthSamples(address, size, quantisers[0]!, out);
  else if (side === 2) {
    const [dc, across, , , down, both] = quantisers as [number, number, number, number, number, number];
    new Float64Array(buffer, weights).set([dc / 8, across * ONE_WAY, down * ONE_WAY, both * BOTH_WAYS]);
    exports.quarterSamples(address, blocksAcross, blocksDown, weights, out);
  } else {
    new Float32Array(buffer, weights).set(quantisers.map((quantiser, place) => quantiser * HALF_WEIGHTS[place]!));
    exports.halfSamples(address, blocksAcross, blocksDown, weights, out);
  }
  return kernel.bytes(out, size).slice();
}

/** Mean of a low basis function of the 8-point DCT-II over half a block, with its weight: for one direction against DC's 1 / 8, and for both. */
const HALF_MEAN = [1, 3, 5, 7].reduce((sum, odd) => sum + Math.cos((odd * Math.PI) / 16), 0) / 4;
const ONE_WAY = (HALF_MEAN * Math.SQRT2) / 8;
const BOTH_WAYS = (HALF_MEAN * HALF_MEAN * 2) / 8;

/**
 * The mean of pixels 2i and 2i + 1 of the 8-point inverse DCT-II, of its 4 lowest coefficients, is the 4-point one with coefficient k weighted by
 * cos(k pi / 16). What the 4-point transform multiplies its inputs by is taken into the weights too.
 */
const EIGHTH = Math.PI / 8;
const PAIR_WEIGHTS = [Math.SQRT1_2, Math.cos(EIGHTH), Math.SQRT1_2, Math.cos(EIGHTH)].map(
  (first, k) => (first * Math.cos((k * Math.PI) / 16)) / 2,
);
const HALF_WEIGHTS = PAIR_WEIGHTS.flatMap((down) => PAIR_WEIGHTS.map((across) => down * across));
