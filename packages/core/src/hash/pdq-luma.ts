import type { Raster } from '../decode/raster.ts';

/** Side of the square of luma samples that PDQ transforms. */
export const PDQ_LUMA_SIDE = 64;

/** A picture with a longer side is first sampled to a square of this side. */
export const PDQ_MAX_SIDE = 512;

// A sample's share in the luma, by its value.
const redShare = lumaShares(0.299);
const greenShare = lumaShares(0.587);
const blueShare = lumaShares(0.114);

/**
 * A picture's luma as PDQ sees it: 64 x 64 single-precision samples, 0 to 255, row-major. Sums are kept in single precision as in
 * the reference implementation.
 */
export function pdqLuma64(raster: Raster): Float32Array {
  const plane = sampleLuma(raster);
  if (plane.width === PDQ_LUMA_SIDE && plane.height === PDQ_LUMA_SIDE) return plane.data;
  return decimate(boxBlur(boxBlur(plane)));
}

interface LumaPlane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

function sampleLuma({ data, width, height, channels }: Raster): LumaPlane {
  const isLarge = width > PDQ_MAX_SIDE || height > PDQ_MAX_SIDE;
  const plane = isLarge ? { width: PDQ_MAX_SIDE, height: PDQ_MAX_SIDE } : { width, height };
  const columns = Uint32Array.from({ length: plane.width }, (_, x) => Math.floor((x * width) / plane.width) * channels);
  const lumaRow = channels < 3 ? greyRow : rgbRow;
  const luma = new Float32Array(plane.width * plane.height);
  for (let y = 0; y < plane.height; y++) {
    const start = Math.floor((y * height) / plane.height) * width * channels;
    lumaRow(
      data.subarray(start, start + width * channels),
      columns,
      luma.subarray(y * plane.width, (y + 1) * plane.width),
    );
  }
  return { ...plane, data: luma };
}

function greyRow(row: Uint8Array, columns: Uint32Array, luma: Float32Array): void {
  for (let x = 0; x < columns.length; x++) luma[x] = row[columns[x]!]!;
}

function rgbRow(row: Uint8Array, columns: Uint32Array, luma: Float32Array): void {
  for (let x = 0; x < columns.length; x++) {
    const i = columns[x]!;
    luma[x] = Math.fround(redShare[row[i]!]! + greenShare[row[i + 1]!]!) + blueShare[row[i + 2]!]!;
  }
}

function lumaShares(coefficient: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, sample) => Math.fround(coefficient) * sample);
}

/** A box along the rows, then one along the columns, each of a 128th of the side. */
function boxBlur(plane: LumaPlane): LumaPlane {
  return boxAlongColumns(boxAlongRows(plane));
}

/** The box of sample i ends before i + `ahead` and holds `samples`, fewer at the ends of a line. */
interface Box {
  readonly samples: number;
  readonly ahead: number;
}

function boxFor(side: number): Box {
  const samples = Math.ceil(side / (2 * PDQ_LUMA_SIDE));
  return { samples, ahead: Math.floor((samples + 2) / 2) };
}

function boxAlongRows({ data, width, height }: LumaPlane): LumaPlane {
  const { samples, ahead } = boxFor(width);
  const means = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    let sum = 0;
    let count = 0;
    for (let enters = 0; enters < width + ahead - 1; enters++) {
      const leaves = enters - samples;
      const x = enters - ahead + 1;
      if (enters < width) {
        sum = Math.fround(sum + data[start + enters]!);
        count++;
      }
      if (leaves >= 0) {
        sum = Math.fround(sum - data[start + leaves]!);
        count--;
      }
      if (x >= 0) means[start + x] = sum / count;
    }
  }
  return { data: means, width, height };
}

/** All columns at once, a row at a time, which is the order of the memory. */
function boxAlongColumns({ data, width, height }: LumaPlane): LumaPlane {
  const { samples, ahead } = boxFor(height);
  const means = new Float32Array(data.length);
  const sums = new Float32Array(width);
  let count = 0;
  for (let enters = 0; enters < height + ahead - 1; enters++) {
    const leaves = enters - samples;
    const y = enters - ahead + 1;
    if (enters < height) {
      for (let x = 0; x < width; x++) sums[x]! += data[enters * width + x]!;
      count++;
    }
    if (leaves >= 0) {
      for (let x = 0; x < width; x++) sums[x]! -= data[leaves * width + x]!;
      count--;
    }
    if (y >= 0) for (let x = 0; x < width; x++) means[y * width + x] = sums[x]! / count;
  }
  return { data: means, width, height };
}

/** The sample in the middle of each of the 64 x 64 cells. */
function decimate({ data, width, height }: LumaPlane): Float32Array {
  const side = PDQ_LUMA_SIDE;
  const output = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    const y = Math.floor(((row + 0.5) * height) / side);
    for (let column = 0; column < side; column++) {
      const x = Math.floor(((column + 0.5) * width) / side);
      output[row * side + column] = data[y * width + x]!;
    }
  }
  return output;
}
