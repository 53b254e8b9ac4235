@unmanaged
export class Code64 {
  word: u64;
}

@unmanaged
export class Code256 {
  word0: u64;
  word1: u64;
  word2: u64;
  word3: u64;
}

/** Bits in which two codes differ. */
export function distance<Code>(a: usize, b: usize): u32 {
  if (offsetof<Code>() == offsetof<Code64>()) return distance64(a, b);
  return distance64(a, b) + distance64(a + 8, b + 8) + distance64(a + 16, b + 16) + distance64(a + 24, b + 24);
}

export function distance64(a: usize, b: usize): u32 {
  return <u32>popcnt(load<u64>(a) ^ load<u64>(b));
}
