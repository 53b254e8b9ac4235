import type { Raster } from '../decode/raster.ts';
import { dctBlock } from './dct.ts';
import { toHex } from './hex.ts';
import { nthSmallest } from './nth-smallest.ts';
import { PDQ_LUMA_SIDE, PDQ_MAX_SIDE, pdqLuma64 } from './pdq-luma.ts';
import { codeFromLowestBit } from './threshold-code.ts';

export interface Pdq {
  /** 64 hex digits, bit 255 first. */
  readonly hex: string;
  /** 0 to 100; under 50 the picture has too little content for its code to be matched. */
  readonly quality: number;
}

/**
 * The eight orientations of a picture, in the order of `pdqDihedral`: an optional mirroring left-right, then a clockwise rotation in
 * degrees.
 */
export const DIHEDRAL_NAMES = [
  'none',
  'rotate-90',
  'rotate-180',
  'rotate-270',
  'mirror',
  'mirror-rotate-90',
  'mirror-rotate-180',
  'mirror-rotate-270',
] as const;

export type DihedralName = (typeof DIHEDRAL_NAMES)[number];

/** The reference implementation gives up on a side of fewer pixels (unless sampling has widened it): all bits 0, quality 0. */
const MIN_SIDE = 5;

/** Frequencies in each direction: the coefficients are SIDE x SIDE. */
const SIDE = 16;

const lowFrequencies = dctBlock({
  size: PDQ_LUMA_SIDE,
  firstFrequency: 1,
  count: SIDE,
  weight: Math.sqrt(2 / PDQ_LUMA_SIDE),
});

/**
 * The 256-bit PDQ hash with its quality, format `pdq`, as the reference photo hasher gives it ("The TMK+PDQF Video-Hashing
 * Algorithm and the PDQ Image-Hashing Algorithm", Facebook 2019). Alpha is ignored.
 */
export function pdq(raster: Raster): Pdq {
  if (isTooSmall(raster)) return { hex: '0'.repeat(64), quality: 0 };
  const luma64 = pdqLuma64(raster);
  return { hex: toHex(pdqBits(pdqTransform(luma64))), quality: pdqQuality(luma64) };
}

/** The 16 x 16 DCT coefficients of frequencies 1 to 16 of 64 x 64 luma samples (0 to 255), both row-major. */
export function pdqTransform(luma64: Float32Array): Float32Array {
  return Float32Array.from(lowFrequencies(luma64));
}

/**
 * The code, 32 bytes with bit 255 first: bit 16 i + j is set where coefficient [i][j] is above the lower median (the 128th
 * smallest of the 256).
 */
export function pdqBits(coefficients: Float32Array): Uint8Array {
  return codeFromLowestBit(coefficients, lowerMedian(coefficients));
}

/**
 * The PDQ codes (32 bytes each) of a picture's eight orientations, in the order of `DIHEDRAL_NAMES`, from its 16 x 16 coefficients
 * alone. Code i is what the picture gives after it has been turned by `DIHEDRAL_NAMES[i]`: exactly so for 64 x 64 luma samples,
 * to a few bits for larger pictures, where PDQ's sampling is not symmetric.
 */
export function pdqDihedral(coefficients: Float32Array): Uint8Array[] {
  // Swapping the axes leaves the median as it is, so four ways to change signs have four medians for eight codes.
  const signed = [0, 1, 2, 3].map((flips) => {
    const values = flip(coefficients, (flips & 1) !== 0, (flips & 2) !== 0);
    return { values, median: lowerMedian(values) };
  });
  return DIHEDRAL_NAMES.map((name) => {
    const { isTransposed, flipsRows, flipsColumns } = EFFECTS[name];
    const [rows, columns] = isTransposed ? [flipsColumns, flipsRows] : [flipsRows, flipsColumns]; // signs change before the axes swap
    const { values, median } = signed[Number(rows) + 2 * Number(columns)]!;
    return codeFromLowestBit(isTransposed ? transpose(values) : values, median);
  });
}

/** How much there is to see in 64 x 64 luma samples: the steps between neighbours in whole per cents, summed and scaled to 0 to 100. */
export function pdqQuality(luma64: Float32Array): number {
  const side = PDQ_LUMA_SIDE;
  let steps = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const i = row * side + column;
      if (row + 1 < side) steps += stepInPercent(luma64[i]!, luma64[i + side]!);
      if (column + 1 < side) steps += stepInPercent(luma64[i]!, luma64[i + 1]!);
    }
  }
  return Math.min(100, Math.floor(steps / 90));
}

/** In single precision like the reference, since rounding decides which side of a whole per cent a step falls. */
function stepInPercent(a: number, b: number): number {
  return Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(a - b) * 100) / 255)));
}

function isTooSmall({ width, height }: Raster): boolean {
  return Math.min(width, height) < MIN_SIDE && Math.max(width, height) <= PDQ_MAX_SIDE;
}

/** What an orientation does to the coefficients: swap the axes, then negate the odd frequencies of one axis or both. */
interface DihedralEffect {
  readonly isTransposed: boolean;
  /** The picture ends up upside down, which negates the odd frequencies down the rows. */
  readonly flipsRows: boolean;
  /** The picture ends up left-right reversed, which negates the odd frequencies along the columns. */
  readonly flipsColumns: boolean;
}

const EFFECTS: Readonly<Record<DihedralName, DihedralEffect>> = {
  none: { isTransposed: false, flipsRows: false, flipsColumns: false },
  'rotate-90': { isTransposed: true, flipsRows: false, flipsColumns: true },
  'rotate-180': { isTransposed: false, flipsRows: true, flipsColumns: true },
  'rotate-270': { isTransposed: true, flipsRows: true, flipsColumns: false },
  mirror: { isTransposed: false, flipsRows: false, flipsColumns: true },
  'mirror-rotate-90': { isTransposed: true, flipsRows: true, flipsColumns: true },
  'mirror-rotate-180': { isTransposed: false, flipsRows: true, flipsColumns: false },
  'mirror-rotate-270': { isTransposed: true, flipsRows: false, flipsColumns: false },
};

function lowerMedian(coefficients: Float32Array): number {
  return nthSmallest(coefficients, 127);
}

function flip(coefficients: Float32Array, flipsRows: boolean, flipsColumns: boolean): Float32Array {
  const flipped = new Float32Array(SIDE * SIDE);
  for (let row = 0, i = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++, i++) {
      // Row and column 0 hold frequency 1: it is the even places that are odd frequencies.
      const isNegated = (flipsRows && row % 2 === 0) !== (flipsColumns && column % 2 === 0);
      flipped[i] = isNegated ? -coefficients[i]! : coefficients[i]!;
    }
  return flipped;
}

function transpose(coefficients: Float32Array): Float32Array {
  const transposed = new Float32Array(SIDE * SIDE);
  for (let row = 0, i = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++, i++) transposed[i] = coefficients[column * SIDE + row]!;
  return transposed;
}
