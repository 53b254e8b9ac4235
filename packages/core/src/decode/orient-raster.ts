import type { Raster } from './raster.ts';

/**
 * Turns stored pixels the way EXIF orientation (1 to 8) says they are to be shown (Exif 2.32, tag 0x0112). Orientation 1 gives the same raster.
 */
export function orientRaster(raster: Raster, orientation: number): Raster {
  return orientation === 1 ? raster : { ...raster, ...orientSamples(raster, orientation) };
}

/** Samples of any number of interleaved channels, row by row. */
interface Samples<Data extends Uint8Array | Float32Array> {
  readonly data: Data;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** The same for samples of any kind. */
export function orientSamples<Data extends Uint8Array | Float32Array>(
  samples: Samples<Data>,
  orientation: number,
): Omit<Samples<Data>, 'channels'> {
  const { data, width, height, channels } = samples;
  if (orientation === 1) return { data, width, height };
  const isTransposed = orientation >= 5;
  const [outWidth, outHeight] = isTransposed ? [height, width] : [width, height];
  const { start, stepX, stepY } = walk(orientation, width, height);
  // Not slice: a Buffer's shares its bytes.
  const out = (data instanceof Float32Array ? new Float32Array(data.length) : new Uint8Array(data.length)) as Data;
  for (let y = 0, to = 0; y < outHeight; y++)
    for (let x = 0, from = start + y * stepY; x < outWidth; x++, from += stepX)
      for (let channel = 0; channel < channels; channel++) out[to++] = data[from * channels + channel]!;
  return { data: out, width: outWidth, height: outHeight };
}

/** Where the shown picture's first pixel is stored, and how far apart its neighbours to the right and below are. */
function walk(orientation: number, width: number, height: number): { start: number; stepX: number; stepY: number } {
  const right = width - 1;
  const bottom = (height - 1) * width;
  switch (orientation) {
    case 2:
      return { start: right, stepX: -1, stepY: width };
    case 3:
      return { start: bottom + right, stepX: -1, stepY: -width };
    case 4:
      return { start: bottom, stepX: 1, stepY: -width };
    case 5:
      return { start: 0, stepX: width, stepY: 1 };
    case 6:
      return { start: bottom, stepX: -width, stepY: 1 };
    case 7:
      return { start: bottom + right, stepX: -width, stepY: -1 };
    case 8:
      return { start: right, stepX: width, stepY: -1 };
    default:
      return { start: 0, stepX: 1, stepY: width };
  }
}
