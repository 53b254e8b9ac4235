import { lookup as lookUpSystem } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

import type { Agent, buildConnector } from 'undici';

import { addressVerdict, type AllowList, isAllowedName } from './address-guard.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host name to all of its addresses. */
export type Lookup = (hostname: string) => Promise<readonly HostAddress[]>;

/** What a fetch function gets beside the URL. */
export interface FetchInit {
  /** Aborted when the time is up or the caller has given up. */
  readonly signal: AbortSignal;
  /** More body bytes than this will not be read. */
  readonly maxBytes: number;
}

/** An HTTP answer. Header names may be in any case. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array> | Uint8Array;
  /** The URL that answered, which differs from the one asked for when the function follows redirects itself. */
  readonly url: string;
}

/** Makes one GET request. Answers of any status are returned, not thrown. */
export type FetchFunction = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** Who may be reached. Policies with the same `key` and `lookup` share their connections. */
export interface GuardPolicy {
  readonly allow: AllowList;
  /** Undefined: the system's resolver. */
  readonly lookup: Lookup | undefined;
  /** Equal for equal allow lists, different for different ones. */
  readonly key: string;
}

/** The guard has refused an address. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
  readonly address: string;
  readonly reason: string;

  constructor(address: string, reason: string) {
    super(`${address} is refused: ${reason}`);
    this.address = address;
    this.reason = reason;
  }
}

/**
 * A fetch function that reaches public addresses and those the policy allows. Literal addresses, every DNS answer and the address a
 * socket has ended at are checked for each connection, which covers redirects, retries and names that change their address. Redirects
 * are not followed. A proxy from the environment is not used, because behind it nobody here would see the address.
 *
 * @throws RefusedAddressError from the connection, besides the errors of undici and node:net.
 */
export function guardedFetch(policy: GuardPolicy): FetchFunction {
  return async (url, { signal }) => {
    const undici = await import('undici'); // not needed where all images are files, and slow to load
    const dispatcher = agentFor(policy, undici);
    const answer = await undici.request(url, { dispatcher, signal, headers: REQUEST_HEADERS });
    const isSuccess = answer.statusCode >= 200 && answer.statusCode < 300;
    // Reading a short refusal or redirect to its end keeps the connection for the next request.
    if (!isSuccess) await answer.body.dump({ limit: MAX_DISCARDED_BYTES });
    return {
      status: answer.statusCode,
      headers: flatten(answer.headers),
      body: isSuccess ? answer.body : new Uint8Array(),
      url,
    };
  };
}

/** Closes all connections once their requests are done. Later requests open new ones. */
export async function closeAgents(): Promise<void> {
  const closing = agents.splice(0);
  await Promise.all(closing.map(({ agent }) => agent.close()));
}

const REQUEST_HEADERS = {
  'user-agent': 'PixelPeeper',
  accept: 'image/*,*/*;q=0.8',
  // A compressed body would need its own limit against bombs, and image formats are compressed already.
  'accept-encoding': 'identity',
};

/** Error pages are seldom longer; past this closing the connection is cheaper. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Twice Node's own limit, for the long security policies some sites send; far under what a stranger could use to fill memory. */
const MAX_HEADER_BYTES = 32 * 1024;

/** A host that has not accepted a connection after this long hardly ever does; leaves time for retries within the deadline. */
const CONNECT_TIMEOUT_MS = 10_000;

const agents: { readonly policy: GuardPolicy; readonly agent: Agent }[] = [];

type Undici = typeof import('undici');

function agentFor(policy: GuardPolicy, undici: Undici): Agent {
  const open = agents.find((entry) => entry.policy.key === policy.key && entry.policy.lookup === policy.lookup);
  if (open !== undefined) return open.agent;
  const agent = new undici.Agent({
    connect: guardedConnector(policy, undici),
    maxHeaderSize: MAX_HEADER_BYTES,
    // The total deadline stands in for both: a body that drips would never meet a timeout between two chunks.
    headersTimeout: 0,
    bodyTimeout: 0,
    // HTTP/2 has no use for images, few and large, and brings header limits of its own.
    allowH2: false,
  });
  agents.push({ policy, agent });
  return agent;
}

function guardedConnector({ allow, lookup }: GuardPolicy, undici: Undici): buildConnector.connector {
  const connect = undici.buildConnector({
    lookup: guardedLookup(allow, lookup ?? ((hostname) => lookUpSystem(hostname, { all: true }))),
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
  });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    const isNamed = isAllowedName(host, allow);
    // A literal address never reaches the lookup.
    const refusal = isIP(host) === 0 ? undefined : refusalOf(host, allow);
    if (refusal !== undefined) {
      callback(refusal, null);
      return;
    }
    connect(options, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const strayed = isNamed ? undefined : refusalOf(socket.remoteAddress ?? '', allow);
      if (strayed === undefined) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(strayed, null);
    });
  };
}

function guardedLookup(allow: AllowList, lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookUpChecked(hostname, allow, lookup).then(
      (addresses) => {
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, ''),
    );
  };
}

/** One refused address refuses all: which one a connection would take is not ours to say. */
async function lookUpChecked(hostname: string, allow: AllowList, lookup: Lookup): Promise<readonly HostAddress[]> {
  const addresses = await lookup(hostname);
  if (addresses.length === 0) throw Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
  if (isAllowedName(hostname, allow)) return addresses;
  for (const { address } of addresses) {
    const refusal = refusalOf(address, allow);
    if (refusal !== undefined) throw refusal;
  }
  return addresses;
}

function refusalOf(address: string, allow: AllowList): RefusedAddressError | undefined {
  const reason = addressVerdict(address, allow);
  return reason === undefined ? undefined : new RefusedAddressError(address, reason);
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value!]));
}
