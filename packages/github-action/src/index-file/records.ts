import { nomineeOf, type ErrorFacts, type ImageContent, type Nominee } from '@pixelpeeper/core';

/** Quality, whether there are codes without border, whether the picture is plain, and eight numbers of four bytes. */
const NUMBERS = 8;
const HEAD = 3 + 4 * NUMBERS;
const [CODES, GREY, CHROMA] = [256, 1024, 512];

/** What nominates an image, as bytes for an index file. */
export function packNominee(content: ImageContent): Uint8Array {
  const { print, plain } = nomineeOf({ ...content, source: '', split: null, isReference: false });
  const { left, top, right, bottom } = print.inner;
  const head = Buffer.alloc(HEAD);
  head.set([print.quality, print.innerCodes.length === 0 ? 0 : 1, plain ? 1 : 0]);
  const { width, height } = print.outline;
  for (const [index, number] of [content.width, content.height, width, height, left, top, right, bottom].entries())
    head.writeUInt32LE(number, 3 + 4 * index);
  const { grey, chroma } = plain?.fingerprint ?? { grey: new Uint8Array(), chroma: new Uint8Array() };
  return Buffer.concat([head, print.codes, print.innerCodes, grey, chroma, print.features]);
}

/** @param bytes are shared, not copied. */
export function unpackNominee(bytes: Uint8Array): Nominee {
  const [quality, hasInner, isPlain] = bytes;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, HEAD);
  const number = (index: number): number => head.readUInt32LE(3 + 4 * index);
  let at = HEAD;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  const [codes, innerCodes] = [take(CODES), take(hasInner ? CODES : 0)];
  const plain = isPlain
    ? { width: number(0), height: number(1), fingerprint: { grey: take(GREY), chroma: take(CHROMA) } }
    : undefined;
  const outline = { width: number(2), height: number(3) };
  const inner = { left: number(4), top: number(5), right: number(6), bottom: number(7) };
  const features = bytes.subarray(at);
  return { print: { codes, innerCodes, quality: quality!, outline, inner, features }, plain };
}

/** Why an image cannot be read, as bytes for an index file. */
export function packError(error: ErrorFacts): Uint8Array {
  return Buffer.from(JSON.stringify(error));
}

export function unpackError(bytes: Uint8Array): ErrorFacts {
  return JSON.parse(Buffer.from(bytes).toString()) as ErrorFacts;
}
