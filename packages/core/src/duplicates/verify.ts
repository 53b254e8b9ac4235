import { COLOUR_SIDE, LUMA_SIDE, type Fingerprint } from '../fingerprint/fingerprint.ts';
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
  const luma = turnSquare(a.luma, LUMA_SIDE, 1, orientation);
  const colour = turnSquare(a.colour, COLOUR_SIDE, 3, orientation);
  return {
    ...compareTiles(luma, b.luma),
    ...compareColour(colour, b.colour),
    lumaDifference: meanDifference(luma, b.luma),
  };
}

function compareTiles(
  a: Uint8Array,
  b: Uint8Array,
): Pick<Verification, 'informativeTiles' | 'agreeingShare' | 'meanCorrelation'> {
  let informativeTiles = 0;
  let agreeing = 0;
  let sum = 0;
  for (let y = 0; y + TILE <= LUMA_SIDE; y += TILE_STEP)
    for (let x = 0; x + TILE <= LUMA_SIDE; x += TILE_STEP) {
      const correlation = correlate(a, b, y * LUMA_SIDE + x);
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
    for (let x = 0, at = start + y * LUMA_SIDE; x < TILE; x++, at++) {
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

function compareColour(a: Uint8Array, b: Uint8Array): Pick<Verification, 'chromaDifference' | 'chroma'> {
  let difference = 0, chromaA = 0, chromaB = 0; // prettier-ignore
  for (let at = 0; at < a.length; at += 3) {
    const [blueA, redA] = colourDifferences(a, at);
    const [blueB, redB] = colourDifferences(b, at);
    difference += Math.abs(blueA - blueB) + Math.abs(redA - redB);
    chromaA += Math.abs(blueA) + Math.abs(redA);
    chromaB += Math.abs(blueB) + Math.abs(redB);
  }
  const samples = (2 * a.length) / 3;
  return { chromaDifference: difference / samples, chroma: [chromaA / samples, chromaB / samples] };
}

/** Cb and Cr of ITU-R BT.601, without the offset of 128. */
function colourDifferences(rgb: Uint8Array, at: number): [number, number] {
  const [red, green, blue] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
  return [-0.168736 * red - 0.331264 * green + 0.5 * blue, 0.5 * red - 0.418688 * green - 0.081312 * blue];
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}
