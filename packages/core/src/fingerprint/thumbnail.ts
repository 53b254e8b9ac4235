import type { ReducedJpeg, Plane as JpegPlane } from '../decode/jpeg/reduced-jpeg.ts';
import type { Raster } from '../decode/raster.ts';
import { areaMeans, type SampleGrid } from './area-means.ts';
import type { Plane } from './border.ts';
import { resample } from './resample.ts';

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
export function thumbnailOfRaster(raster: Raster, longestSide: number): Thumbnail {
  const { data, width, height, channels } = raster;
  const size = sizeWithin(width, height, longestSide);
  const plane = (offset: number): Plane => {
    const grid = { data, offset, step: channels, rowStride: width, width, height };
    const alpha = channels === 2 || channels === 4 ? { alpha: channels - 1 - offset } : {};
    return resample({ ...grid, ...alpha }, size.width, size.height);
  };
  if (channels < 3) return { luma: plane(0), ...greyChroma() };
  const [r, g, b] = [plane(0).data, plane(1).data, plane(2).data];
  // Luma and chroma are sums of the channels, so they may be taken after the means.
  const mix = (red: number, green: number, blue: number): Plane => ({
    ...size,
    data: r.map((value, i) => red * value + green * g[i]! + blue * b[i]!),
  });
  return {
    luma: mix(0.299, 0.587, 0.114),
    blue: chromaOf(mix(-0.168736, -0.331264, 0.5)),
    red: chromaOf(mix(0.5, -0.418688, -0.081312)),
  };
}

/** From a JPEG's lowest coefficients. */
export function thumbnailOfJpeg({ width, height, luma, chroma }: ReducedJpeg, longestSide: number): Thumbnail {
  const size = sizeWithin(width, height, longestSide);
  const grid = ({ data, columns, scaleX, scaleY }: JpegPlane): SampleGrid => {
    return { data, offset: 0, step: 1, rowStride: columns, width: width * scaleX, height: height * scaleY };
  };
  const thumbnail = resample(grid(luma), size.width, size.height);
  if (!chroma) return { luma: thumbnail, ...greyChroma() };
  const [blue, red] = chroma.map((plane) =>
    areaMeans(grid(plane), CHROMA_SIDE, CHROMA_SIDE).map((value) => value - 128),
  );
  return { luma: thumbnail, blue: blue!, red: red! };
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

function chromaOf(plane: Plane): Float32Array {
  return squareOf(plane, CHROMA_SIDE);
}

function greyChroma(): Pick<Thumbnail, 'blue' | 'red'> {
  return { blue: new Float32Array(CHROMA_SIDE ** 2), red: new Float32Array(CHROMA_SIDE ** 2) };
}
