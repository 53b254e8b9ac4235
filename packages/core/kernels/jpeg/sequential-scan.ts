import { bitsAt, signedBits, WINDOW_BITS } from './entropy-data';
import { BLOCK_SIZE, LOOK_BITS, passedBits, passedCoefficients, strideAt, symbolAt } from './huffman-table';
import { begin, Block, BROKEN, enter, limit, Scan } from './scan';

/** Most bits that one symbol and its value take. */
const SYMBOL_BITS: u32 = 31;

// Where each coefficient of the zigzag order stands among the 2 x 2 or 4 x 4 lowest of a block, row by row; -1 for those beside them.
const PLACES_2 = memory.data<i8>([0, 1, 2, -1, 3]);
const LAST_2: u32 = 4;
const PLACES_4 = memory.data<i8>([
  0, 1, 4, 8, 5, 2, 3, 6, 9, 12, -1, 13, 10, 7, -1, -1, -1, 11, 14, -1, -1, -1, -1, -1, 15,
]);
const LAST_4: u32 = 24;

/** Decodes the first scan of DC coefficients, and in sequential files the low AC ones beside them; all other AC coefficients are stepped over. */
export function decodeScan(scan: Scan): u32 {
  const last = scan.blocksEnd;
  let at: u32 = 0;
  begin(scan);
  for (let y: u32 = 0; y < scan.down; y++)
    for (let x: u32 = 0; x < scan.across; x++) {
      at = enter(scan, at);
      if (at == BROKEN) return 0;
      for (let address = scan.blocks; address < last; address += offsetof<Block>()) {
        const block = changetype<Block>(address);
        at = decodeBlock(scan, block, block.coefficients + <usize>x * block.stepX + <usize>y * block.stepY, at);
        if (at > limit) return 0;
      }
    }
  return 1;
}

/** Gives the position behind the block, or BROKEN. */
function decodeBlock(scan: Scan, block: Block, place: usize, start: u32): u32 {
  const top = scan.top;
  const window = bitsAt(top, start);
  const entry = symbolAt(block.dcTable, window);
  const bits = entry & 255;
  if (entry == 0 || bits > 15) return BROKEN;
  const length = entry >> 8;
  const dc = load<i32>(block.predicted) + signedBits(window << length, bits);
  store<i32>(block.predicted, dc);
  store<i16>(place, dc << scan.low);
  const at = start + length + bits;
  const table = block.acTable;
  if (table == 0) return at;
  if (block.side == 1) return skipCoefficients(top, table, at, 1);
  if (block.side == 2) return readCoefficients(top, table, at, place, PLACES_2, LAST_2);
  return readCoefficients(top, table, at, place, PLACES_4, LAST_4);
}

/** Reads AC coefficients one by one up to the last that is kept, then steps over the rest. Gives the position behind the block, or BROKEN. */
function readCoefficients(top: usize, table: usize, start: u32, to: usize, places: usize, last: u32): u32 {
  let at = start;
  let window = bitsAt(top, at);
  let used: u32 = 0;
  let k: u32 = 1;
  do {
    if (used > WINDOW_BITS - SYMBOL_BITS) {
      at += used;
      used = 0;
      window = bitsAt(top, at);
    }
    const entry = symbolAt(table, window);
    if (entry == 0) return BROKEN;
    const length = entry >> 8;
    const bits = entry & 15;
    const run = (entry >> 4) & 15;
    used += length + bits;
    k += run;
    if (bits == 0) {
      if (run < 15) return at + used; // the block ends
    } else if (k <= last) {
      const place = load<i8>(places + k);
      if (place >= 0) store<i16>(to + 2 * place, signedBits(window << length, bits));
    }
    window <<= length + bits;
    k++;
  } while (k <= last);
  return k < BLOCK_SIZE ? skipCoefficients(top, table, at + used, k) : at + used;
}

/** Steps over AC coefficients from the k-th on, several symbols at a time. Gives the position behind the block, or BROKEN. */
function skipCoefficients(top: usize, table: usize, start: u32, first: u32): u32 {
  let at = start;
  let window = bitsAt(top, at);
  let used: u32 = 0;
  let k = first;
  do {
    if (used > WINDOW_BITS - LOOK_BITS) {
      at += used;
      used = 0;
      window = bitsAt(top, at);
    }
    let stride = strideAt(table, window);
    if (stride == 0) {
      at += used;
      used = 0;
      window = bitsAt(top, at);
      const entry = symbolAt(table, window);
      if (entry == 0) return BROKEN;
      stride = passedBits(entry) | (passedCoefficients(entry) << 5);
    } else if (k + (stride >> 24) >= BLOCK_SIZE) stride >>= 12;
    const bits = stride & 31;
    used += bits;
    window <<= bits;
    k += (stride >> 5) & 127;
  } while (k < BLOCK_SIZE);
  return at + used;
}

/** Adds a progressive file's further DC bit, one for each block. */
export function refineDc(scan: Scan): u32 {
  const last = scan.blocksEnd;
  let at: u32 = 0;
  begin(scan);
  for (let y: u32 = 0; y < scan.down; y++)
    for (let x: u32 = 0; x < scan.across; x++) {
      at = enter(scan, at);
      if (at == BROKEN) return 0;
      for (let address = scan.blocks; address < last; address += offsetof<Block>(), at++) {
        if (at >= limit) return 0;
        const block = changetype<Block>(address);
        const place = block.coefficients + <usize>x * block.stepX + <usize>y * block.stepY;
        const bit = <u32>(bitsAt(scan.top, at) >> 63);
        store<i16>(place, load<i16>(place) | (bit << scan.low));
      }
    }
  return 1;
}
