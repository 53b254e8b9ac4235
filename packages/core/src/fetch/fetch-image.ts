import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { FetchError, PixelPeeperError } from '../errors.ts';
import { decodeDataUrl } from './data-url.ts';
import { Deadline, orAborted } from './deadline.ts';
import { checkFetchOptions, type FetchOptions, type FetchSettings, type ImageSource } from './fetch-options.ts';
import { filenameOf, safeFilename } from './filename.ts';
import { closeAgents, guardedFetch } from './guarded-agent.ts';
import { followRedirects, type HttpContext, type HttpImage } from './http-exchange.ts';
import { type LocatedSource, locateSource } from './image-source.ts';
import { readFile } from './read-file.ts';
import { PassingFetchError, tooManyBytes } from './refusals.ts';
import { sniffType } from './sniff.ts';

export type { FetchOptions, ImageSource, ReadableImage } from './fetch-options.ts';

/** An image's bytes and what is known of where they came from. */
export interface FetchedImage {
  /** At least one byte. Bytes that were handed in are shared, not copied. */
  readonly bytes: Buffer;
  readonly bytesize: number;
  /** Without folders and control characters, at most 255 characters; null when there is none. A file's is its base name as it is. */
  readonly filename: string | null;
  /** Media type by magic bytes; null when unknown. */
  readonly contentType: string | null;
  /** The http(s) URL as given, or the file's file: URL; null for a data: URL and bytes. */
  readonly url: string | null;
  /** The http(s) URL after redirects, without a fragment; null for all else. */
  readonly finalUrl: string | null;
  /** Absolute path of a file; null for all else. */
  readonly path: string | null;
  /** The X-Robots-Tag header it was served with, which may ask not to use it for training; null for all else. */
  readonly robotsTag: string | null;
}

/**
 * Gets the bytes of an image from wherever it is, within limits: bytes, time, redirects, retries, requests at a host. Private addresses
 * are refused unless `allowedHosts` names them.
 *
 * @example
 * const { bytes, contentType } = await fetchImage('photos/harbour.jpg');
 *
 * @throws FetchError when the source is refused or cannot be read.
 * @throws PixelPeeperError with code `aborted`, whose cause is the signal's reason.
 * @throws RangeError or TypeError for options out of range and sources of another type.
 */
export async function fetchImage(source: ImageSource, options: FetchOptions = {}): Promise<FetchedImage> {
  const settings = checkFetchOptions(options);
  if (settings.signal?.aborted === true) throw aborted(settings.signal.reason);
  const located = locateSource(source, settings.allowFiles);
  const content = await obtain(located, settings);
  const { bytes } = content;
  if (bytes.length === 0) {
    const name = 'name' in located ? located.name : located.filename;
    throw new FetchError('empty_file', `“${name ?? 'The image'}” holds no bytes. Download or save it again.`, {
      source: name,
    });
  }
  return { ...content, bytesize: bytes.length, contentType: await sniffType(bytes) };
}

/** Closes the connections that fetchImage keeps open for further requests. Later calls open new ones. */
export async function closeFetch(): Promise<void> {
  await closeAgents();
}

type Content = Omit<FetchedImage, 'bytesize' | 'contentType'>;

const NOWHERE = { filename: null, url: null, finalUrl: null, path: null, robotsTag: null };

async function obtain(source: LocatedSource, settings: FetchSettings): Promise<Content> {
  const { maxBytes } = settings;
  switch (source.kind) {
    case 'bytes':
      return handedIn(source.bytes, source.filename, maxBytes);
    case 'readable': {
      const { read, filename } = source;
      return handedIn(await withDeadline(filename ?? 'The image', settings, read), filename, maxBytes);
    }
    case 'data':
      return { ...NOWHERE, bytes: decodeDataUrl(source.text, { name: source.name, maxBytes }) };
    case 'file': {
      const { name, path, url } = source;
      const bytes = await withDeadline(name, settings, ({ signal }) => readFile(path, { name, maxBytes, signal }));
      return { ...NOWHERE, bytes, filename: basename(path), url, path };
    }
    case 'http': {
      const { bytes, finalUrl, disposition, robotsTag } = await withDeadline(source.name, settings, (deadline) =>
        withRetries(source.url, { settings, deadline, fetch: settings.fetch ?? ourFetch(settings) }),
      );
      return {
        ...NOWHERE,
        bytes,
        filename: filenameOf(finalUrl, disposition),
        url: source.name,
        finalUrl: finalUrl.href,
        robotsTag: robotsTag ?? null,
      };
    }
  }
}

function handedIn(bytes: Uint8Array, filename: string | undefined, maxBytes: number): Content {
  if (bytes.length > maxBytes) throw tooManyBytes(filename ?? 'The image', maxBytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { ...NOWHERE, bytes: buffer, filename: filename === undefined ? null : safeFilename(filename) };
}

async function withDeadline<T>(
  name: string,
  settings: FetchSettings,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal } = settings;
  const deadline = new Deadline(timeoutMs, {
    caller: signal,
    onAbort: (reason) => aborted(reason, name),
    onTimeout: () => {
      const message = `“${name}” did not arrive within ${timeoutMs / 1000} s. Raise the limit of time or try again later.`;
      return new FetchError('timeout', message, { source: name });
    },
  });
  try {
    return await orAborted(work(deadline), deadline.signal);
  } finally {
    deadline.close();
  }
}

/** Wait before the first retry when the host does not say how long; doubles with each. Enough for a restart behind a load balancer. */
const FIRST_WAIT_MS = 200;

/** A host that asks for more than this is left alone: the failure is reported instead. */
const LONGEST_WAIT_MS = 10_000;

async function withRetries(url: URL, context: HttpContext): Promise<HttpImage> {
  const { deadline, settings } = context;
  for (let attempt = 0; ; attempt++) {
    try {
      return await followRedirects(url, context);
    } catch (error) {
      if (!(error instanceof PassingFetchError) || attempt >= settings.retries) throw error;
      const waitMs = error.retryAfterMs ?? Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
      if (waitMs > LONGEST_WAIT_MS || waitMs >= deadline.remainingMs) throw error;
      await sleep(waitMs, undefined, { signal: deadline.signal });
    }
  }
}

function ourFetch({ allowedHosts, allow, lookup }: FetchSettings): HttpContext['fetch'] {
  return guardedFetch({ allow, lookup, key: allowedHosts.toSorted().join(' ').toLowerCase() });
}

function aborted(reason: unknown, source?: string): PixelPeeperError<'aborted'> {
  const message = 'Fetching was given up because its signal was aborted. Start it again if that was not meant.';
  return new PixelPeeperError('aborted', message, { source, cause: reason });
}
