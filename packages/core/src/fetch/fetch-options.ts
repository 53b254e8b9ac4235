import { type AllowList, parseAllowList } from './address-guard.ts';
import type { FetchFunction, Lookup } from './guarded-agent.ts';

/** An image whose bytes are asked for when they are needed, and perhaps again later: of a database, an archive, another program. */
export interface ReadableImage {
  readonly read: () => Promise<Uint8Array>;
  readonly filename?: string | undefined;
}

/** Where an item of a list is: absolute path, URL, or what reads its bytes. */
export type ImageLocation = string | ReadableImage;

/**
 * Where an image comes from. A string is an http(s) URL, a data: URL, a file: URL, or a path, relative to the working folder or
 * absolute.
 */
export type ImageSource =
  string | URL | Uint8Array | { readonly bytes: Uint8Array; readonly filename?: string | undefined } | ReadableImage;

export interface FetchOptions {
  /** Largest image taken, in bytes, 1 and up. Default 100 MiB. */
  readonly maxBytes?: number | undefined;
  /**
   * Time for one image in all, redirects, retries and body included, in milliseconds, 1 to 2,147,483,647. Waiting for a turn at the
   * host (see perHost) does not count. Default 30,000.
   */
  readonly timeoutMs?: number | undefined;
  /** Redirects followed, 0 and up. Default 5. */
  readonly maxRedirects?: number | undefined;
  /** Further attempts after a reset connection or a status of 429, 500, 502, 503 or 504, 0 and up. Default 2. */
  readonly retries?: number | undefined;
  /** Requests at once to one host from this process, 1 and up. Default 4. */
  readonly perHost?: number | undefined;
  /** Host names, addresses or networks (10.0.0.0/8) that may be reached although they are private. Default none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** False where strangers name the source, as in a server: paths and file: URLs are refused. Default true. */
  readonly allowFiles?: boolean | undefined;
  /** Gives up: the fetch rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Makes the requests instead of our own client, for hosts that bring theirs. The limits on bytes, time, redirects and status hold on
   * top of it; which addresses it reaches is its own affair.
   */
  readonly fetch?: FetchFunction | undefined;
  /** Resolves host names instead of the system. Its answers are checked like the system's. */
  readonly lookup?: Lookup | undefined;
}

export const FETCH_DEFAULTS = Object.freeze({
  // Above nearly all photographs, raw ones too, and 16 at once still fit in 2 GiB.
  maxBytes: 100 * 1024 * 1024,
  // 100 MiB at 30 Mbit/s; past it something is wrong at the other end.
  timeoutMs: 30_000,
  // http to https, to www, to a CDN, to a signed address: 4; browsers' 20 only help loops.
  maxRedirects: 5,
  // Passing troubles are over after two; more multiplies the load on a host that is down.
  retries: 2,
  // Browsers open 6 for one visitor; a batch stays under that.
  perHost: 4,
  allowFiles: true,
});

/** Options that have been checked and completed. */
export interface FetchSettings {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly maxRedirects: number;
  readonly retries: number;
  readonly perHost: number;
  readonly allowedHosts: readonly string[];
  readonly allow: AllowList;
  readonly allowFiles: boolean;
  readonly signal: AbortSignal | undefined;
  readonly fetch: FetchFunction | undefined;
  readonly lookup: Lookup | undefined;
}

/** @throws RangeError or TypeError that names the option. */
export function checkFetchOptions(options: FetchOptions): FetchSettings {
  const { allowedHosts = [], allowFiles = FETCH_DEFAULTS.allowFiles, signal, fetch, lookup } = options;
  const numbers = {
    maxBytes: options.maxBytes ?? FETCH_DEFAULTS.maxBytes,
    timeoutMs: options.timeoutMs ?? FETCH_DEFAULTS.timeoutMs,
    maxRedirects: options.maxRedirects ?? FETCH_DEFAULTS.maxRedirects,
    retries: options.retries ?? FETCH_DEFAULTS.retries,
    perHost: options.perHost ?? FETCH_DEFAULTS.perHost,
  };
  checkInteger('maxBytes', numbers.maxBytes, 1);
  checkInteger('timeoutMs', numbers.timeoutMs, 1, LONGEST_TIMER_MS);
  checkInteger('maxRedirects', numbers.maxRedirects, 0);
  checkInteger('retries', numbers.retries, 0);
  checkInteger('perHost', numbers.perHost, 1);
  return { ...numbers, allowedHosts, allow: parseAllowList(allowedHosts), allowFiles, signal, fetch, lookup };
}

/** A longer timer of Node's would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function checkInteger(name: string, value: number, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
  throw new RangeError(`Expected \`${name}\` to be an integer ${range}, got \`${value}\``);
}
