// A Huffman table (T.81, Annex C and F.2.2.3) of TABLE_BYTES (src/decode/jpeg/huffman-tables.ts):
// - for each window of LOOK_BITS bits the symbol it begins with as `length << 8 | symbol`, 0 where the code is longer;
// - for each window how far its whole symbols step, of an AC table;
// - for each length of code its first code, the one after its last, and where among the symbols its first stands;
// - the symbols in order of their codes.
export const LOOK_BITS: u32 = 11;
const LOOK_SIZE: u32 = 1 << LOOK_BITS;

const STRIDES: usize = 2 * LOOK_SIZE;
const LENGTHS: usize = STRIDES + 4 * LOOK_SIZE;
const SYMBOLS: usize = LENGTHS + 17 * 12;

/** Coefficients of a block; passing this many ends it. */
export const BLOCK_SIZE: u32 = 64;

/** The codes of one length. */
@unmanaged
class Codes {
  first: u32;
  end: u32;
  index: u32;
}

/**
 * @param definition 16 counts of codes by their length, and the symbols (T.81, B.2.4.2).
 * @returns 0 when the lengths do not make a prefix code.
 */
export function buildTable(table: usize, definition: usize): u32 {
  memory.fill(table, 0, LENGTHS);
  let code: u32 = 0;
  let index: u32 = 0;
  for (let length: u32 = 1; length <= 16; length++, code <<= 1) {
    const codes = changetype<Codes>(table + LENGTHS + 12 * length);
    codes.first = code;
    codes.index = index;
    for (let left: u32 = load<u8>(definition + length - 1); left > 0; left--, code++, index++) {
      if (code >= (<u32>1) << length) return 0;
      const symbol = load<u8>(definition + 16 + index);
      store<u8>(table + SYMBOLS + index, symbol);
      if (length <= LOOK_BITS) fillWindows(table, code, length, symbol);
    }
    codes.end = code;
  }
  return 1;
}

function fillWindows(table: usize, code: u32, length: u32, symbol: u32): void {
  const entry = (length << 8) | symbol;
  const free = LOOK_BITS - length;
  let at = table + ((<usize>code) << (free + 1));
  const end = at + ((<usize>2) << free);
  for (; at + 16 <= end; at += 16) v128.store(at, i16x8.splat(<i16>entry));
  for (; at < end; at += 2) store<u16>(at, entry);
}

/** The symbol at the head of a window as `length << 8 | symbol`; 0 when there is none. */
export function symbolAt(table: usize, window: u64): u32 {
  const entry: u32 = load<u16>(table + ((<usize>(window >> (64 - LOOK_BITS))) << 1));
  return entry != 0 ? entry : longSymbolAt(table, <u32>(window >> 48));
}

function longSymbolAt(table: usize, bits16: u32): u32 {
  for (let length = LOOK_BITS + 1; length <= 16; length++) {
    const code = bits16 >> (16 - length);
    const codes = changetype<Codes>(table + LENGTHS + 12 * length);
    if (code >= codes.first && code < codes.end)
      return (length << 8) | load<u8>(table + SYMBOLS + codes.index + code - codes.first);
  }
  return 0;
}

/** What an AC symbol passes: bits of code and value, and coefficients; an end of block passes them all. */
export function passedBits(entry: u32): u32 {
  return (entry >> 8) + (entry & 15);
}

export function passedCoefficients(entry: u32): u32 {
  const run = (entry >> 4) & 15;
  if ((entry & 15) != 0) return run + 1;
  return run == 15 ? 16 : BLOCK_SIZE;
}

/**
 * How far a window steps at once; 0 where its first code is longer than the window.
 * All bits and coefficients that its whole symbols pass (5 and 7 bits), then the first symbol's alone (5 and 7), for a block that ends
 * before the last of them, then the coefficients passed before the last one (7).
 */
export function strideAt(table: usize, window: u64): u32 {
  const look = <u32>(window >> (64 - LOOK_BITS));
  const stride = load<u32>(table + STRIDES + 4 * look);
  return stride != 0 ? stride : findStride(table, look);
}

/** Strides are worked out when they are first asked for: a small file meets but some of a table's windows. */
function findStride(table: usize, window: u32): u32 {
  const head: u32 = load<u16>(table + 2 * window);
  if (head == 0) return 0;
  let bits = passedBits(head);
  let coefficients = passedCoefficients(head);
  let before: u32 = 0;
  while (bits < LOOK_BITS && coefficients < BLOCK_SIZE) {
    const next: u32 = load<u16>(table + 2 * ((window << bits) & (LOOK_SIZE - 1)));
    // Only a symbol whose code lies whole within the window is known; its value's bits may reach beyond.
    if (next == 0 || bits + (next >> 8) > LOOK_BITS || bits + passedBits(next) > 31) break;
    before = coefficients;
    bits += passedBits(next);
    coefficients += passedCoefficients(next);
  }
  const alone = passedBits(head) | (passedCoefficients(head) << 5);
  const stride = bits | (coefficients << 5) | (alone << 12) | (before << 24);
  store<u32>(table + STRIDES + 4 * window, stride);
  return stride;
}
