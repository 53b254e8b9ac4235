import { FetchError, type FetchErrorCode } from '../errors.ts';
import { RefusedAddressError } from './guarded-agent.ts';

/** A trouble that may be over in a moment. */
export class PassingFetchError extends FetchError {
  /** How long the host asks to wait, in milliseconds; undefined when it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FetchErrorCode,
    message: string,
    context: ConstructorParameters<typeof FetchError>[2] & { readonly retryAfterMs?: number | undefined },
  ) {
    super(code, message, context);
    this.retryAfterMs = context.retryAfterMs;
  }
}

export function tooManyBytes(name: string, maxBytes: number, source = name): FetchError {
  const message = `“${name}” is larger than ${maxBytes} bytes. Raise the limit of bytes or use a smaller copy.`;
  return new FetchError('too_many_bytes', message, { source });
}

/** The refusal that an HTTP status other than success is. */
export function statusRefusal(url: URL, status: number, retryAfter: string | undefined): FetchError {
  const message = `${shown(url)} answered with HTTP status ${status}. ${statusAdvice(status)}`;
  const context = { source: url.href, status };
  if (!PASSING_STATUS.has(status)) return new FetchError('http_status', message, context);
  return new PassingFetchError('http_status', message, { ...context, retryAfterMs: parseRetryAfter(retryAfter) });
}

/** What an error of the connection, or of a fetch function that was handed in, means. */
export function connectionRefusal(url: URL, cause: unknown): FetchError {
  const context = { source: url.href, cause };
  if (cause instanceof RefusedAddressError) return addressRefusal(url, cause);
  const code = networkCode(cause);
  if (code === 'ENOTFOUND') {
    return new FetchError('host_not_found', `There is no host ${url.hostname}. Check how the URL is spelled.`, context);
  }
  if (code === 'EAI_AGAIN') {
    const message = `The name ${url.hostname} could not be resolved. Check the network connection and its DNS server.`;
    return new PassingFetchError('host_not_found', message, context);
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new FetchError('timeout', `${url.host} does not accept connections in time. Try again later.`, context);
  }
  const message = `${url.host} ${CONNECTION_TROUBLES[code] ?? `could not be reached (${describe(cause, code)}). Try again later.`}`;
  if (RESETS.has(code)) return new PassingFetchError('connection_failed', message, context);
  return new FetchError('connection_failed', message, context);
}

/** A URL for messages: without its query, which may hold a key. */
export function shown(url: URL): string {
  const text = `${url.origin}${url.pathname}`;
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

const PASSING_STATUS: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

const RESET_TROUBLE = 'closed the connection before the image was complete. Try again later.';

const CONNECTION_TROUBLES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection. Check that the URL and its port are right and the server runs.',
  EHOSTUNREACH: 'cannot be reached from here. Check the network connection.',
  ENETUNREACH: 'cannot be reached from here. Check the network connection.',
  ECONNRESET: RESET_TROUBLE,
  ECONNABORTED: RESET_TROUBLE,
  EPIPE: RESET_TROUBLE,
  UND_ERR_SOCKET: RESET_TROUBLE,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: RESET_TROUBLE,
  UND_ERR_HEADERS_OVERFLOW: 'sent headers that are too long. Fetch the image by other means.',
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired. Its owner must renew it.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'has a TLS certificate that nobody vouches for. Add its authority with NODE_EXTRA_CA_CERTS.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'has a TLS certificate that nobody vouches for. Add its authority with NODE_EXTRA_CA_CERTS.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a TLS certificate for another name. Check the host in the URL.',
};

const RESETS: ReadonlySet<string> = new Set(
  Object.keys(CONNECTION_TROUBLES).filter((code) => CONNECTION_TROUBLES[code] === RESET_TROUBLE),
);

function addressRefusal(url: URL, cause: RefusedAddressError): FetchError {
  const facts = `${cause.address}, ${cause.reason}`;
  const message = `${url.hostname} is a private address (${facts}). Allow it with allowedHosts if you trust it.`;
  return new FetchError('private_address', message, { source: url.href, cause });
}

function statusAdvice(status: number): string {
  if (status === 401 || status === 403) return 'Use a URL that needs no sign-in.';
  if (status === 404 || status === 410) return 'Check the URL: the image may have moved.';
  if (PASSING_STATUS.has(status)) return 'Try again later.';
  return 'Open the URL in a browser to see what it serves.';
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** The code of an error or, as in fetch's "fetch failed", of its cause. */
function networkCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? networkCode(error.cause) : '';
}

function describe(error: unknown, code: string): string {
  return code || String(error);
}
