import type { ReducedJpeg, Plane as JpegPlane } from '../decode/jpeg/reduced-jpeg.ts';
import type { Raster } from '../decode/raster.ts';
import { areaMeans } from './area-means.ts';
import type { Plane } from './border.ts';
import { resample } from './resample.ts';
import type { SampleGrid } from './weighted-means.ts';

/** Side of the squares of chroma. */
export const CHROMA_SIDE = 16;
/** Longest side of the smallest thumbnail; larger ones are whole multiples of that one. */
export const OUTLINE_SIDE = 128;
/** However long a picture is, its outline is this wide. */
const LEAST_SIDE = 8;

/** A picture at one size, whatever its own: the one reduction that all formats share, and all that a fingerprint is made from. */
export interface Thumbnail {
  /** Rec. 601 luma, 0 to 255, of the longest side that was asked for. */
  readonly luma: Plane;
  /** 16 x 16 samples each of Cb and Cr (ITU-R BT.601) around 0, -128 to 128; all 0 for a grey picture. */
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** From decoded pixels; transparent parts count as white. */
export function thumbnailOfRaster({ data, width, height, channels }: Raster, longestSide: number): Thumbnail {
  const size = sizeWithin(width, height, longestSide);
  const grid = { data, offset: 0, step: channels, rowStride: width, width, height };
  const planes = resample(grid, size.width, size.height);
  if (planes.length === 1) return { luma: { data: planes[0]!, ...size }, ...greyChroma() };
  // Luma and chroma are sums of the channels, so they may be taken after the means.
  const squares = planes.map((plane) => squareOf({ data: plane, ...size }, CHROMA_SIDE));
  return {
    luma: { data: mix(planes, [0.299, 0.587, 0.114]), ...size },
    blue: mix(squares, [-0.168736, -0.331264, 0.5]),
    red: mix(squares, [0.5, -0.418688, -0.081312]),
  };
}

/** From a JPEG's lowest coefficients. */
export function thumbnailOfJpeg({ width, height, luma, chroma }: ReducedJpeg, longestSide: number): Thumbnail {
  const size = sizeWithin(width, height, longestSide);
  const grid = ({ data, columns, scaleX, scaleY }: JpegPlane): SampleGrid => {
    return { data, offset: 0, step: 1, rowStride: columns, width: width * scaleX, height: height * scaleY };
  };
  const plane = { data: resample(grid(luma), size.width, size.height)[0]!, ...size };
  if (!chroma) return { luma: plane, ...greyChroma() };
  const [blue, red] = chroma.map((samples) =>
    areaMeans(grid(samples), CHROMA_SIDE, CHROMA_SIDE).map((value) => value - 128),
  );
  return { luma: plane, blue: blue!, red: red! };
}

function mix([r, g, b]: readonly Float32Array[], [red, green, blue]: readonly [number, number, number]): Float32Array {
  const mixed = new Float32Array(r!.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = red * r![i]! + green * g![i]! + blue * b![i]!;
  return mixed;
}

/** @param longestSide OUTLINE_SIDE times a whole number. */
function sizeWithin(width: number, height: number, longestSide: number): { width: number; height: number } {
  const scale = OUTLINE_SIDE / Math.max(width, height);
  const side = (length: number): number =>
    (Math.max(LEAST_SIDE, Math.round(length * scale)) * longestSide) / OUTLINE_SIDE;
  return { width: side(width), height: side(height) };
}

/** The whole plane, or a part of it, stretched to a square. */
export function squareOf({ data, width, height }: Plane, side: number): Float32Array {
  return areaMeans({ data, offset: 0, step: 1, rowStride: width, width, height }, side, side);
}

function greyChroma(): Pick<Thumbnail, 'blue' | 'red'> {
  return { blue: new Float32Array(CHROMA_SIDE ** 2), red: new Float32Array(CHROMA_SIDE ** 2) };
}
