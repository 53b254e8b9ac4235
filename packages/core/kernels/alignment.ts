// Lays pictures on each other: improves maps between them by their pixels, and compares them tile by tile. src/duplicates/ says what for. All
// arithmetic is in a fixed order: the same pictures give the same bits on every machine.
import { normalise } from './alignment/normalise';
import { Picture, PICTURE_BYTES, SIDE } from './alignment/picture';

export { align } from './alignment/align';
export { map, parts } from './alignment/laid';
export { compareTiles, tiles } from './alignment/tiles';

/** Where the outline of the next picture is put, a byte a sample. */
export const outline: usize = memory.data(SIDE * SIDE, 16);
/** Bytes of a picture, and where the first may stand. */
export const pictureBytes: i32 = PICTURE_BYTES;
export const firstPicture: usize = (__heap_base + 15) & ~15;

/** Makes a picture of `outline`. */
export function fill(picture: Picture, width: i32, height: i32): void {
  assert(max(width, height) <= SIDE);
  picture.fill(outline, width, height);
  for (let level = 0; level < 3; level++) normalise(picture, level);
}
