/** The square block of DCT-II coefficients that a format reads. */
export interface DctBlock {
  /** Side of the input in samples; a power of two. */
  readonly size: number;
  /** Lowest frequency of the block, in both directions; 0 is the mean. */
  readonly firstFrequency: number;
  /** Frequencies of the block in each direction. */
  readonly count: number;
  /** Factor of every basis function; sqrt(2 / size) makes frequencies above 0 orthonormal. */
  readonly weight: number;
}

/**
 * Prepares the two-dimensional DCT-II of `size` x `size` samples (row-major), restricted to one block of frequencies.
 * The function it returns gives count x count coefficients, row-major, rows being the vertical frequencies:
 * `weight² * sum of sample[y][x] * cos(pi/size * v * (y + 1/2)) * cos(pi/size * u * (x + 1/2))`.
 *
 * Lines are folded before they are multiplied, so symmetry survives rounding: mirroring a picture changes signs only, to the last
 * bit, and the frequencies that a symmetric or flat picture lacks are exactly 0.
 */
export function dctBlock(block: DctBlock): (samples: ArrayLike<number>) => Float64Array {
  const { size, count } = block;
  const bases = Array.from({ length: count }, (_, k) => foldedBasis(block, block.firstFrequency + k));
  return (samples) => {
    const line = new Float64Array(size);
    // Columns first: on whole samples the folding is exact.
    const vertical = new Float64Array(count * size);
    for (let x = 0; x < size; x++) {
      for (let y = 0; y < size; y++) line[y] = samples[y * size + x]!;
      fold(line);
      for (let v = 0; v < count; v++) vertical[v * size + x] = coefficient(line, bases[v]!);
    }
    const coefficients = new Float64Array(count * count);
    for (let v = 0; v < count; v++) {
      for (let x = 0; x < size; x++) line[x] = vertical[v * size + x]!;
      fold(line);
      for (let u = 0; u < count; u++) coefficients[v * count + u] = coefficient(line, bases[u]!);
    }
    return coefficients;
  };
}

/** A basis function on its share of a folded line, which starts at `offset`. */
interface FoldedBasis {
  readonly offset: number;
  readonly values: Float64Array;
}

/**
 * Basis functions of odd frequency are antisymmetric about the middle of a line; those of even frequency are symmetric and, on half
 * the line, basis functions of half the frequency. So each needs only the differences at the level where its frequency is odd.
 */
function foldedBasis({ size, weight }: DctBlock, frequency: number): FoldedBasis {
  let length = size;
  let halved = frequency;
  while (length > 1 && halved % 2 === 0) {
    length /= 2;
    halved /= 2;
  }
  const offset = Math.floor(length / 2);
  const values = Float64Array.from({ length: Math.max(1, offset) }, (_, i) => {
    // Differences lie in the order from the middle of the line to its ends.
    return weight * Math.cos((Math.PI / (2 * length)) * halved * (length - 1 - 2 * i));
  });
  return { offset, values };
}

/** Leaves the differences of mirrored pairs in the back half of a line and does the same with their sums, down to the total in front. */
function fold(line: Float64Array): void {
  for (let length = line.length; length > 1; length /= 2) {
    for (let x = 0; x < length / 2; x++) {
      const left = line[x]!;
      const right = line[length - 1 - x]!;
      line[x] = left + right;
      line[length - 1 - x] = left - right;
    }
  }
}

function coefficient(foldedLine: Float64Array, { offset, values }: FoldedBasis): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * foldedLine[offset + i]!;
  return sum;
}
