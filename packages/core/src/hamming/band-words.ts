import type { Band } from './plan-bands.ts';

export const BAND_BYTES = 16;

/** Bands as kernels/hamming/band.ts has them: each a 32-bit word that holds the bits, their place in it and their number, and the radius. */
export function bandWords(bands: readonly Band[], codeBytes: number): Uint32Array {
  return Uint32Array.from(
    bands.flatMap(({ from, width, radius }) => {
      const byte = Math.min(from >> 3, codeBytes - 4);
      return [byte, from - byte * 8, 2 ** width - 1, radius];
    }),
  );
}
