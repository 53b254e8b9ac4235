import { isInSecond, map, mapped, neighbour, parts } from './laid';
import { Picture } from './picture';
import { matrix, right, solve, UNKNOWNS } from './solve';

const LEAST_SAMPLES = 40;
/** A step under this, in pixels and shares of the picture together, is the end. */
const SMALL_STEP: f64 = 0.02;

/**
 * Improves the map by the pixels under it: Lucas and Kanade's method for affine maps ("Lucas-Kanade 20 Years On", Baker and Matthews 2004) on
 * locally normalised levels, with less weight for samples that are far off, as under a watermark.
 * @returns false where the pictures hardly overlap.
 */
export function align(a: Picture, b: Picture, levelA: i32, levelB: i32, rounds: i32, stride: i32): bool {
  const size = <f64>max(a.widthOf(levelA), a.heightOf(levelA));
  for (let round = 0; round < rounds; round++) {
    const used = gather(a, levelA, b, levelB, size, stride);
    if (used < LEAST_SAMPLES) return false;
    if (!solve()) return false;
    if (move(size) < SMALL_STEP) break;
  }
  return true;
}

/**
 * Sums up the equations for the change of the map's six numbers, were the difference linear in them. A sample's row of the matrix is its slopes
 * across and down, each times (x, y, 1), with x and y in shares of `size`: so three kinds of products of slopes meet six of places.
 */
function gather(first: Picture, levelA: i32, second: Picture, levelB: i32, size: f64, stride: i32): i32 {
  const a = first.normal(levelA);
  const b = second.normal(levelB);
  const widthA = first.widthOf(levelA);
  const widthB = second.widthOf(levelB);
  const heightB = second.heightOf(levelB);
  let axx: f64 = 0;
  let mxx: f64 = 0;
  let dxx: f64 = 0;
  let axy: f64 = 0;
  let mxy: f64 = 0;
  let dxy: f64 = 0;
  let ax: f64 = 0;
  let mx: f64 = 0;
  let dx: f64 = 0;
  let ayy: f64 = 0;
  let myy: f64 = 0;
  let dyy: f64 = 0;
  let ay: f64 = 0;
  let my: f64 = 0;
  let dy: f64 = 0;
  let aone: f64 = 0;
  let mone: f64 = 0;
  let done: f64 = 0;
  let rax: f64 = 0;
  let ray: f64 = 0;
  let ra: f64 = 0;
  let rdx: f64 = 0;
  let rdy: f64 = 0;
  let rd: f64 = 0;
  let used = 0;
  const lastX = min(<i32>floor(load<f64>(parts, 16)), widthA - 1);
  const lastY = min(<i32>floor(load<f64>(parts, 24)), first.heightOf(levelA) - 1);
  for (let row = <i32>ceil(load<f64>(parts, 8)); row <= lastY; row += stride)
    for (let column = <i32>ceil(load<f64>(parts)); column <= lastX; column += stride) {
      const bx = mapped(0, column, row);
      const by = mapped(1, column, row);
      if (!isInSecond(bx, by)) continue;
      const left = neighbour(bx, widthB);
      const top = neighbour(by, heightB);
      const across = bx - left;
      const down = by - top;
      const at = b + (<i32>top * widthB + <i32>left) * 4;
      const p = <f64>load<f32>(at);
      const q = <f64>load<f32>(at, 4);
      const r = <f64>load<f32>(at + widthB * 4);
      const s = <f64>load<f32>(at + widthB * 4, 4);
      const gx = (q - p) * (1 - down) + (s - r) * down;
      const gy = (r - p) * (1 - across) + (s - q) * across;
      const here = (p + (q - p) * across) * (1 - down) + (r + (s - r) * across) * down;
      const error = <f64>load<f32>(a + (row * widthA + column) * 4) - here;
      const weight = 1 / (1 + 2 * error * error);
      const x = <f64>column / size;
      const y = <f64>row / size;
      const wa = weight * gx;
      const wd = weight * gy;
      const aa = wa * gx;
      const ad = wa * gy;
      const dd = wd * gy;
      const pxx = x * x;
      axx += aa * pxx;
      mxx += ad * pxx;
      dxx += dd * pxx;
      const pxy = x * y;
      axy += aa * pxy;
      mxy += ad * pxy;
      dxy += dd * pxy;
      ax += aa * x;
      mx += ad * x;
      dx += dd * x;
      const pyy = y * y;
      ayy += aa * pyy;
      myy += ad * pyy;
      dyy += dd * pyy;
      ay += aa * y;
      my += ad * y;
      dy += dd * y;
      aone += aa;
      mone += ad;
      done += dd;
      const ea = wa * error;
      const ed = wd * error;
      rax += ea * x;
      ray += ea * y;
      ra += ea;
      rdx += ed * x;
      rdy += ed * y;
      rd += ed;
      used++;
    }
  fillBlock(0, 0, axx, axy, ax, ayy, ay, aone);
  fillBlock(0, 3, mxx, mxy, mx, myy, my, mone);
  fillBlock(3, 0, mxx, mxy, mx, myy, my, mone);
  fillBlock(3, 3, dxx, dxy, dx, dyy, dy, done);
  fillThree(right, rax, ray, ra);
  fillThree(right + 24, rdx, rdy, rd);
  steady();
  return used;
}

/** A symmetric 3 x 3 part of the matrix. */
function fillBlock(row: i32, column: i32, xx: f64, xy: f64, x: f64, yy: f64, y: f64, one: f64): void {
  const at = matrix + (row * UNKNOWNS + column) * 8;
  fillThree(at, xx, xy, x);
  fillThree(at + UNKNOWNS * 8, xy, yy, y);
  fillThree(at + 2 * UNKNOWNS * 8, x, y, one);
}

function fillThree(at: usize, x: f64, y: f64, one: f64): void {
  store<f64>(at, x);
  store<f64>(at, y, 8);
  store<f64>(at, one, 16);
}

/** A little on the diagonal, so that plain pictures move less instead of anywhere. */
function steady(): void {
  for (let i = 0; i < UNKNOWNS; i++) {
    const middle = matrix + i * (UNKNOWNS + 1) * 8;
    store<f64>(middle, load<f64>(middle) * 1.001 + 1e-3);
  }
}

/** Moves the map by the answer; gives how far. */
function move(size: f64): f64 {
  let far: f64 = 0;
  for (let i = 0; i < UNKNOWNS; i++) {
    const step = load<f64>(right + i * 8);
    far += abs(step);
    store<f64>(map + i * 8, load<f64>(map + i * 8) + (i % 3 == 2 ? step : step / size));
  }
  return far;
}
