import pLimit, { type LimitFunction } from 'p-limit';

import { FetchError, PixelPeeperError } from '../errors.ts';
import { type Deadline, orAborted } from './deadline.ts';
import type { FetchSettings } from './fetch-options.ts';
import type { FetchAnswer, FetchFunction } from './guarded-agent.ts';
import { parseHttpUrl } from './image-source.ts';
import { connectionRefusal, shown, statusRefusal, tooManyBytes } from './refusals.ts';

export interface HttpContext {
  readonly fetch: FetchFunction;
  readonly settings: FetchSettings;
  readonly deadline: Deadline;
}

export interface HttpImage {
  readonly bytes: Buffer;
  /** The URL that gave the bytes, without a fragment. */
  readonly finalUrl: URL;
  /** The Content-Disposition header. */
  readonly disposition: string | undefined;
  /** The X-Robots-Tag header. */
  readonly robotsTag: string | undefined;
}

/**
 * Gets the bytes at a URL, through redirects. Every URL on the way is checked like the first.
 *
 * @throws FetchError; a PassingFetchError when another attempt may do better.
 */
export async function followRedirects(start: URL, context: HttpContext): Promise<HttpImage> {
  const { maxRedirects } = context.settings;
  let url = withoutFragment(start);
  for (let redirects = 0; ; redirects++) {
    const outcome = await inTurn(url, context, () => exchange(url, context));
    if (!('redirect' in outcome)) return outcome;
    if (redirects === maxRedirects) {
      const message = `${shown(start)} leads through more than ${maxRedirects} redirects. Use the URL of the image itself.`;
      throw new FetchError('too_many_redirects', message, { source: start.href });
    }
    url = withoutFragment(parseHttpUrl(outcome.redirect, url));
  }
}

/** Requests wait for their turn by host, in this process, whichever call they belong to. */
const turns = new Map<string, LimitFunction>();

async function inTurn<T>(url: URL, { settings, deadline }: HttpContext, request: () => Promise<T>): Promise<T> {
  const key = `${settings.perHost} ${url.host}`;
  const limit = turns.get(key) ?? pLimit(settings.perHost);
  turns.set(key, limit);
  deadline.pause();
  const turn = limit(() => {
    deadline.signal.throwIfAborted();
    deadline.resume();
    return request();
  });
  try {
    return await turn;
  } finally {
    if (limit.activeCount + limit.pendingCount === 0) turns.delete(key);
  }
}

async function exchange(url: URL, context: HttpContext): Promise<HttpImage | { readonly redirect: string }> {
  const { fetch, settings, deadline } = context;
  const { maxBytes } = settings;
  // Ends the request when its body is not wanted any more, whatever the reason.
  const request = new AbortController();
  const signal = AbortSignal.any([deadline.signal, request.signal]);
  try {
    const answer = await orAborted(fetch(url.href, { signal, maxBytes }), deadline.signal);
    const headers = lowerCased(answer.headers);
    if (isRedirect(answer.status) && headers['location'] !== undefined) return { redirect: headers['location'] };
    if (answer.status < 200 || answer.status > 299) throw statusRefusal(url, answer.status, headers['retry-after']);
    if (Number(headers['content-length']) > maxBytes) throw tooManyBytes(shown(url), maxBytes, url.href);
    const bytes = await orAborted(readBody(answer.body, url, { maxBytes, signal }), deadline.signal);
    return {
      bytes,
      finalUrl: answeredBy(answer, url),
      disposition: headers['content-disposition'],
      robotsTag: headers['x-robots-tag'],
    };
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw error instanceof PixelPeeperError ? error : connectionRefusal(url, error);
  } finally {
    request.abort();
  }
}

async function readBody(body: FetchAnswer['body'], url: URL, { maxBytes, signal }: BodyLimits): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytesize = 0;
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    signal.throwIfAborted();
    bytesize += chunk.length;
    if (bytesize > maxBytes) throw tooManyBytes(shown(url), maxBytes, url.href);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytesize);
}

interface BodyLimits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function lowerCased(headers: FetchAnswer['headers']): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A fetch function that follows redirects itself says where it ended. */
function answeredBy(answer: FetchAnswer, asked: URL): URL {
  return answer.url === '' ? asked : withoutFragment(parseHttpUrl(answer.url, asked));
}

function withoutFragment(url: URL): URL {
  const copy = new URL(url);
  copy.hash = '';
  return copy;
}
