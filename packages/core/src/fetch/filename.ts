import { isUtf8 } from 'node:buffer';

import { parse } from 'content-disposition';

/** As long as file systems allow, in characters. */
const MAX_LENGTH = 255;

/** Control characters, and those that turn the direction of writing, by which "gpj.exe" can be made to look like a picture. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name a server gives a file: from Content-Disposition (`filename*` before `filename`), else the last segment of the URL's path; null
 * when neither has one. It never holds a path separator or a control character and is never "." or "..".
 */
export function filenameOf(url: URL, disposition: string | undefined): string | null {
  const { filename } = disposition === undefined ? {} : parse(disposition).parameters;
  const named = filename === undefined ? null : safeFilename(readAsUtf8(filename));
  return named ?? safeFilename(percentDecoded(url.pathname.split('/').at(-1)!));
}

/** The last segment of a name that may be a path (RFC 6266 section 4.3), without what is unsafe in it; null when nothing is left. */
export function safeFilename(name: string): string | null {
  const last = name.replace(UNSAFE, '').split(/[\\/]/).at(-1)!.trim();
  const cut = Array.from(last.toWellFormed()).slice(0, MAX_LENGTH).join('');
  return cut === '' || cut === '.' || cut === '..' ? null : cut;
}

/** Header bytes are read as Latin-1, yet many servers write UTF-8 there. */
function readAsUtf8(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return bytes.toString('latin1') === text && isUtf8(bytes) ? bytes.toString('utf8') : text;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
