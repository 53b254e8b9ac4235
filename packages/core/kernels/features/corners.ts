import { LONGEST_SIDE, Plane, PLANE_BYTES } from './plane';
import { smoothAcross, smoothDown } from './pyramid';

/** Strength below which there is only noise. */
const LEAST_STRENGTH: f32 = 6;
/** A patch round a corner must lie in the picture, nearly. */
const MARGIN = 8;
/** Strength is needed so far from the edge, for its peaks; the products of gradients for that again so far. */
const STRENGTH_MARGIN = MARGIN - 2;
const PRODUCT_MARGIN = STRENGTH_MARGIN - 2;

/** Corners are spread over GRID x GRID parts of the picture, each with at most a seventh of the quota: no single part takes all. */
const GRID = 4;
const PARTS = GRID * GRID;
const QUOTAS_A_PICTURE = 7;
const MOST_OF_A_PART = 8;

const strength = new Plane(memory.data(PLANE_BYTES, 16));

/** Products of gradients of the last rows: row y in place y % RING_ROWS, those across, mixed and down side by side. */
const RING_ROWS = 8;
const LINE = (LONGEST_SIDE + 16) * 4;
const products: usize = memory.data(3 * RING_ROWS * LINE, 16);
/** One product of a row smoothed down, and all three smoothed down and across. */
const line: usize = memory.data(LINE, 16);
const smoothedProducts: usize = memory.data(3 * LINE, 16);

/** The best peaks of each part, the strongest first, as strength << 32 | ~place: of equals the upper, then the left one is the greater. */
const best: usize = memory.data(PARTS * MOST_OF_A_PART * 8, 16);
const counts: usize = memory.data(PARTS);
/** How many of them have been given out. */
const given: usize = memory.data(PARTS);
let left = 0;

/**
 * Finds the strongest corners of a smoothed level, spread over it: local maxima of the smaller eigenvalue of the gradient tensor (Shi and Tomasi,
 * "Good Features to Track", 1994). `nextCorner` gives them.
 */
export function findCorners(level: Plane, quota: i32): void {
  fillStrength(level);
  memory.fill(counts, 0, PARTS);
  memory.fill(given, 0, PARTS);
  left = quota;
  const mostOfPart = (quota + QUOTAS_A_PICTURE - 1) / QUOTAS_A_PICTURE;
  const least = f32x4.splat(LEAST_STRENGTH);
  for (let y = MARGIN; y < level.height - MARGIN; y++) {
    const row = strength.row(y);
    for (let x = MARGIN; x < level.width - MARGIN; x += 4) {
      const at = row + x * 4;
      const here = v128.load(at);
      if (!v128.any_true(f32x4.ge(here, least))) continue;
      let peaks = i32x4.bitmask(v128.and(f32x4.ge(here, least), arePeaks(at, here)));
      for (; peaks; peaks &= peaks - 1) {
        const lane = ctz(peaks);
        if (x + lane < level.width - MARGIN) keepPeak(level, x + lane, y, mostOfPart);
      }
    }
  }
}

/** The strongest corner not given yet, as y << 8 | x; -1 when there is none or the quota is used up. */
export function nextCorner(): i32 {
  if (left == 0) return -1;
  let most: u64 = 0;
  let from = 0;
  for (let part = 0; part < PARTS; part++) {
    const next = <i32>load<u8>(given + part);
    if (next == <i32>load<u8>(counts + part)) continue;
    const peak = load<u64>(best + (part * MOST_OF_A_PART + next) * 8);
    if (peak <= most) continue;
    most = peak;
    from = part;
  }
  if (most == 0) return -1;
  store<u8>(given + from, load<u8>(given + from) + 1);
  left--;
  return ~(<i32>most);
}

function fillStrength(level: Plane): void {
  strength.resize(level.width, level.height, 0);
  for (let y = PRODUCT_MARGIN; y < level.height - PRODUCT_MARGIN; y++) {
    fillProducts(level, y);
    if (y < STRENGTH_MARGIN + 2) continue;
    for (let product = 0; product < 3; product++) smoothProducts(y - 2, product, level.width);
    const row = strength.row(y - 2);
    for (let at = STRENGTH_MARGIN * 4; at < (level.width - STRENGTH_MARGIN) * 4; at += 16) {
      const xx = v128.load(smoothedProducts + at);
      const xy = v128.load(smoothedProducts + LINE + at);
      const yy = v128.load(smoothedProducts + 2 * LINE + at);
      v128.store(row + at, smallerEigenvalue(xx, xy, yy));
    }
  }
}

/** Row y of the products of central differences. */
function fillProducts(level: Plane, y: i32): void {
  const row = level.row(y);
  const above = level.row(y - 1);
  const below = level.row(y + 1);
  const to = products + (y % RING_ROWS) * 3 * LINE;
  for (let at = PRODUCT_MARGIN * 4; at < (level.width - PRODUCT_MARGIN) * 4; at += 16) {
    const gx = f32x4.sub(v128.load(row + at, 4), v128.load(row + at - 4));
    const gy = f32x4.sub(v128.load(below + at), v128.load(above + at));
    v128.store(to + at, f32x4.mul(gx, gx));
    v128.store(to + LINE + at, f32x4.mul(gx, gy));
    v128.store(to + 2 * LINE + at, f32x4.mul(gy, gy));
  }
}

/** Smooths a product round row y. */
function smoothProducts(y: i32, product: i32, width: i32): void {
  const a = productRow(y - 2, product);
  const b = productRow(y - 1, product);
  const c = productRow(y, product);
  const d = productRow(y + 1, product);
  const e = productRow(y + 2, product);
  smoothDown(a, b, c, d, e, line + PRODUCT_MARGIN * 4, (width - 2 * PRODUCT_MARGIN) * 4);
  const start = STRENGTH_MARGIN * 4;
  smoothAcross(line + start, smoothedProducts + product * LINE + start, (width - 2 * STRENGTH_MARGIN) * 4);
}

/** From PRODUCT_MARGIN on. */
function productRow(y: i32, product: i32): usize {
  return products + ((y % RING_ROWS) * 3 + product) * LINE + PRODUCT_MARGIN * 4;
}

function smallerEigenvalue(xx: v128, xy: v128, yy: v128): v128 {
  const half = f32x4.splat(0.5);
  const mean = f32x4.mul(f32x4.add(xx, yy), half);
  const difference = f32x4.mul(f32x4.sub(xx, yy), half);
  return f32x4.sub(mean, f32x4.sqrt(f32x4.add(f32x4.mul(difference, difference), f32x4.mul(xy, xy))));
}

/** Above their eight neighbours and the four samples two steps away; of equals, the one further right and down. */
function arePeaks(at: usize, here: v128): v128 {
  const stride = strength.stride;
  let are = v128.and(f32x4.ge(here, v128.load(at - 4)), f32x4.gt(here, v128.load(at, 4)));
  const above = at - stride;
  const below = at + stride;
  are = v128.and(are, v128.and(f32x4.ge(here, v128.load(above)), f32x4.gt(here, v128.load(below))));
  are = v128.and(are, v128.and(f32x4.ge(here, v128.load(above - 4)), f32x4.ge(here, v128.load(above, 4))));
  are = v128.and(are, v128.and(f32x4.gt(here, v128.load(below - 4)), f32x4.gt(here, v128.load(below, 4))));
  are = v128.and(are, v128.and(f32x4.ge(here, v128.load(at - 8)), f32x4.ge(here, v128.load(at, 8))));
  return v128.and(are, v128.and(f32x4.ge(here, v128.load(above - stride)), f32x4.ge(here, v128.load(below + stride))));
}

/** Puts a peak where it belongs among the best of its part. */
function keepPeak(level: Plane, x: i32, y: i32, mostOfPart: i32): void {
  const value = reinterpret<u32>(load<f32>(strength.row(y) + x * 4)); // positive floats keep their order as integers
  const peak = ((<u64>value) << 32) | (<u64>~(<u32>((y << 8) | x)));
  const part = ((y * GRID) / level.height) * GRID + (x * GRID) / level.width;
  const list = best + part * MOST_OF_A_PART * 8;
  let place = <i32>load<u8>(counts + part);
  if (place < mostOfPart) store<u8>(counts + part, place + 1);
  else if (load<u64>(list + --place * 8) > peak) return;
  for (; place > 0 && load<u64>(list + (place - 1) * 8) < peak; place--)
    store<u64>(list + place * 8, load<u64>(list + (place - 1) * 8));
  store<u64>(list + place * 8, peak);
}
