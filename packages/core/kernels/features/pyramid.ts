import { LONGEST_SIDE, PAD, padRow, Plane } from './plane';

/** Each level is this much smaller than the one before: five samples become four. */
export const LEVEL_FACTOR: f32 = 1.25;

/** One row while it is filtered; vectors may reach beyond what they give. */
const line: usize = memory.data((LONGEST_SIDE + 4 * PAD) * 4, 16) + PAD * 4;

/** Filters with (1, 4, 6, 4, 1) / 16 down and across; outside the picture its edge goes on. */
export function smooth(from: Plane, to: Plane): void {
  to.resize(from.width, from.height, PAD);
  const bytes = from.width * 4;
  for (let y = 0; y < from.height; y++) {
    smoothDown(from.row(y - 2), from.row(y - 1), from.row(y), from.row(y + 1), from.row(y + 2), line, bytes);
    padRow(line, from.width);
    smoothAcross(line, to.row(y), bytes);
    padRow(to.row(y), from.width);
  }
}

/** The filter on five rows. */
export function smoothDown(a: usize, b: usize, c: usize, d: usize, e: usize, to: usize, bytes: i32): void {
  for (let at = 0; at < bytes; at += 16)
    v128.store(
      to + at,
      smoothed(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at), v128.load(e + at)),
    );
}

/** The filter along a row, of which two samples before and behind are read as well. */
export function smoothAcross(row: usize, to: usize, bytes: i32): void {
  for (let at = row, end = row + bytes; at < end; at += 16, to += 16)
    v128.store(to, smoothed(v128.load(at - 8), v128.load(at - 4), v128.load(at), v128.load(at, 4), v128.load(at, 8)));
}

function smoothed(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  const inner = f32x4.mul(f32x4.add(b, d), f32x4.splat(0.25));
  const outer = f32x4.mul(f32x4.add(a, e), f32x4.splat(0.0625));
  return f32x4.add(f32x4.mul(c, f32x4.splat(0.375)), f32x4.add(inner, outer));
}

/**
 * By LEVEL_FACTOR, bilinearly, after the filter (1, 2, 1) / 4, which keeps fine stripes from turning into others. Place i of the small picture is
 * i * 1.25 + 0.125 of the large one: four places in a row lie 1/8, 3/8, 5/8 and 7/8 behind a sample, the next four do so five samples further on.
 */
export function shrink(from: Plane, to: Plane): void {
  to.resize(shrunk(from.width), shrunk(from.height), 0);
  const parts = f32x4(0.125, 0.375, 0.625, 0.875);
  for (let y = 0; y < to.height; y++) {
    const sample = 5 * (y >> 2) + (y & 3);
    const a = from.row(sample - 1);
    const b = from.row(sample);
    const c = from.row(sample + 1);
    const d = from.row(sample + 2);
    const part = f32x4.splat(0.125 + 0.25 * <f32>(y & 3));
    for (let at = 0; at < from.width * 4; at += 16)
      v128.store(line + at, between(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at), part));
    padRow(line, from.width);
    const row = to.row(y);
    for (let x = 0, at = line; x < to.width; x += 4, at += 20)
      v128.store(row + x * 4, between(v128.load(at - 4), v128.load(at), v128.load(at, 4), v128.load(at, 8), parts));
  }
}

function shrunk(length: i32): i32 {
  return <i32>(<f32>length / LEVEL_FACTOR + 0.5);
}

/** Of four samples in a row, filtered: `part` of the way from the second to the third. */
function between(a: v128, b: v128, c: v128, d: v128, part: v128): v128 {
  const quarter = f32x4.splat(0.25);
  const half = f32x4.splat(0.5);
  const second = f32x4.add(f32x4.mul(f32x4.add(a, c), quarter), f32x4.mul(b, half));
  const third = f32x4.add(f32x4.mul(f32x4.add(b, d), quarter), f32x4.mul(c, half));
  return f32x4.add(second, f32x4.mul(f32x4.sub(third, second), part));
}
