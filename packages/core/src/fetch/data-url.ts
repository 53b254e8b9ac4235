import { FetchError } from '../errors.ts';
import { tooManyBytes } from './refusals.ts';

/**
 * The bytes of a data: URL (RFC 2397), base64 or percent-encoded. Its size is checked before anything is decoded.
 *
 * @throws FetchError with code `invalid_url` when malformed, `too_many_bytes` when longer than maxBytes.
 */
export function decodeDataUrl(
  text: string,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): Buffer {
  const comma = text.indexOf(',');
  if (comma < 0) throw malformed(name, 'has no comma before its data');
  const payload = text.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(text.slice(0, comma));
  // Three characters make a byte at the least when each is %-encoded; in base64 that makes three quarters of one.
  if (payload.length / (isBase64 ? 4 : 3) > maxBytes) throw tooManyBytes(name, maxBytes);
  const bytes = percentDecode(payload, name);
  if (!isBase64) return checkSize(bytes, name, maxBytes);
  return decodeBase64(bytes.toString('latin1').replace(/[\t\n\f\r ]/g, ''), name, maxBytes);
}

function decodeBase64(base64: string, name: string, maxBytes: number): Buffer {
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(base64)) throw malformed(name, 'holds characters that are not base64');
  if (base64.replace(/=+$/, '').length % 4 === 1) throw malformed(name, 'ends in the middle of a byte');
  if (Buffer.byteLength(base64, 'base64') > maxBytes) throw tooManyBytes(name, maxBytes);
  return Buffer.from(base64, 'base64');
}

function percentDecode(text: string, name: string): Buffer {
  if (/%(?![\da-f]{2})/i.test(text)) throw malformed(name, 'holds a % that two hex digits do not follow');
  const encoded = Buffer.from(text, 'utf8');
  let length = 0;
  for (let i = 0; i < encoded.length; i++, length++) {
    const isEscape = encoded[i] === PERCENT;
    encoded[length] = isEscape ? Number.parseInt(encoded.toString('latin1', i + 1, i + 3), 16) : encoded[i]!;
    if (isEscape) i += 2;
  }
  return encoded.subarray(0, length);
}

const PERCENT = 0x25;

function checkSize(bytes: Buffer, name: string, maxBytes: number): Buffer {
  if (bytes.length > maxBytes) throw tooManyBytes(name, maxBytes);
  return bytes;
}

function malformed(name: string, what: string): FetchError {
  return new FetchError('invalid_url', `The data: URL ${what}. Encode the image again.`, { source: name });
}
