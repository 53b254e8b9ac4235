import type { Plane } from './border.ts';
import { corners } from './corners.ts';
import { CODE_BYTES, describePatch, KEY_BYTES } from './descriptor.ts';
import { pyramid } from './pyramid.ts';

/** Longest side of the picture that local features are looked for in. */
export const FEATURE_SIDE = 256;
/** Corners that are kept of each level of the pyramid, finest first. */
const QUOTAS = [56, 44, 36, 28, 20, 16];
const LEAST_LEVEL_SIDE = 28;

/** One feature's record: its code, its keys, then x and y (16 bits each, in 1/128 pixels), angle and level (8 bits each). */
export const FEATURE_BYTES = 64;
export const KEYS_AT = CODE_BYTES;
export const PLACE_AT = KEYS_AT + KEY_BYTES;
export const PLACE_UNIT = 128;

/**
 * Some 180 places that would be found again in a cropped, turned, resized or partly covered copy, with a binary description of what is round
 * each, as records of FEATURE_BYTES.
 * @param plane longest side FEATURE_SIDE.
 */
export function localFeatures(plane: Plane): Uint8Array {
  const records: Uint8Array[] = [];
  for (const [index, level] of pyramid(plane, QUOTAS.length, LEAST_LEVEL_SIDE).entries())
    for (const { x, y } of corners(level, QUOTAS[index]!)) {
      const record = new Uint8Array(FEATURE_BYTES);
      const angle = describePatch(level, x, y, { code: record, keys: record.subarray(KEYS_AT, PLACE_AT) });
      const view = new DataView(record.buffer);
      view.setUint16(PLACE_AT, Math.round(((x + 0.5) * level.scale - 0.5) * PLACE_UNIT), true);
      view.setUint16(PLACE_AT + 2, Math.round(((y + 0.5) * level.scale - 0.5) * PLACE_UNIT), true);
      record[PLACE_AT + 4] = Math.round(((angle + Math.PI) * 128) / Math.PI) & 255;
      record[PLACE_AT + 5] = index;
      records.push(record);
    }
  return Buffer.concat(records);
}
