import { wasm } from '../kernels/features.wasm.ts';
import { instantiate, type Kernel } from '../kernels/instantiate.ts';
import type { Plane } from './border.ts';
import { CODE_BYTES, FREQUENCY_INDICES, KEY_BYTES, SAMPLE_PAIRS } from './descriptor.ts';

/** Longest side of the picture that local features are looked for in. */
export const FEATURE_SIDE = 256;

/** One feature's record: its code, its keys, then x and y (16 bits each, in 1/128 pixels), angle and level (8 bits each). */
export const FEATURE_BYTES = 64;
export const KEYS_AT = CODE_BYTES;
export const PLACE_AT = KEYS_AT + KEY_BYTES;
export const PLACE_UNIT = 128;

/** Each level of the pyramid is this much smaller than the one before. */
export const LEVEL_FACTOR = 1.25;

/**
 * Some 180 places that would be found again in a cropped, turned, resized or partly covered copy, with a binary description of what is round
 * each, as records of FEATURE_BYTES: the same bits on every machine. A mirrored picture's codes have their halves swapped.
 * @param plane at most FEATURE_SIDE on its longest side.
 */
export function localFeatures({ data, width, height }: Plane): Uint8Array {
  const { memory, luma, records, localFeatures: find } = (kernel ??= prepare());
  new Float32Array(memory.buffer, luma.value).set(data);
  return new Uint8Array(memory.buffer, records.value, find(width, height) * FEATURE_BYTES).slice();
}

interface FeatureKernel extends Kernel {
  readonly luma: Address;
  readonly records: Address;
  readonly pairs: Address;
  readonly frequencies: Address;
  readonly localFeatures: (width: number, height: number) => number;
}

interface Address {
  readonly value: number;
}

let kernel: FeatureKernel | undefined;

function prepare(): FeatureKernel {
  const made = instantiate(wasm) as FeatureKernel;
  const bytes = new Uint8Array(made.memory.buffer);
  bytes.set(SAMPLE_PAIRS, made.pairs.value);
  bytes.set(FREQUENCY_INDICES.flat(), made.frequencies.value);
  return made;
}
