import type { Detail } from './fingerprint-image.ts';
import type { Fingerprint, Outline } from './fingerprint.ts';

/** Names of the formats. They change with every change of decode or arithmetic: fingerprints of different versions are never compared. */
export const FINGERPRINT_VERSION: Readonly<Record<Detail, string>> = {
  outline: 'outline-2',
  features: 'features-2',
};

/** Lengths of the parts that all fingerprints have: codes, quality, plainShare, grey, chroma, then six numbers of two bytes and one of four. */
const CODES = 256;
const GREY = 1024;
const CHROMA = 512;
const NUMBERS = 16;
const PLAIN_SCALE = 255;

/** A fingerprint as bytes, for a store. */
export function packFingerprint(fingerprint: Fingerprint): Uint8Array {
  const { codes, innerCodes, quality, plainShare, grey, chroma, outline, inner, features } = fingerprint;
  const numbers = Buffer.alloc(NUMBERS);
  const { left, top, right, bottom } = inner;
  for (const [index, number] of [outline.width, outline.height, left, top, right, bottom].entries())
    numbers.writeUInt16LE(number, 2 * index);
  numbers.writeUInt32LE(features.length, 12);
  const bytes = Uint8Array.of(quality, Math.round(plainShare * PLAIN_SCALE));
  return Buffer.concat([codes, bytes, grey, chroma, numbers, outline.data, features, innerCodes]);
}

/** @throws RangeError when the bytes are not those of a fingerprint of this version. */
export function unpackFingerprint(bytes: Uint8Array): Fingerprint {
  const own = Uint8Array.from(bytes); // one copy: parts of a larger buffer would keep all of it alive
  const head = CODES + 2 + GREY + CHROMA + NUMBERS;
  if (own.length < head) throw new RangeError(`Expected a fingerprint of at least ${head} bytes, got ${own.length}`);
  let at = 0;
  const take = (length: number): Uint8Array => own.subarray(at, (at += length));
  const codes = take(CODES);
  const [quality, plain] = take(2);
  const [grey, chroma] = [take(GREY), take(CHROMA)];
  const numbers = Buffer.from(take(NUMBERS));
  const [width, height, left, top, right, bottom] = [0, 2, 4, 6, 8, 10].map((place) => numbers.readUInt16LE(place));
  const outline: Outline = { width: width!, height: height!, data: take(width! * height!) };
  const features = take(numbers.readUInt32LE(12));
  const rest = own.length - at;
  if (rest !== 0 && rest !== CODES)
    throw new RangeError(`Expected the ${own.length} bytes to be a fingerprint, but its parts do not add up to them`);
  const inner = { left: left!, top: top!, right: right!, bottom: bottom! };
  const parts = { codes, innerCodes: take(rest), grey, chroma, outline, inner, features };
  return { ...parts, quality: quality!, plainShare: plain! / PLAIN_SCALE };
}
