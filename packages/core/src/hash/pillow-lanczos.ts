import type { Raster } from '../decode/raster.ts';

/** Lanczos reaches this many samples to each side, of the shrunk picture when it shrinks. */
const SUPPORT = 3;
/** Weights are whole numbers of 2^-22. */
const PRECISION_BITS = 22;
const ONE = 2 ** PRECISION_BITS;

/** Samples of the result and how to make each one of them. */
interface Kernel {
  readonly firsts: Int32Array;
  readonly counts: Int32Array;
  /** `stride` weights a sample, of which `counts` are used. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Resizes one-channel pixels value for value as Pillow's `Image.resize((width, height), LANCZOS)` does for mode L: along the rows
 * first, then along the columns, in fixed point with 22 fractional bits, each pass rounded to 8 bits. A side that stays as it is
 * is not filtered.
 */
export function resizePillowLanczos(grey: Raster, width: number, height: number): Raster {
  return resizeColumns(resizeRows(grey, width), height);
}

function resizeRows(grey: Raster, width: number): Raster {
  if (width === grey.width) return grey;
  const kernel = lanczosKernel(grey.width, width);
  const data = new Uint8Array(width * grey.height);
  for (let y = 0; y < grey.height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = weightedSample(grey.data, { kernel, sample: x, start: y * grey.width, step: 1 });
    }
  }
  return { data, width, height: grey.height, channels: 1 };
}

function resizeColumns(grey: Raster, height: number): Raster {
  if (height === grey.height) return grey;
  const kernel = lanczosKernel(grey.height, height);
  const data = new Uint8Array(grey.width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < grey.width; x++) {
      data[y * grey.width + x] = weightedSample(grey.data, { kernel, sample: y, start: x, step: grey.width });
    }
  }
  return { data, width: grey.width, height, channels: 1 };
}

interface Reading {
  readonly kernel: Kernel;
  readonly sample: number;
  readonly start: number;
  readonly step: number;
}

function weightedSample(data: Uint8Array, { kernel, sample, start, step }: Reading): number {
  const first = start + kernel.firsts[sample]! * step;
  const count = kernel.counts[sample]!;
  const weights = sample * kernel.stride;
  let sum = ONE / 2;
  for (let i = 0; i < count; i++) sum += data[first + i * step]! * kernel.weights[weights + i]!;
  return Math.min(255, Math.max(0, sum >> PRECISION_BITS));
}

function lanczosKernel(fromSize: number, toSize: number): Kernel {
  const scale = fromSize / toSize;
  const stretch = Math.max(1, scale);
  const reach = SUPPORT * stretch;
  const stride = Math.ceil(reach) * 2 + 1;
  const firsts = new Int32Array(toSize);
  const counts = new Int32Array(toSize);
  const weights = new Int32Array(toSize * stride);
  for (let sample = 0; sample < toSize; sample++) {
    const centre = (sample + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(fromSize, Math.trunc(centre + reach + 0.5));
    firsts[sample] = first;
    counts[sample] = end - first;
    weights.set(
      fixedPointWeights(end - first, (i) => lanczos((first + i - centre + 0.5) * (1 / stretch))),
      sample * stride,
    );
  }
  return { firsts, counts, weights, stride };
}

/** Weights normalised to a sum of 1, then rounded half away from zero. */
function fixedPointWeights(count: number, weightAt: (i: number) => number): Int32Array {
  const weights = Float64Array.from({ length: count }, (_, i) => weightAt(i));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Int32Array.from(weights, (weight) => Math.trunc((weight / total) * ONE + (weight < 0 ? -0.5 : 0.5)));
}

function lanczos(x: number): number {
  return x >= -SUPPORT && x < SUPPORT ? sinc(x) * sinc(x / SUPPORT) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}
