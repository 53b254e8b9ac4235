const RST0: u32 = 0xd0;
const RST7: u32 = 0xd7;

/** How many bytes `unstuff` laid down, and where it stopped. */
export let size: u32 = 0;
export let stop: usize = 0;

/**
 * Copies entropy-coded data without its stuffed zeros up to the marker that ends it, or up to the next restart marker (T.81, B.1.1.5). It is laid
 * down backwards, from `top` to lower addresses: one load gives eight bytes with the first on top.
 * @returns whether a restart marker was met; then `stop` is behind it.
 */
export function unstuff(from: usize, end: usize, top: usize, isWhole: bool): bool {
  let at = from;
  let to = top;
  let isRestart = false;
  while (!isRestart) {
    const bare = copyBare(at, end, to);
    at += bare;
    to -= bare;
    while (at < end && load<u8>(at) == 0xff) at++; // the marker's byte, and fill bytes before it
    if (at >= end) break;
    const code: u32 = load<u8>(at++);
    if (code == 0) store<u8>(to--, 0xff);
    else if (code < RST0 || code > RST7) break;
    else isRestart = !isWhole;
  }
  size = <u32>(top - to);
  stop = at;
  return isRestart;
}

/** Copies backwards up to the next 0xff, and gives how many bytes that are. What it lays down beyond them is to be written over. */
function copyBare(from: usize, end: usize, top: usize): usize {
  let at = from;
  let to = top;
  for (; at + 16 <= end; at += 16, to -= 16) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(-1)));
    v128.store(to - 15, i8x16.shuffle(bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    if (found != 0) return at + ctz(found) - from;
  }
  for (; at < end && load<u8>(at) != 0xff; at++) store<u8>(to--, load<u8>(at));
  return at - from;
}

/** As many bits as `bitsAt` surely gives. */
export const WINDOW_BITS: u32 = 57;

/** The bits from the `at`-th on, the first on top; what is below the first WINDOW_BITS does not count. */
export function bitsAt(top: usize, at: u32): u64 {
  return load<u64>(top - (at >> 3) - 7) << (at & 7);
}

/** The value that the first `bits` of a window stand for (T.81, F.2.2.1, EXTEND); 0 for no bits. */
export function signedBits(window: u64, bits: u32): i32 {
  const value = <i32>((window >> 1) >> (63 - bits));
  const isNegative = (value >> (bits - 1)) - 1; // all ones, or none
  return value - (isNegative & ((1 << bits) - 1));
}
