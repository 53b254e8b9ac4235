import { pdqDihedral, pdqQuality, pdqTransform } from '../hash/pdq.ts';
import { CHROMA_SIDE, LUMA_SIDE, type Thumbnail } from './thumbnail.ts';
import { fromExifOrientation, turnSquare } from './turn-square.ts';

/** Side of the grey thumbnail that a fingerprint keeps; its chroma keeps CHROMA_SIDE. */
export const GREY_SIDE = 32;

/** Changes with every change of decode or arithmetic: fingerprints of different versions are never compared. */
export const FINGERPRINT_VERSION = 'fingerprint-1';

/** Length of one PDQ code. */
export const CODE_BYTES = 32;
const ORIENTATIONS = 8;
const CODES_BYTES = ORIENTATIONS * CODE_BYTES;
const GREY_BYTES = GREY_SIDE * GREY_SIDE;
const CHROMA_BYTES = 2 * CHROMA_SIDE * CHROMA_SIDE;

/** What duplicate search compares, of the picture as it is shown: 1,793 bytes an image. */
export interface Fingerprint {
  /** PDQ codes of the picture in its eight orientations, in the order of DIHEDRAL_NAMES: 8 x 32 bytes. */
  readonly codes: Uint8Array;
  /** PDQ quality, 0 to 100. */
  readonly quality: number;
  /** 32 x 32 luma samples. */
  readonly grey: Uint8Array;
  /** 16 x 16 pairs of Cb and Cr around 128. */
  readonly chroma: Uint8Array;
}

/**
 * The fingerprint of a picture's thumbnail.
 * @param exifOrientation how the stored picture is to be shown, 1 to 8.
 */
export function fingerprint(thumbnail: Thumbnail, exifOrientation: number): Fingerprint {
  const orientation = fromExifOrientation(exifOrientation);
  const luma = turnSquare(thumbnail.luma, LUMA_SIDE, 1, orientation);
  const codes = new Uint8Array(CODES_BYTES);
  for (const [index, code] of pdqDihedral(pdqTransform(luma)).entries()) codes.set(code, index * CODE_BYTES);
  return {
    codes,
    quality: pdqQuality(luma),
    grey: halve(luma),
    chroma: turnSquare(interleaveChroma(thumbnail), CHROMA_SIDE, 2, orientation),
  };
}

/** A fingerprint as bytes, for a store. */
export function packFingerprint({ codes, quality, grey, chroma }: Fingerprint): Uint8Array {
  return Buffer.concat([codes, Uint8Array.of(quality), grey, chroma]);
}

/** @throws RangeError when the bytes are not those of a fingerprint of this version. */
export function unpackFingerprint(bytes: Uint8Array): Fingerprint {
  const greyStart = CODES_BYTES + 1;
  const chromaStart = greyStart + GREY_BYTES;
  const length = chromaStart + CHROMA_BYTES;
  if (bytes.length !== length) throw new RangeError(`Expected a fingerprint of ${length} bytes, got ${bytes.length}`);
  const part = (start: number, end: number): Uint8Array => new Uint8Array(bytes.subarray(start, end));
  return {
    codes: part(0, CODES_BYTES),
    quality: bytes[CODES_BYTES]!,
    grey: part(greyStart, chromaStart),
    chroma: part(chromaStart, length),
  };
}

/** 64 x 64 samples to the rounded means of 2 x 2. */
function halve(luma: Float32Array): Uint8Array {
  const out = new Uint8Array(GREY_BYTES);
  for (let y = 0; y < GREY_SIDE; y++)
    for (let x = 0; x < GREY_SIDE; x++) {
      const at = 2 * y * LUMA_SIDE + 2 * x;
      out[y * GREY_SIDE + x] = Math.round(
        (luma[at]! + luma[at + 1]! + luma[at + LUMA_SIDE]! + luma[at + LUMA_SIDE + 1]!) / 4,
      );
    }
  return out;
}

function interleaveChroma({ blue, red }: Thumbnail): Uint8Array {
  const out = new Uint8ClampedArray(CHROMA_BYTES);
  for (let i = 0; i < blue.length; i++) {
    out[2 * i] = blue[i]! + 128;
    out[2 * i + 1] = red[i]! + 128;
  }
  return new Uint8Array(out.buffer);
}
