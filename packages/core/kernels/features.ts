// Local features of a picture's luma: the corners of a pyramid of levels, each described by what is round it. src/fingerprint/local-features.ts says
// what the records hold. All arithmetic is in a fixed order: the same picture gives the same bits on every machine.
import { findCorners, nextCorner } from './features/corners';
import { describePatch, prepareTables } from './features/descriptor';
import { LONGEST_SIDE, Plane, PLANE_BYTES } from './features/plane';
import { LEVEL_FACTOR, shrink, smooth } from './features/pyramid';

export { frequencies, pairs } from './features/descriptor';

/** Corners that are kept of each level of the pyramid, finest first. */
const QUOTAS: StaticArray<i32> = [56, 44, 36, 28, 20, 16];
const MOST_FEATURES = 200;
const LEAST_LEVEL_SIDE = 28;

const RECORD_BYTES = 64;
const PLACE_AT = 56;
const PLACE_UNIT: f32 = 128;

const picture = new Plane(memory.data(PLANE_BYTES, 16));
const spare = new Plane(memory.data(PLANE_BYTES, 16));
const level = new Plane(memory.data(PLANE_BYTES, 16));

/** Where the luma is put, 32-bit floats row by row; it is lost in the work. */
export const luma: usize = picture.first;
/** Where the records are left. */
export const records: usize = memory.data(MOST_FEATURES * RECORD_BYTES, 16);

prepareTables();

/** @returns the number of records. */
export function localFeatures(width: i32, height: i32): i32 {
  assert(max(width, height) <= LONGEST_SIDE);
  let sharp = picture;
  let next = spare;
  let count = 0;
  let scale: f32 = 1;
  sharp.resize(width, height, 0);
  for (let index = 0; index < QUOTAS.length && min(sharp.width, sharp.height) >= LEAST_LEVEL_SIDE; index++) {
    smooth(sharp, level);
    findCorners(level, QUOTAS[index]);
    for (let corner = nextCorner(); corner >= 0; corner = nextCorner())
      describe(corner & 255, corner >> 8, scale, index, records + count++ * RECORD_BYTES);
    shrink(sharp, next);
    const done = sharp;
    sharp = next;
    next = done;
    scale *= LEVEL_FACTOR;
  }
  return count;
}

function describe(x: i32, y: i32, scale: f32, index: i32, record: usize): void {
  const angle = describePatch(level, x, y, record);
  store<u16>(record, placeOf(x, scale), PLACE_AT);
  store<u16>(record, placeOf(y, scale), PLACE_AT + 2);
  store<u8>(record, <u8>(((angle + Mathf.PI) * 128) / Mathf.PI + 0.5), PLACE_AT + 4);
  store<u8>(record, index, PLACE_AT + 5);
}

/** In the picture, of a place in a level. */
function placeOf(place: i32, scale: f32): u16 {
  return <u16>(((<f32>place + 0.5) * scale - 0.5) * PLACE_UNIT + 0.5);
}
