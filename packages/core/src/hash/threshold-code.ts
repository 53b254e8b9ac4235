/** The median of an even number of values: the mean of the two in the middle. */
export function evenMedian(values: Float64Array): number {
  const sorted = values.toSorted();
  const upper = sorted.length / 2;
  return (sorted[upper - 1]! + sorted[upper]!) / 2;
}

/** One bit a value, set where it is above the threshold; the first value is the lowest bit of the code. */
export function codeFromLowestBit(values: ArrayLike<number>, threshold: number): Uint8Array {
  const code = new Uint8Array(values.length / 8);
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > threshold) code[code.length - 1 - (i >> 3)]! |= 1 << (i & 7);
  }
  return code;
}

/** One bit a value, set where it is above the threshold; the first value is the highest bit of the code. */
export function codeFromHighestBit(values: ArrayLike<number>, threshold: number): Uint8Array {
  const code = new Uint8Array(values.length / 8);
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > threshold) code[i >> 3]! |= 0x80 >> (i & 7);
  }
  return code;
}
