/** Longest side of a picture. */
export const LONGEST_SIDE = 256;

/** Room of a vector before and behind each row of a padded plane: its ends go on there. */
export const PAD = 4;

/** Vectors may reach so many bytes before the first row and behind the last. */
const SLACK = 64;

/** Bytes that a plane of LONGEST_SIDE takes. */
export const PLANE_BYTES = LONGEST_SIDE * (LONGEST_SIDE + 2 * PAD) * 4 + 2 * SLACK;

/** One channel of samples, 32-bit floats row by row. */
@unmanaged
export class Plane {
  width: i32 = 0;
  height: i32 = 0;
  /** Bytes from one row to the next. */
  stride: i32 = 0;
  /** The first sample. */
  first: usize;

  /** @param memory PLANE_BYTES of it. */
  constructor(memory: usize) {
    this.first = memory + SLACK;
  }

  resize(width: i32, height: i32, pad: i32): void {
    this.width = width;
    this.height = height;
    this.stride = (width + 2 * pad) * 4;
  }

  /** Where a row starts; above and below the picture its first and last row go on. */
  row(y: i32): usize {
    return this.first + min(max(y, 0), this.height - 1) * this.stride;
  }
}

/** Repeats the ends of a row of samples, PAD times before it and PAD times behind it. */
export function padRow(row: usize, width: i32): void {
  const end = row + width * 4;
  v128.store(row - PAD * 4, v128.load_splat<f32>(row));
  v128.store(end, v128.load_splat<f32>(end - 4));
}
