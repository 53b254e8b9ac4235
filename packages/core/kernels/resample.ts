// Any separable change of a picture's size: weighted sums of its rows, then along these sums. src/fingerprint/weighted-means.ts drives it.

let channels = 1;
/** Of a row of the picture, all channels. */
let samples = 0;
let columns = 0;
let total: f32 = 1;

/** Where the spans of the columns are put: first and last pixel (32-bit integers) and their weights (32-bit floats); pixels between count whole. */
export const spans: usize = __heap_base;
let sums: usize = 0;
let means: usize = 0;
let meansOfChannel = 0;

/**
 * Lays out the memory for a picture of `samples` a row that becomes columns x rows; means are sums of weights and samples by `total`.
 * @returns where rows of the picture may be put. Vectors reach up to 16 bytes beyond them.
 */
export function prepare(
  channelsOfPixel: i32,
  samplesOfRow: i32,
  newColumns: i32,
  newRows: i32,
  sumOfWeights: f32,
): usize {
  channels = channelsOfPixel;
  samples = samplesOfRow;
  columns = newColumns;
  total = sumOfWeights;
  sums = spans + columns * 16;
  means = sums + ((samples + 19) & ~3) * 4;
  meansOfChannel = columns * newRows * 4;
  const colours = channels < 3 ? 1 : 3;
  return means + colours * meansOfChannel;
}

/** Where the means are, 32-bit floats: all of the first channel, row by row, then those of the second and third. */
export function meansAt(): usize {
  return means;
}

/** Begins the sums of a new row. */
export function clear(): void {
  memory.fill(sums, 0, samples * 4);
}

/** Adds `weight` times a row of bytes. */
export function addBytes(row: usize, weight: f32): void {
  const factor = f32x4.splat(weight);
  for (let at = 0; at < samples; at += 16) {
    const bytes = v128.load(row + at);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    const to = sums + at * 4;
    add(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)), factor);
    add(to + 16, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), factor);
    add(to + 32, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), factor);
    add(to + 48, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), factor);
  }
}

/** The same of 32-bit floats. */
export function addFloats(row: usize, weight: f32): void {
  const factor = f32x4.splat(weight);
  for (let at = 0; at < samples * 4; at += 16) add(sums + at, v128.load(row + at), factor);
}

function add(to: usize, row: v128, factor: v128): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(row, factor)));
}

/** Lays bytes on white: the last of each pixel's channels is its alpha. */
export function layOnWhite(pixels: usize, bytes: i32): void {
  for (let at = pixels; at < pixels + bytes; at += channels) {
    const opacity = <u32>load<u8>(at + channels - 1);
    for (let sample = at; sample < at + channels - 1; sample++)
      store<u8>(sample, (<u32>load<u8>(sample) * opacity + 255 * (255 - opacity) + 127) / 255);
  }
}

/** Makes the sums one row of the means. */
export function finishRow(row: i32): void {
  const divisor = f32x4.splat(total);
  const step = channels * 4;
  let to = means + row * columns * 4;
  for (let span = spans; span < spans + columns * 16; span += 16, to += 4) {
    const mean = rounded(f32x4.div(sumOfSpan(span, step), divisor));
    v128.store_lane<f32>(to, mean, 0);
    if (channels < 3) continue;
    v128.store_lane<f32>(to + meansOfChannel, mean, 1);
    v128.store_lane<f32>(to + 2 * meansOfChannel, mean, 2);
  }
}

/** To 1024ths: so a flat picture stays flat, and one turned or mirrored gives the same samples, whatever the order of the sums. */
function rounded(mean: v128): v128 {
  return f32x4.mul(f32x4.nearest(f32x4.mul(mean, f32x4.splat(1024))), f32x4.splat(1.0 / 1024));
}

/** Of up to four channels at once. */
function sumOfSpan(span: usize, step: i32): v128 {
  let at = sums + load<i32>(span) * step;
  const last = sums + load<i32>(span, 4) * step;
  let sum = f32x4.mul(v128.load(at), v128.load_splat<f32>(span, 8));
  if (at == last) return sum;
  for (at += step; at < last; at += step) sum = f32x4.add(sum, v128.load(at));
  return f32x4.add(sum, f32x4.mul(v128.load(last), v128.load_splat<f32>(span, 12)));
}
