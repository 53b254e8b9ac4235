import type { ReducedJpeg, Plane } from '../decode/jpeg/reduced-jpeg.ts';
import type { Raster } from '../decode/raster.ts';
import { areaMeans, type SampleGrid } from './area-means.ts';

/** Side of the square of luma that a fingerprint is made from, and of those of chroma. */
export const LUMA_SIDE = 64;
export const CHROMA_SIDE = 16;

/** A picture stretched to a square by area means: the one reduction that all formats share. */
export interface Thumbnail {
  /** 64 x 64 samples of Rec. 601 luma, 0 to 255. */
  readonly luma: Float32Array;
  /** 16 x 16 samples each of Cb and Cr (ITU-R BT.601) around 0, -128 to 128; all 0 for a grey picture. */
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** From decoded pixels; transparent parts count as white. */
export function thumbnailOfRaster(raster: Raster): Thumbnail {
  const { data, width, height, channels } = raster;
  const grid = (offset: number): SampleGrid => ({
    ...{ data, offset, step: channels, rowStride: width, width, height },
    ...(channels === 2 || channels === 4 ? { alpha: channels - 1 - offset } : {}),
  });
  if (channels < 3) return { luma: areaMeans(grid(0), LUMA_SIDE, LUMA_SIDE), ...greyChroma() };
  const planes = [0, 1, 2].map((channel) => areaMeans(grid(channel), LUMA_SIDE, LUMA_SIDE));
  const [r, g, b] = planes as [Float32Array, Float32Array, Float32Array];
  // Luma and chroma are sums of the channels, so they may be taken after the means.
  const mix = (red: number, green: number, blue: number): Float32Array =>
    r.map((value, i) => red * value + green * g[i]! + blue * b[i]!);
  return {
    luma: mix(0.299, 0.587, 0.114),
    blue: quarter(mix(-0.168736, -0.331264, 0.5)),
    red: quarter(mix(0.5, -0.418688, -0.081312)),
  };
}

/** From a JPEG's lowest coefficients. */
export function thumbnailOfJpeg({ width, height, luma, chroma }: ReducedJpeg): Thumbnail {
  const means = ({ data, columns, scaleX, scaleY }: Plane, side: number): Float32Array => {
    return areaMeans(
      { data, offset: 0, step: 1, rowStride: columns, width: width * scaleX, height: height * scaleY },
      side,
      side,
    );
  };
  if (!chroma) return { luma: means(luma, LUMA_SIDE), ...greyChroma() };
  const [blue, red] = chroma.map((plane) => means(plane, CHROMA_SIDE).map((value) => value - 128));
  return { luma: means(luma, LUMA_SIDE), blue: blue!, red: red! };
}

function greyChroma(): Pick<Thumbnail, 'blue' | 'red'> {
  return { blue: new Float32Array(CHROMA_SIDE ** 2), red: new Float32Array(CHROMA_SIDE ** 2) };
}

/** 64 x 64 to 16 x 16 means. */
function quarter(data: Float32Array): Float32Array {
  const factor = LUMA_SIDE / CHROMA_SIDE;
  const out = new Float32Array(CHROMA_SIDE ** 2);
  for (let y = 0; y < LUMA_SIDE; y++)
    for (let x = 0; x < LUMA_SIDE; x++)
      out[Math.floor(y / factor) * CHROMA_SIDE + Math.floor(x / factor)]! += data[y * LUMA_SIDE + x]! / factor ** 2;
  return out;
}
