/** Some neighbouring bits of a code, and the radius within which two codes meet in them. Four words, as the layout of bands in memory says. */
@unmanaged
export class Band {
  /** Where the 32-bit word stands that holds the bits. */
  byte: u32;
  shift: u32;
  mask: u32;
  radius: u32;
}

export const BAND_BYTES: u32 = 16;

/** The band's bits of the code at an address. */
export function keyOf(band: Band, code: usize): u32 {
  return (load<u32>(code + band.byte) >>> band.shift) & band.mask;
}

/**
 * Files codes by their key in a band (a counting sort, which keeps the order of equal keys). `starts` gets one number more than there are
 * keys, and one more to work with; `ids` gets the places of the codes in key order.
 */
export function file(band: Band, codes: usize, codeBytes: u32, count: u32, starts: usize, ids: usize): void {
  const keys = band.mask + 1;
  memory.fill(starts, 0, (<usize>keys + 2) << 2);
  // Counts stand two places up: summed, they are the starts one place up, which filing moves to where the next key starts.
  let code = codes;
  for (let i: u32 = 0; i < count; i++, code += codeBytes) {
    const at = starts + ((<usize>keyOf(band, code)) << 2);
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
  let sum: u32 = 0;
  for (let at = starts + 8, end = starts + ((<usize>keys + 2) << 2); at < end; at += 4) {
    sum += load<u32>(at);
    store<u32>(at, sum);
  }
  code = codes;
  for (let i: u32 = 0; i < count; i++, code += codeBytes) {
    const at = starts + ((<usize>keyOf(band, code)) << 2);
    const place = load<u32>(at, 4);
    store<u32>(at, place + 1, 4);
    store<u32>(ids + ((<usize>place) << 2), i);
  }
}
