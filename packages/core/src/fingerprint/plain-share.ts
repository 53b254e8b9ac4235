import { instantiate, reserve, type Kernel } from '../kernels/instantiate.ts';
import { wasm } from '../kernels/plain-share.wasm.ts';
import type { Plane } from './border.ts';

/** Most that the samples of a plain neighbourhood differ by, in sample values. */
const MOST_DIFFERENCE = 1.5;

/** Share of the samples inside a picture whose 3 x 3 neighbourhood is of one tone, 0 to 1. */
export function plainShare({ data, width, height }: Plane): number {
  const { memory, picture, countPlain } = (kernel ??= instantiate(wasm) as PlainShareKernel);
  reserve(kernel, picture.value + data.byteLength + VECTOR_BYTES);
  new Float32Array(memory.buffer, picture.value).set(data);
  return countPlain(width, height, MOST_DIFFERENCE) / ((width - 2) * (height - 2));
}

/** The kernel reads whole vectors, beyond the end of the picture too. */
const VECTOR_BYTES = 16;

interface PlainShareKernel extends Kernel {
  readonly picture: { readonly value: number };
  readonly countPlain: (width: number, height: number, mostDifference: number) => number;
}

let kernel: PlainShareKernel | undefined;
