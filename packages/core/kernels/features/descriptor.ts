import { Plane } from './plane';

/** A patch is PATCH x PATCH samples, SPACING pixels of its level apart; its rows run along its direction. */
const PATCH = 12;
const ROW = PATCH * 4;
const MIDDLE: f32 = 5.5;
const SPACING: f32 = 1.8;

/** The disc whose centre of weight gives a patch its direction; DISC_ROW samples of each row, a whole number of vectors. */
const DISC_RADIUS = 9;
const DISC_SQUARED = 84;
const DISC_ROW = 20;
const DISC_SAMPLES = (2 * DISC_RADIUS + 1) * DISC_ROW;

const CODE_BYTES = 32;
/** Bytes of the code's first half; the second compares the same samples of the mirror image. */
const HALF_BYTES = CODE_BYTES / 2;
const FREQUENCIES = 48;
const FREQUENCIES_DOWN = 9;
/** Frequencies are quantised to steps of this; the norm of a patch is 1. */
const STEP: f32 = 1 / 32;

/** Where the pairs of samples are put that the bits of half a code compare: two indices each. */
export const pairs: usize = memory.data(HALF_BYTES * 8 * 2, 16);
/** Where the frequencies are put that make the keys: across and down. */
export const frequencies: usize = memory.data(FREQUENCIES * 2, 16);

/** Weights of the samples round a corner: how far right and how far down each is, 0 outside the disc. */
const discAcross: usize = memory.data(DISC_SAMPLES * 4, 16);
const discDown: usize = memory.data(DISC_SAMPLES * 4, 16);
/** cos(pi / PATCH * frequency * (place + 1/2)): a row for each place. */
const cosines: usize = memory.data(PATCH * ROW, 16);

const patch: usize = memory.data(PATCH * ROW, 16);
const mirrored: usize = memory.data(PATCH * ROW, 16);
const acrossOnly: usize = memory.data(PATCH * ROW, 16);
const transformed: usize = memory.data(FREQUENCIES_DOWN * ROW, 16);

/** The direction of the patch in hand. */
let cosine: f32 = 1;
let sine: f32 = 0;
let angle: f32 = 0;

/** Describes what is round (x, y) of a level as seen from its own direction: CODE_BYTES of code, then four bits a frequency. Gives the direction. */
export function describePatch(level: Plane, x: i32, y: i32, record: usize): f32 {
  findDirection(level, x, y);
  samplePatch(level, <f32>x, <f32>y);
  const norm = centrePatch();
  mirrorPatch();
  compareSamples(patch, record);
  compareSamples(mirrored, record + HALF_BYTES);
  transformPatch();
  quantise(1 / ((norm + 1e-3) * STEP), record + CODE_BYTES);
  return angle;
}

/** Where the weight of the disc lies ("ORB: an efficient alternative to SIFT or SURF", Rublee et al. 2011, section 3.2). */
function findDirection(level: Plane, x: i32, y: i32): void {
  let across = f32x4.splat(0);
  let down = f32x4.splat(0);
  for (let dy = -DISC_RADIUS, weight: usize = 0; dy <= DISC_RADIUS; dy++) {
    const row = level.row(y + dy) + (x - DISC_RADIUS) * 4;
    for (let at = 0; at < DISC_ROW * 4; at += 16, weight += 16) {
      const samples = v128.load(row + at);
      across = f32x4.add(across, f32x4.mul(samples, v128.load(discAcross + weight)));
      down = f32x4.add(down, f32x4.mul(samples, v128.load(discDown + weight)));
    }
  }
  const right = sumOf(across);
  const below = sumOf(down);
  const length = sqrt<f32>(right * right + below * below);
  cosine = length > 0 ? right / length : 1;
  sine = length > 0 ? below / length : 0;
  angle = Mathf.atan2(below, right);
}

/** Bilinear; outside the picture its edge goes on. */
function samplePatch(level: Plane, x: f32, y: f32): void {
  const lastX = f32x4.splat(<f32>level.width - 1.001);
  const lastY = f32x4.splat(<f32>level.height - 1.001);
  const stepX = f32x4.splat(cosine * SPACING);
  const stepY = f32x4.splat(sine * SPACING);
  for (let v = 0, to = patch; v < PATCH; v++) {
    const below: f32 = (<f32>v - MIDDLE) * SPACING;
    const startX = f32x4.splat(x - sine * below);
    const startY = f32x4.splat(y + cosine * below);
    let right = f32x4.sub(f32x4(0, 1, 2, 3), f32x4.splat(MIDDLE));
    for (let u = 0; u < PATCH; u += 4, to += 16) {
      const placeX = inside(f32x4.add(startX, f32x4.mul(stepX, right)), lastX);
      const placeY = inside(f32x4.add(startY, f32x4.mul(stepY, right)), lastY);
      v128.store(to, sampled(level, placeX, placeY));
      right = f32x4.add(right, f32x4.splat(4));
    }
  }
}

function inside(place: v128, last: v128): v128 {
  return f32x4.min(f32x4.max(place, f32x4.splat(0)), last);
}

/** Samples at four places. */
function sampled(level: Plane, x: v128, y: v128): v128 {
  const column = i32x4.trunc_sat_f32x4_s(x);
  const row = i32x4.trunc_sat_f32x4_s(y);
  const offsets = i32x4.add(i32x4.mul(row, i32x4.splat(level.stride)), i32x4.shl(column, 2));
  const a = level.first + i32x4.extract_lane(offsets, 0);
  const b = level.first + i32x4.extract_lane(offsets, 1);
  const c = level.first + i32x4.extract_lane(offsets, 2);
  const d = level.first + i32x4.extract_lane(offsets, 3);
  const right = f32x4.sub(x, f32x4.convert_i32x4_s(column));
  const down = f32x4.sub(y, f32x4.convert_i32x4_s(row));
  const above = betweenNeighbours(a, b, c, d, right);
  const stride = level.stride;
  const below = betweenNeighbours(a + stride, b + stride, c + stride, d + stride, right);
  return f32x4.add(above, f32x4.mul(f32x4.sub(below, above), down));
}

/** Of four pairs of neighbours: `right` of the way from the first to the second. */
function betweenNeighbours(a: usize, b: usize, c: usize, d: usize, right: v128): v128 {
  const ab = v128.load_lane<u64>(b, v128.load_zero<u64>(a), 1);
  const cd = v128.load_lane<u64>(d, v128.load_zero<u64>(c), 1);
  const first = v128.shuffle<f32>(ab, cd, 0, 2, 4, 6);
  const second = v128.shuffle<f32>(ab, cd, 1, 3, 5, 7);
  return f32x4.add(first, f32x4.mul(f32x4.sub(second, first), right));
}

/** Makes the patch's mean 0 and gives its norm. */
function centrePatch(): f32 {
  let sum = f32x4.splat(0);
  for (let at = 0; at < PATCH * ROW; at += 16) sum = f32x4.add(sum, v128.load(patch + at));
  const mean = f32x4.splat(sumOf(sum) / <f32>(PATCH * PATCH));
  let squares = f32x4.splat(0);
  for (let at = 0; at < PATCH * ROW; at += 16) {
    const centred = f32x4.sub(v128.load(patch + at), mean);
    v128.store(patch + at, centred);
    squares = f32x4.add(squares, f32x4.mul(centred, centred));
  }
  return sqrt<f32>(sumOf(squares));
}

function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3))
  );
}

/** Across the patch's direction: its rows in the opposite order. */
function mirrorPatch(): void {
  for (let row = 0; row < PATCH; row++) memory.copy(mirrored + row * ROW, patch + (PATCH - 1 - row) * ROW, ROW);
}

/** A bit for each pair: whether the first of its samples is the greater. */
function compareSamples(samples: usize, to: usize): void {
  for (let byte = 0, pair = pairs; byte < HALF_BYTES; byte++) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++, pair += 2)
      bits |= (<i32>(sampleAt(samples, load<u8>(pair)) > sampleAt(samples, load<u8>(pair, 1)))) << bit;
    store<u8>(to + byte, bits);
  }
}

function sampleAt(samples: usize, index: u8): f32 {
  return load<f32>(samples + ((<usize>index) << 2));
}

/** The cosine transform: across each row, then down. */
function transformPatch(): void {
  for (let row = 0; row < PATCH * ROW; row += ROW) weigh(patch + row, 4, cosines, acrossOnly + row);
  for (let frequency = 0; frequency < FREQUENCIES_DOWN; frequency++)
    weigh(cosines + frequency * 4, ROW, acrossOnly, transformed + frequency * ROW);
}

/** Adds up PATCH rows, each times a weight; the weights stand `step` bytes apart. */
function weigh(weights: usize, step: usize, rows: usize, to: usize): void {
  let first = f32x4.splat(0);
  let second = first;
  let third = first;
  for (let row = 0; row < PATCH; row++, weights += step, rows += ROW) {
    const weight = v128.load_splat<f32>(weights);
    first = f32x4.add(first, f32x4.mul(weight, v128.load(rows)));
    second = f32x4.add(second, f32x4.mul(weight, v128.load(rows, 16)));
    third = f32x4.add(third, f32x4.mul(weight, v128.load(rows, 32)));
  }
  v128.store(to, first);
  v128.store(to, second, 16);
  v128.store(to, third, 32);
}

/** Four bits a frequency: 8 to 15 for positive values, by size; 7 down to 0 for the others. */
function quantise(steps: f32, to: usize): void {
  for (let index = 0; index < FREQUENCIES; index += 2)
    store<u8>(to + index / 2, quantised(index, steps) | (quantised(index + 1, steps) << 4));
}

function quantised(index: i32, steps: f32): i32 {
  const at = frequencies + index * 2;
  const value = load<f32>(transformed + load<u8>(at, 1) * ROW + load<u8>(at) * 4) * steps;
  const size = <i32>min<f32>(abs<f32>(value), 7);
  return value > 0 ? 8 + size : 7 - size;
}

/** Fills the tables. */
export function prepareTables(): void {
  for (let place = 0; place < PATCH; place++)
    for (let frequency = 0; frequency < PATCH; frequency++) {
      const turn = (Math.PI / PATCH) * frequency * (place + 0.5);
      store<f32>(cosines + place * ROW + frequency * 4, <f32>Math.cos(turn));
    }
  for (let dy = -DISC_RADIUS, at: usize = 0; dy <= DISC_RADIUS; dy++)
    for (let dx = -DISC_RADIUS; dx < DISC_ROW - DISC_RADIUS; dx++, at += 4) {
      if (dx * dx + dy * dy > DISC_SQUARED) continue;
      store<f32>(discAcross + at, <f32>dx);
      store<f32>(discDown + at, <f32>dy);
    }
}
