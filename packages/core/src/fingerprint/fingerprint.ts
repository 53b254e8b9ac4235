import { orientSamples } from '../decode/orient-raster.ts';
import { pdqDihedral, pdqQuality, pdqTransform } from '../hash/pdq.ts';
import { areaMeans } from './area-means.ts';
import { withoutBorder, type Plane, type Rectangle } from './border.ts';
import { localFeatures } from './local-features.ts';
import { plainShare } from './plain-share.ts';
import { CHROMA_SIDE, OUTLINE_SIDE, squareOf, type Thumbnail } from './thumbnail.ts';
import { fromExifOrientation, turnSquare } from './turn-square.ts';

/** Side of the square of grey, stretched, that a fingerprint keeps; its chroma keeps CHROMA_SIDE. */
export const GREY_SIDE = 32;
const LUMA_SIDE = 64;

/** Length of one PDQ code. */
export const CODE_BYTES = 32;

/** What duplicate search compares, of the picture as it is shown. */
export interface Fingerprint {
  /** PDQ codes of the picture in its eight orientations, in the order of DIHEDRAL_NAMES: 8 x 32 bytes. */
  readonly codes: Uint8Array;
  /** The same of the picture without its border; empty where it has none. */
  readonly innerCodes: Uint8Array;
  /** PDQ quality, 0 to 100. */
  readonly quality: number;
  /** Share of the picture that is of one tone from pixel to pixel, 0 to 1: much in drawings, screens and pages, little in photographs. */
  readonly plainShare: number;
  /** 32 x 32 luma samples of the picture, stretched to a square. */
  readonly grey: Uint8Array;
  /** 16 x 16 pairs of Cb and Cr around 128. */
  readonly chroma: Uint8Array;
  /** Luma in its proportions, longest side OUTLINE_SIDE. */
  readonly outline: Outline;
  /** What is left of the outline without its border. */
  readonly inner: Rectangle;
  /** Records of local features (local-features.ts); empty where they were not asked for. */
  readonly features: Uint8Array;
}

export interface Outline {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The fingerprint of a picture's thumbnail.
 * @param thumbnail longest side OUTLINE_SIDE, or twice that: then with local features.
 * @param exifOrientation how the stored picture is to be shown, 1 to 8.
 */
export function fingerprint(thumbnail: Thumbnail, exifOrientation: number): Fingerprint {
  const luma = orientSamples({ ...thumbnail.luma, channels: 1 }, exifOrientation);
  const isDetailed = Math.max(luma.width, luma.height) > OUTLINE_SIDE;
  const outline = isDetailed ? halve(luma) : luma;
  const square = squareOf(luma, LUMA_SIDE);
  const inner = withoutBorder(outline);
  const hasBorder = inner.right - inner.left < outline.width || inner.bottom - inner.top < outline.height;
  return {
    codes: codesOf(square),
    innerCodes: hasBorder ? codesOf(cutSquare(outline, inner)) : new Uint8Array(),
    quality: pdqQuality(square),
    plainShare: Math.round(plainShare(luma) * 255) / 255, // as a byte keeps it
    grey: roundSamples(squareOf({ data: square, width: LUMA_SIDE, height: LUMA_SIDE }, GREY_SIDE)),
    chroma: turnSquare(interleaveChroma(thumbnail), CHROMA_SIDE, 2, fromExifOrientation(exifOrientation)),
    outline: { ...outline, data: roundSamples(outline.data) },
    inner,
    features: isDetailed ? localFeatures(luma) : new Uint8Array(),
  };
}

function codesOf(square: Float32Array): Uint8Array {
  const codes = pdqDihedral(pdqTransform(square));
  const joined = new Uint8Array(codes.length * CODE_BYTES); // of its own: a pooled Buffer would take its whole pool to another thread
  for (const [index, code] of codes.entries()) joined.set(code, index * CODE_BYTES);
  return joined;
}

function cutSquare({ data, width }: Plane, { left, top, right, bottom }: Rectangle): Float32Array {
  const grid = { data, offset: top * width + left, step: 1, rowStride: width };
  return areaMeans({ ...grid, width: right - left, height: bottom - top }, LUMA_SIDE, LUMA_SIDE);
}

/** To the means of 2 x 2 samples. */
function halve({ data, width, height }: Plane): Plane {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const grid = { data, offset: 0, step: 1, rowStride: width, width, height };
  return { data: areaMeans(grid, halfWidth, halfHeight), width: halfWidth, height: halfHeight };
}

function roundSamples(data: Float32Array): Uint8Array {
  const rounded = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) rounded[i] = data[i]!;
  return new Uint8Array(rounded.buffer);
}

function interleaveChroma({ blue, red }: Thumbnail): Uint8Array {
  const out = new Uint8ClampedArray(2 * CHROMA_SIDE * CHROMA_SIDE);
  for (let i = 0; i < blue.length; i++) {
    out[2 * i] = blue[i]! + 128;
    out[2 * i + 1] = red[i]! + 128;
  }
  return new Uint8Array(out.buffer);
}
