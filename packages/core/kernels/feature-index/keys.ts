// A feature's key in a table: the signs of half of its low frequencies, four bits each. The first table's are in the low halves of the
// bytes, the second's in the high ones; 8 and up is positive.
import { KEYS_AT, layout } from './memory';

/** The least certain bits of a key are tried both ways. */
const TRIED_BITS: i32 = 4;

export function keyOf(record: usize, table: u32): u32 {
  const shift = table ? 0 : 4;
  const low = i8x16.bitmask(i8x16.shl(v128.load(record, KEYS_AT), shift));
  const high = i8x16.bitmask(i8x16.shl(v128.load64_zero(record, KEYS_AT + 16), shift));
  return (low | (high << 16)) & layout.keyMask;
}

/** The bits whose frequencies are smallest; of equals, the lowest. */
export function weakBits(record: usize, table: u32): u32 {
  const low = sizesOf(v128.load(record, KEYS_AT), table);
  const high = sizesOf(v128.load64_zero(record, KEYS_AT + 16), table);
  let weak: u32 = 0;
  let count = 0;
  for (let size: u8 = 0; size < 8; size++) {
    const wanted = i8x16.splat(size);
    let bits = (i8x16.bitmask(i8x16.eq(low, wanted)) | (i8x16.bitmask(i8x16.eq(high, wanted)) << 16)) & layout.keyMask;
    for (; bits; bits &= bits - 1) {
      weak |= bits & -bits;
      if (++count == TRIED_BITS) return weak;
    }
  }
  return weak;
}

/** 0 to 7, whatever the sign. */
function sizesOf(bytes: v128, table: u32): v128 {
  const values = table ? i8x16.shr_u(bytes, 4) : v128.and(bytes, i8x16.splat(15));
  const negative = i8x16.lt_u(values, i8x16.splat(8));
  return v128.and(v128.xor(values, negative), i8x16.splat(7));
}
