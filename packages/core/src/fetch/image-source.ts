import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { FetchError } from '../errors.ts';
import type { ImageSource } from './fetch-options.ts';

/** A source, told apart by how its bytes are had. `name` is for messages: the URL or path as given, a data: URL's beginning. */
export type LocatedSource =
  | { readonly kind: 'http'; readonly name: string; readonly url: URL }
  | { readonly kind: 'data'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly url: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly filename: string | undefined }
  | { readonly kind: 'readable'; readonly read: () => Promise<Uint8Array>; readonly filename: string | undefined };

/**
 * Tells what kind of source this is, without touching the disk or the network.
 *
 * @throws FetchError with code `invalid_url` or `unsupported_scheme`.
 * @throws TypeError when it is none of an ImageSource's types.
 */
export function locateSource(source: ImageSource, allowFiles: boolean): LocatedSource {
  if (source instanceof Uint8Array) return { kind: 'bytes', bytes: source, filename: undefined };
  if (typeof source === 'string') return locateText(source, allowFiles);
  if (source instanceof URL) return locateText(source.href, allowFiles);
  if ('read' in source) return { kind: 'readable', read: source.read, filename: source.filename };
  if (source.bytes instanceof Uint8Array) return { kind: 'bytes', bytes: source.bytes, filename: source.filename };
  throw new TypeError('Expected an image source to be a URL, a path or bytes');
}

/**
 * Reads an http(s) URL that a stranger or a redirect has given.
 *
 * @throws FetchError with code `invalid_url` or `unsupported_scheme`.
 */
export function parseHttpUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) {
    throw new FetchError('invalid_url', `“${shorten(text)}” is not a valid URL. Check how it is spelled.`, {
      source: withoutUserinfo(text),
    });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw unsupportedScheme(url.protocol, shorten(text));
  if (url.username !== '' || url.password !== '') {
    const message = `The URL of ${url.host} holds a user name or password. Use a URL without them, such as a signed one.`;
    throw new FetchError('invalid_url', message, { source: withoutUserinfo(url.href) });
  }
  return url;
}

/** Longest part of a stranger's text that a message repeats, in characters. */
const SHOWN_LENGTH = 200;

/** A scheme has at least two letters: one is a Windows drive. */
const SCHEME = /^\s*([a-z][a-z\d+.-]+):(\/\/)?/i;

function locateText(text: string, allowFiles: boolean): LocatedSource {
  if (text.trim() === '')
    throw new FetchError('invalid_url', 'The source is empty. Give a URL or a path.', { source: text });
  const match = SCHEME.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https')
    return { kind: 'http', name: text.trim(), url: parseHttpUrl(text.trim()) };
  if (scheme === 'data') return { kind: 'data', name: shorten(text.split(',', 1)[0]!), text: text.trim() };
  // "holiday:1.jpg" is a file's name; "ftp://..." is not.
  const isUrl = scheme === 'file' || match?.[2] !== undefined;
  if (isUrl && scheme !== 'file') throw unsupportedScheme(`${scheme}:`, shorten(text));
  if (!allowFiles) {
    const message = `“${shorten(text)}” is not an http(s) or data: URL. Files cannot be read here: give the image's URL.`;
    throw new FetchError('unsupported_scheme', message, { source: text });
  }
  const path = isUrl ? pathOfFileUrl(text.trim()) : resolve(text);
  return { kind: 'file', name: text, path, url: pathToFileURL(path).href };
}

function pathOfFileUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (cause) {
    const message = `“${shorten(text)}” is not the URL of a file on this computer. Give it as file:///folder/image.jpg.`;
    throw new FetchError('invalid_url', message, { source: text, cause });
  }
}

function unsupportedScheme(scheme: string, shown: string): FetchError {
  const message = `“${shown}” has the scheme ${scheme}, which cannot be fetched. Use http:, https: or data:.`;
  return new FetchError('unsupported_scheme', message, { source: shown });
}

function shorten(text: string): string {
  const harmless = withoutUserinfo(text);
  return harmless.length <= SHOWN_LENGTH ? harmless : `${harmless.slice(0, SHOWN_LENGTH)}…`;
}

/** A name and password must not get into logs and reports. */
function withoutUserinfo(text: string): string {
  return text.replace(/\/\/[^/?#]*@/, '//');
}
