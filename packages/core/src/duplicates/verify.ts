import { GREY_SIDE, type Fingerprint } from '../fingerprint/fingerprint.ts';
import { CHROMA_SIDE } from '../fingerprint/thumbnail.ts';
import { turnSquare } from '../fingerprint/turn-square.ts';

/** Tiles of 8 x 8 samples, 4 apart, over the 32 x 32 grey thumbnail. */
const TILE = 8;
const TILE_STEP = 4;
/** Least standard deviation, in sample values, for a tile to say anything. */
const LEAST_DEVIATION = 4;
/** Correlation from which a tile agrees. */
const AGREEING_CORRELATION = 0.65;

/** What two aligned thumbnails say about each other. */
export interface Verification {
  /** Tiles with content in at least one of the two. */
  readonly informativeTiles: number;
  /** Share of them that agree, 0 to 1. */
  readonly agreeingShare: number;
  /** Mean correlation over the informative tiles, -1 to 1. */
  readonly meanCorrelation: number;
  /** Mean difference of the colour-difference channels Cb and Cr, 0 to 255. */
  readonly chromaDifference: number;
  /** Mean difference of luma, 0 to 255. */
  readonly lumaDifference: number;
  /** Mean distance of Cb and Cr from grey, of either picture. */
  readonly chroma: readonly [number, number];
}

/**
 * Lays `a`, turned by `orientation`, on `b` and compares them tile by tile. Each tile is normalised by its own mean and contrast: one large
 * light and dark division, which makes unrelated pictures correlate as a whole, says nothing here.
 */
export function verify(a: Fingerprint, b: Fingerprint, orientation: number): Verification {
  const grey = turnSquare(a.grey, GREY_SIDE, 1, orientation);
  const chroma = turnSquare(a.chroma, CHROMA_SIDE, 2, orientation);
  return {
    ...compareTiles(grey, b.grey),
    ...compareChroma(chroma, b.chroma),
    lumaDifference: meanDifference(grey, b.grey),
  };
}

function compareTiles(
  a: Uint8Array,
  b: Uint8Array,
): Pick<Verification, 'informativeTiles' | 'agreeingShare' | 'meanCorrelation'> {
  let informativeTiles = 0;
  let agreeing = 0;
  let sum = 0;
  for (let y = 0; y + TILE <= GREY_SIDE; y += TILE_STEP)
    for (let x = 0; x + TILE <= GREY_SIDE; x += TILE_STEP) {
      const correlation = correlate(a, b, y * GREY_SIDE + x);
      if (correlation === undefined) continue;
      informativeTiles++;
      sum += correlation;
      if (correlation >= AGREEING_CORRELATION) agreeing++;
    }
  if (informativeTiles === 0) return { informativeTiles, agreeingShare: 0, meanCorrelation: 0 };
  return { informativeTiles, agreeingShare: agreeing / informativeTiles, meanCorrelation: sum / informativeTiles };
}

/** Normalised cross-correlation of the tiles at `start`; undefined when both are flat, 0 when one is. */
function correlate(a: Uint8Array, b: Uint8Array, start: number): number | undefined {
  let sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0; // prettier-ignore
  for (let y = 0; y < TILE; y++)
    for (let x = 0, at = start + y * GREY_SIDE; x < TILE; x++, at++) {
      const valueA = a[at]!;
      const valueB = b[at]!;
      sumA += valueA;
      sumB += valueB;
      squaresA += valueA * valueA;
      squaresB += valueB * valueB;
      products += valueA * valueB;
    }
  const samples = TILE * TILE;
  const varianceA = squaresA / samples - (sumA / samples) ** 2;
  const varianceB = squaresB / samples - (sumB / samples) ** 2;
  if (Math.max(varianceA, varianceB) < LEAST_DEVIATION ** 2) return undefined;
  if (Math.min(varianceA, varianceB) < 1) return 0;
  return (products / samples - (sumA * sumB) / samples ** 2) / Math.sqrt(varianceA * varianceB);
}

function compareChroma(a: Uint8Array, b: Uint8Array): Pick<Verification, 'chromaDifference' | 'chroma'> {
  const fromGrey = (chroma: Uint8Array): number =>
    chroma.reduce((sum, value) => sum + Math.abs(value - 128), 0) / chroma.length;
  return { chromaDifference: meanDifference(a, b), chroma: [fromGrey(a), fromGrey(b)] };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
