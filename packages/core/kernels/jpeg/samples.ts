// The samples that a component's lowest coefficients stand for, row by row: the means of each block, of its quarters or of its sixteenths. They
// are rounded, halves to even, and held to 0 to 255.

/** libjpeg's 1 x 1 inverse transform: DC times quantiser over 8, rounded, around 128. `out` has room for 7 samples more. */
export function eighthSamples(coefficients: usize, blocks: u32, quantiser: i32, out: usize): void {
  for (let i: u32 = 0; i < blocks; i += 8) {
    const dc = v128.load(coefficients + 2 * i);
    const low = meansOf(i32x4.extend_low_i16x8_s(dc), quantiser);
    const high = meansOf(i32x4.extend_high_i16x8_s(dc), quantiser);
    const words = i16x8.narrow_i32x4_s(low, high);
    v128.store64_lane(out + i, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

function meansOf(dc: v128, quantiser: i32): v128 {
  const rounded = i32x4.add(i32x4.mul(dc, i32x4.splat(quantiser)), i32x4.splat(4));
  return i32x4.add(i32x4.shr_s(rounded, 3), i32x4.splat(128));
}

/**
 * From the 2 x 2 lowest coefficients, row by row.
 * @param weights what each adds, at 1, to the first quarter, as f64.
 */
export function quarterSamples(coefficients: usize, across: u32, down: u32, weights: usize, out: usize): void {
  const forDc = load<f64>(weights);
  const forAcross = load<f64>(weights + 8);
  const forDown = load<f64>(weights + 16);
  const forBoth = load<f64>(weights + 24);
  const sides = f64x2(1, -1);
  let block = coefficients;
  for (let y: u32 = 0; y < down; y++) {
    let to = out + <usize>y * 4 * across;
    for (let x: u32 = 0; x < across; x++, block += 8, to += 2) {
      const mean = f64x2.splat(<f64>load<i16>(block) * forDc + 128);
      const change = f64x2.mul(f64x2.splat(<f64>load<i16>(block + 2) * forAcross), sides);
      const down = f64x2.splat(<f64>load<i16>(block + 4) * forDown);
      const both = f64x2.mul(f64x2.splat(<f64>load<i16>(block + 6) * forBoth), sides);
      const middle = f64x2.add(mean, change);
      store<u16>(to, pairOf(f64x2.add(f64x2.add(middle, down), both)));
      store<u16>(to + 2 * across, pairOf(f64x2.sub(f64x2.sub(middle, down), both)));
    }
  }
}

function pairOf(values: v128): u16 {
  const words = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(values));
  const halves = i16x8.narrow_i32x4_s(words, words);
  return <u16>i16x8.extract_lane_u(i8x16.narrow_i16x8_u(halves, halves), 0);
}

/** Four vectors of f32: a block between the steps of its transform. */
const square = memory.data(64, 16);

/**
 * From the 4 x 4 lowest coefficients, row by row: the 4-point inverse DCT in both directions.
 * @param weights by which each is multiplied first, as f32; they hold all of the transform but additions and one tangent.
 */
export function halfSamples(coefficients: usize, across: u32, down: u32, weights: usize, out: usize): void {
  const stride: usize = 4 * across;
  let block = coefficients;
  for (let y: u32 = 0; y < down; y++) {
    let to = out + 4 * y * stride;
    for (let x: u32 = 0; x < across; x++, block += 32, to += 4) {
      weigh(block, weights);
      transform();
      transform();
      const samples = squareToBytes();
      v128.store32_lane(to, samples, 0);
      v128.store32_lane(to + stride, samples, 1);
      v128.store32_lane(to + 2 * stride, samples, 2);
      v128.store32_lane(to + 3 * stride, samples, 3);
    }
  }
}

function weigh(block: usize, weights: usize): void {
  for (let row: usize = 0; row < 4; row++) {
    const values = f32x4.convert_i32x4_s(v128.load16x4_s(block + 8 * row));
    v128.store(square + 16 * row, f32x4.mul(values, v128.load(weights + 16 * row)));
  }
}

/** The 4-point inverse DCT down the columns of the square, which then is turned over its diagonal. */
function transform(): void {
  const tangent = f32x4.splat(0.41421356237309503); // of pi / 8
  const row0 = v128.load(square);
  const row1 = v128.load(square, 16);
  const row2 = v128.load(square, 32);
  const row3 = v128.load(square, 48);
  const outerEven = f32x4.add(row0, row2);
  const innerEven = f32x4.sub(row0, row2);
  const outerOdd = f32x4.add(row1, f32x4.mul(row3, tangent));
  const innerOdd = f32x4.sub(f32x4.mul(row1, tangent), row3);
  const a = f32x4.add(outerEven, outerOdd);
  const b = f32x4.add(innerEven, innerOdd);
  const c = f32x4.sub(innerEven, innerOdd);
  const d = f32x4.sub(outerEven, outerOdd);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(square, v128.shuffle<f64>(ab01, cd01, 0, 2));
  v128.store(square, v128.shuffle<f64>(ab01, cd01, 1, 3), 16);
  v128.store(square, v128.shuffle<f64>(ab23, cd23, 0, 2), 32);
  v128.store(square, v128.shuffle<f64>(ab23, cd23, 1, 3), 48);
}

function squareToBytes(): v128 {
  const upper = i16x8.narrow_i32x4_s(wholeRow(0), wholeRow(16));
  const lower = i16x8.narrow_i32x4_s(wholeRow(32), wholeRow(48));
  return i8x16.narrow_i16x8_u(upper, lower);
}

function wholeRow(offset: usize): v128 {
  const samples = f32x4.add(v128.load(square + offset), f32x4.splat(128));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(samples));
}
