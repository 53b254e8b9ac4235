// Counts the samples of a picture whose neighbourhood is of one tone. src/fingerprint/plain-share.ts says what for.

/** Where the picture is put, 32-bit floats row by row; vectors reach up to 3 samples beyond it. */
export const picture: usize = __heap_base;

/** How many samples, those of the edge left out, have a 3 x 3 neighbourhood in which no two differ by more than `mostDifference`. */
export function countPlain(width: i32, height: i32, mostDifference: f32): i32 {
  const most = f32x4.splat(mostDifference);
  let count = 0;
  for (let y = 0; y < height - 2; y++) {
    const above = picture + y * width * 4;
    const here = above + width * 4;
    const below = here + width * 4;
    for (let x = 0; x < width - 2; x += 4) {
      const at = x * 4;
      const least = f32x4.pmin(f32x4.pmin(leastOf(above + at), leastOf(here + at)), leastOf(below + at));
      const greatest = f32x4.pmax(f32x4.pmax(greatestOf(above + at), greatestOf(here + at)), greatestOf(below + at));
      const plain = i32x4.bitmask(f32x4.le(f32x4.sub(greatest, least), most));
      const lanes = min(4, width - 2 - x);
      count += popcnt(plain & ((1 << lanes) - 1));
    }
  }
  return count;
}

/** Of three samples in a row, at four places. */
function leastOf(at: usize): v128 {
  return f32x4.pmin(f32x4.pmin(v128.load(at), v128.load(at, 4)), v128.load(at, 8));
}

function greatestOf(at: usize): v128 {
  return f32x4.pmax(f32x4.pmax(v128.load(at), v128.load(at, 4)), v128.load(at, 8));
}
