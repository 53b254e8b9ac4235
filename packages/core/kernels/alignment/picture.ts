/** Longest side of an outline. */
export const SIDE = 128;
const LEVELS = 3;
const HEADER = 16;
/** Room for all levels: the first, a quarter and a sixteenth of it. */
const PLANES_BYTES = (SIDE * SIDE + (SIDE * SIDE) / 4 + (SIDE * SIDE) / 16) * 4;
export const PICTURE_BYTES = HEADER + 2 * PLANES_BYTES;

/** An outline, it halved and halved again, and the same locally normalised: f32, row by row, behind the width and height of the first. */
@unmanaged
export class Picture {
  width: i32;
  height: i32;

  widthOf(level: i32): i32 {
    return max(1, this.width >> level);
  }

  heightOf(level: i32): i32 {
    return max(1, this.height >> level);
  }

  level(level: i32): usize {
    return changetype<usize>(this) + HEADER + planeAt(level);
  }

  normal(level: i32): usize {
    return this.level(level) + PLANES_BYTES;
  }

  /** Fills all levels from the samples of the outline, one byte each. */
  fill(outline: usize, width: i32, height: i32): void {
    this.width = width;
    this.height = height;
    const first = this.level(0);
    for (let at = 0; at < width * height; at++) store<f32>(first + at * 4, <f32>load<u8>(outline + at));
    for (let level = 1; level < LEVELS; level++) this.halve(level);
  }

  private halve(level: i32): void {
    const from = this.level(level - 1);
    const stride = this.widthOf(level - 1) * 4;
    const right = this.widthOf(level - 1) > 1 ? 4 : 0;
    const down = this.heightOf(level - 1) > 1 ? stride : 0;
    let to = this.level(level);
    for (let y = 0; y < this.heightOf(level); y++)
      for (let x = 0; x < this.widthOf(level); x++, to += 4) {
        const at = from + 2 * y * stride + 8 * x;
        const above = load<f32>(at) + load<f32>(at + right);
        const below = load<f32>(at + down) + load<f32>(at + down + right);
        store<f32>(to, (above + below) / 4);
      }
  }
}

function planeAt(level: i32): i32 {
  return level == 0 ? 0 : level == 1 ? SIDE * SIDE * 4 : SIDE * SIDE * 5;
}
