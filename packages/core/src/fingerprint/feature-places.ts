import { FEATURE_BYTES, KEYS_AT, LEVEL_FACTOR, PLACE_AT, PLACE_UNIT } from './local-features.ts';

/** Where features are, in pixels of the outline (half of those they were found in), how large their pixels are there, and which way they look. */
export interface FeaturePlaces {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly scale: Float32Array;
  /** Radians. */
  readonly angle: Float32Array;
}

export function featurePlaces(features: Uint8Array): FeaturePlaces {
  const count = features.length / FEATURE_BYTES;
  const numbers = (): Float32Array => new Float32Array(count);
  const places = { count, x: numbers(), y: numbers(), scale: numbers(), angle: numbers() };
  const view = new DataView(features.buffer, features.byteOffset, features.byteLength);
  for (let index = 0; index < count; index++) {
    const at = index * FEATURE_BYTES + PLACE_AT;
    places.x[index] = (view.getUint16(at, true) / PLACE_UNIT + 0.5) / 2 - 0.5;
    places.y[index] = (view.getUint16(at + 2, true) / PLACE_UNIT + 0.5) / 2 - 0.5;
    places.angle[index] = (view.getUint8(at + 4) * Math.PI) / 128 - Math.PI;
    places.scale[index] = LEVEL_FACTOR ** view.getUint8(at + 5);
  }
  return places;
}

/** The codes as 32-bit words, eight a feature. */
export function featureCodes(features: Uint8Array): Uint32Array {
  const count = features.length / FEATURE_BYTES;
  const codes = new Uint8Array(count * KEYS_AT);
  for (let index = 0; index < count; index++)
    codes.set(features.subarray(index * FEATURE_BYTES, index * FEATURE_BYTES + KEYS_AT), index * KEYS_AT);
  return new Uint32Array(codes.buffer);
}
