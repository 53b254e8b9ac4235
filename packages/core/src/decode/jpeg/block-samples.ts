import type { Coefficients } from './block-scan.ts';

/**
 * The samples that a component's lowest coefficients say, row by row: one a block from DC alone, else the means of the parts of each block that is
 * cut into 2 x 2 or 4 x 4, rounded, around 128.
 * @param quantiser of the 4 x 4 lowest coefficients.
 */
export function blockSamples(
  { dc, low }: Coefficients,
  quantiser: readonly number[],
  blocksAcross: number,
): Uint8Array {
  if (!low) return eighthSamples(dc, quantiser[0]!);
  if (low.size === 2) return quarterSamples(dc, low.values, quantiser, blocksAcross);
  return halfSamples(dc, low.values, quantiser, blocksAcross);
}

/** libjpeg's 1 x 1 inverse transform: DC times quantiser over 8, rounded, around 128. */
function eighthSamples(dc: Int16Array, quantiser: number): Uint8Array {
  const samples = new Uint8ClampedArray(dc.length);
  for (let i = 0; i < dc.length; i++) samples[i] = ((dc[i]! * quantiser + 4) >> 3) + 128;
  return new Uint8Array(samples.buffer);
}

/** Mean of a low basis function of the 8-point DCT-II over half a block, with its weight: for one direction against DC's 1 / 8, and for both. */
const HALF_MEAN = [1, 3, 5, 7].reduce((sum, odd) => sum + Math.cos((odd * Math.PI) / 16), 0) / 4;
const ONE_WAY = (HALF_MEAN * Math.SQRT2) / 8;
const BOTH_WAYS = (HALF_MEAN * HALF_MEAN * 2) / 8;

/** The means of each block's four quarters, of what the four lowest coefficients say. */
function quarterSamples(
  dc: Int16Array,
  low: Int16Array,
  quantiser: readonly number[],
  blocksAcross: number,
): Uint8Array {
  const samples = new Uint8ClampedArray(dc.length * 4);
  const stride = blocksAcross * 2;
  const [forDc, forAcross, forDown, forBoth] = [
    quantiser[0]! / 8,
    quantiser[1]! * ONE_WAY,
    quantiser[4]! * ONE_WAY,
    quantiser[5]! * BOTH_WAYS,
  ];
  for (let block = 0; block < dc.length; block++) {
    const mean = dc[block]! * forDc + 128;
    const across = low[4 * block + 1]! * forAcross;
    const down = low[4 * block + 2]! * forDown;
    const both = low[4 * block + 3]! * forBoth;
    const place = Math.floor(block / blocksAcross) * 2 * stride + (block % blocksAcross) * 2;
    samples[place] = mean + across + down + both;
    samples[place + 1] = mean - across + down - both;
    samples[place + stride] = mean + across - down - both;
    samples[place + stride + 1] = mean - across - down + both;
  }
  return new Uint8Array(samples.buffer);
}

/**
 * What coefficient k of the 8-point inverse DCT-II adds, at 1, to the mean of pixels 2i and 2i + 1: PAIR_MEANS[4 * i + k]. That is the 4-point
 * inverse transform with each coefficient weighted by cos(k pi / 16).
 */
const PAIR_MEANS = Float64Array.from({ length: 16 }, (_, place) => {
  const [i, k] = [place >> 2, place & 3];
  const norm = k === 0 ? Math.SQRT1_2 / 2 : 1 / 2;
  return norm * Math.cos((k * Math.PI) / 16) * Math.cos(((2 * i + 1) * k * Math.PI) / 8);
});

/** The means of each block's 2 x 2 pixels, of what the 4 x 4 lowest coefficients say. */
function halfSamples(dc: Int16Array, low: Int16Array, quantiser: readonly number[], blocksAcross: number): Uint8Array {
  const samples = new Uint8ClampedArray(dc.length * 16);
  const stride = blocksAcross * 4;
  const half = new Float64Array(16);
  for (let block = 0; block < dc.length; block++) {
    low[16 * block] = dc[block]!;
    for (let v = 0; v < 4; v++)
      for (let x = 0; x < 4; x++) {
        let sum = 0;
        for (let u = 0; u < 4; u++)
          sum += PAIR_MEANS[4 * x + u]! * low[16 * block + 4 * v + u]! * quantiser[4 * v + u]!;
        half[4 * v + x] = sum;
      }
    const place = Math.floor(block / blocksAcross) * 4 * stride + (block % blocksAcross) * 4;
    for (let y = 0; y < 4; y++)
      for (let x = 0; x < 4; x++) {
        let sum = 128;
        for (let v = 0; v < 4; v++) sum += PAIR_MEANS[4 * y + v]! * half[4 * v + x]!;
        samples[place + y * stride + x] = sum;
      }
  }
  return new Uint8Array(samples.buffer);
}
