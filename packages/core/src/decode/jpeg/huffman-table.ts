import { RefusedJpeg } from './refused-jpeg.ts';

/** Bits looked at in one table access. */
export const LOOK_BITS = 12;
const LOOK_SIZE = 1 << LOOK_BITS;
/** Coefficients of a block; passing this many ends it. */
export const BLOCK_SIZE = 64;

/**
 * A Huffman table (ITU-T T.81, Annex C and F.2.2.3). `symbols` maps the next LOOK_BITS bits to `length << 8 | symbol`, 0 where the code is longer.
 * For AC tables `strides` steps over as many whole symbols as lie within those bits at once.
 */
export interface HuffmanTable {
  readonly symbols: Int32Array;
  readonly strides: Int32Array | undefined;
  /** The symbol of a code longer than LOOK_BITS at the head of 16 bits, as `length << 8 | symbol`; -1 when there is none. */
  longSymbol(bits16: number): number;
}

/**
 * @param counts how many codes there are of each length, 1 to 16.
 * @param values the symbols in order of their codes.
 * @throws RefusedJpeg when the lengths do not make a prefix code.
 */
export function huffmanTable(counts: Uint8Array, values: Uint8Array, isAc: boolean): HuffmanTable {
  const symbols = new Int32Array(LOOK_SIZE);
  const firstCode = new Int32Array(17);
  const endCode = new Int32Array(17);
  const firstIndex = new Int32Array(17);
  for (let length = 1, code = 0, index = 0; length <= 16; length++, code <<= 1) {
    firstCode[length] = code;
    firstIndex[length] = index;
    for (let i = 0; i < counts[length - 1]!; i++, code++, index++) {
      if (code >= 1 << length) throw new RefusedJpeg('broken Huffman table');
      if (length > LOOK_BITS) continue;
      const start = code << (LOOK_BITS - length);
      symbols.fill((length << 8) | values[index]!, start, start + (1 << (LOOK_BITS - length)));
    }
    endCode[length] = code;
  }
  return {
    symbols,
    strides: isAc ? strideTable(symbols) : undefined,
    longSymbol(bits16) {
      for (let length = LOOK_BITS + 1; length <= 16; length++) {
        const code = bits16 >>> (16 - length);
        if (code >= firstCode[length]! && code < endCode[length]!)
          return (length << 8) | values[firstIndex[length]! + code - firstCode[length]!]!;
      }
      return -1;
    },
  };
}

/** What an AC symbol (`length << 8 | run and size`) passes: bits of code and value, and coefficients; an end of block passes them all. */
export function passedBits(entry: number): number {
  return (entry >> 8) + (entry & 15);
}
export function passedCoefficients(entry: number): number {
  const run = (entry >> 4) & 15;
  if ((entry & 15) !== 0) return run + 1;
  return run === 15 ? 16 : BLOCK_SIZE;
}

/**
 * For each window of bits: all bits and coefficients that its whole symbols pass (5 and 7 bits), then the first symbol's alone (5 and 7), for
 * a block that ends before the last of them, then the coefficients passed before the last one (7).
 */
function strideTable(symbols: Int32Array): Int32Array {
  const strides = new Int32Array(LOOK_SIZE);
  for (let window = 0; window < LOOK_SIZE; window++) {
    const head = symbols[window]!;
    if (head === 0) continue;
    let bits = passedBits(head);
    let coefficients = passedCoefficients(head);
    let before = 0;
    while (bits < LOOK_BITS && coefficients < BLOCK_SIZE) {
      const next = symbols[(window << bits) & (LOOK_SIZE - 1)]!;
      // Only a symbol whose code lies whole within the window is known; its value's bits may reach beyond.
      if (next === 0 || bits + (next >> 8) > LOOK_BITS || bits + passedBits(next) > 31) break;
      before = coefficients;
      bits += passedBits(next);
      coefficients += passedCoefficients(next);
    }
    strides[window] =
      bits | (coefficients << 5) | (passedBits(head) << 12) | (passedCoefficients(head) << 17) | (before << 24);
  }
  return strides;
}
