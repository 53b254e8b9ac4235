import type { Raster } from '../decode/raster.ts';
import { pdqBits, pdqDihedral, pdqQuality, pdqTransform } from '../hash/pdq.ts';

/** Side of the square picture that a fingerprint is made from, in pixels. */
export const FINGERPRINT_SIDE = 64;
/** Side of the grey and of the colour thumbnail that a fingerprint keeps. */
export const LUMA_SIDE = 32;
export const COLOUR_SIDE = 16;

/** Changes with every change of decode or arithmetic: fingerprints of different versions are never compared. */
export const FINGERPRINT_VERSION = 'fingerprint-1';

/** Length of one PDQ code. */
export const CODE_BYTES = 32;
const ORIENTATIONS = 8;
const LUMA_BYTES = LUMA_SIDE * LUMA_SIDE;
const COLOUR_BYTES = COLOUR_SIDE * COLOUR_SIDE * 3;

/** What duplicate search compares: 2,049 bytes an image. */
export interface Fingerprint {
  /** PDQ codes of the picture in its eight orientations, in the order of DIHEDRAL_NAMES: 8 x 32 bytes. */
  readonly codes: Uint8Array;
  /** PDQ quality, 0 to 100. */
  readonly quality: number;
  /** 32 x 32 luma samples. */
  readonly luma: Uint8Array;
  /** 16 x 16 RGB samples, interleaved. */
  readonly colour: Uint8Array;
}

/**
 * The fingerprint of a picture that was oriented and shrunk to 64 x 64 pixels, aspect ignored, with 3 or 4 channels.
 * Transparent parts count as white.
 */
export function fingerprint(thumbnail: Raster): Fingerprint {
  const rgb = onWhite(thumbnail);
  const luma = lumaOf(rgb);
  const transform = pdqTransform(luma);
  const codes = new Uint8Array(ORIENTATIONS * CODE_BYTES);
  for (const [index, code] of pdqDihedral(transform).entries()) codes.set(code, index * CODE_BYTES);
  codes.set(pdqBits(transform), 0);
  return {
    codes,
    quality: pdqQuality(luma),
    luma: shrink(luma, FINGERPRINT_SIDE, 1, FINGERPRINT_SIDE / LUMA_SIDE),
    colour: shrink(rgb, FINGERPRINT_SIDE, 3, FINGERPRINT_SIDE / COLOUR_SIDE),
  };
}

/** A fingerprint as bytes, for a store. */
export function packFingerprint({ codes, quality, luma, colour }: Fingerprint): Uint8Array {
  const bytes = new Uint8Array(codes.length + 1 + luma.length + colour.length);
  bytes.set(codes, 0);
  bytes[codes.length] = quality;
  bytes.set(luma, codes.length + 1);
  bytes.set(colour, codes.length + 1 + luma.length);
  return bytes;
}

/** @throws RangeError when the bytes are not those of a fingerprint of this version. */
export function unpackFingerprint(bytes: Uint8Array): Fingerprint {
  const codesEnd = ORIENTATIONS * CODE_BYTES;
  const lumaEnd = codesEnd + 1 + LUMA_BYTES;
  if (bytes.length !== lumaEnd + COLOUR_BYTES)
    throw new RangeError(`Expected a fingerprint of ${lumaEnd + COLOUR_BYTES} bytes, got ${bytes.length}`);
  return {
    codes: bytes.slice(0, codesEnd),
    quality: bytes[codesEnd]!,
    luma: bytes.slice(codesEnd + 1, lumaEnd),
    colour: bytes.slice(lumaEnd),
  };
}

function onWhite({ data, width, height, channels }: Raster): Uint8Array {
  if (width !== FINGERPRINT_SIDE || height !== FINGERPRINT_SIDE || channels < 3)
    throw new RangeError(
      `Expected a ${FINGERPRINT_SIDE} x ${FINGERPRINT_SIDE} picture with 3 or 4 channels, got ${width} x ${height} with ${channels}`,
    );
  if (channels === 3) return data;
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = data[pixel * 4 + 3]!;
    for (let channel = 0; channel < 3; channel++)
      rgb[pixel * 3 + channel] = Math.round((data[pixel * 4 + channel]! * alpha + 255 * (255 - alpha)) / 255);
  }
  return rgb;
}

/** Rec. 601 luma, as PDQ takes it. */
function lumaOf(rgb: Uint8Array): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3)
    luma[i] = 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;
  return luma;
}

/** Means of factor x factor boxes. */
function shrink(pixels: Float32Array | Uint8Array, side: number, channels: number, factor: number): Uint8Array {
  const outSide = side / factor;
  const out = new Uint8Array(outSide * outSide * channels);
  for (let y = 0; y < outSide; y++)
    for (let x = 0; x < outSide; x++)
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let j = 0; j < factor; j++)
          for (let i = 0; i < factor; i++)
            sum += pixels[((y * factor + j) * side + x * factor + i) * channels + channel]!;
        out[(y * outSide + x) * channels + channel] = Math.round(sum / (factor * factor));
      }
  return out;
}
