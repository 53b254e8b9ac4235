import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Hosts that may be reached although the guard would refuse them; made by `parseAllowList`. */
export interface AllowList {
  /** Host names in lower case, without a trailing dot. */
  readonly names: ReadonlySet<string>;
  readonly networks: readonly (readonly [Address, number])[];
}

export const NOTHING_ALLOWED: AllowList = { names: new Set(), networks: [] };

/**
 * Says why an address must not be reached on a stranger's behalf ("loopback", "private network", "cloud metadata" ...), or undefined
 * when it is a public unicast address or stands in `allow`. Every spelling the WHATWG URL parser knows is understood (127.1, 0x7f.1,
 * 2130706433, [::1]); what is not an address is refused.
 *
 * @example
 * addressVerdict('127.1'); // 'loopback'
 * addressVerdict('93.184.215.14'); // undefined
 * addressVerdict('10.0.0.7', parseAllowList(['10.0.0.0/8'])); // undefined
 */
export function addressVerdict(address: string, allow: AllowList = NOTHING_ALLOWED): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return 'not an IP address';
  if (allow.networks.some((network) => isWithin(parsed, network))) return undefined;
  if (METADATA_ADDRESSES.has(parsed.toString())) return 'cloud metadata';
  if (parsed.range() !== 'unicast') return REASONS[parsed.range()] ?? 'reserved';
  if (isWithin(parsed, IPV4_COMPATIBLE)) return 'IPv4-compatible';
  if (parsed.kind() === 'ipv6' && !isWithin(parsed, GLOBAL_UNICAST)) return 'reserved';
  return address.includes('%') ? 'bound to a network interface' : undefined;
}

/** True when this host stands in the list by its name. Upper case and a trailing dot make no difference. */
export function isAllowedName(host: string, allow: AllowList): boolean {
  return allow.names.has(canonicalName(host));
}

/**
 * Reads a list of host names, addresses and networks in CIDR notation.
 *
 * @throws TypeError for an entry that is none of these.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const names = new Set<string>();
  const networks: (readonly [Address, number])[] = [];
  for (const entry of entries) {
    const network = parseNetwork(entry);
    if (network !== undefined) networks.push(network);
    else if (HOST_NAME.test(entry)) names.add(canonicalName(entry));
    else
      throw new TypeError(
        `Expected \`allowedHosts\` to hold host names, addresses or networks (10.0.0.0/8), got \`${entry}\``,
      );
  }
  return { names, networks };
}

/** Addresses where clouds hand out credentials: AWS, Google and others (IPv4, IPv6), Azure's host, whose address looks public. */
const METADATA_ADDRESSES: ReadonlySet<string> = new Set([
  '169.254.169.254',
  'fd00:ec2::254',
  'fd20:ce::254',
  '168.63.129.16',
]);

/** RFC 4291 section 2.5.5.1, deprecated. ipaddr.js takes these for unicast, but some systems reach the IPv4 address within. */
const IPV4_COMPATIBLE = ipaddr.parseCIDR('::/96');

/** The only part of IPv6 that IANA gives out for global unicast. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Names for ipaddr.js's ranges; the others are called reserved. */
const REASONS: Readonly<Record<string, string>> = {
  unspecified: 'this host',
  loopback: 'loopback',
  private: 'private network',
  uniqueLocal: 'private network',
  deprecatedSiteLocal: 'private network',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  multicast: 'multicast',
  broadcast: 'broadcast',
  rfc6052: 'NAT64',
  rfc6145: 'IPv4-translated',
  '6to4': '6to4',
  teredo: 'Teredo',
};

/** Labels of letters, digits, `-` and `_`; international names in their xn-- form. A last label of digits would be an address. */
const HOST_NAME = /^(?:[a-z\d_](?:[a-z\d_-]*[a-z\d_])?\.)*[a-z_](?:[a-z\d_-]*[a-z\d_])?\.?$/i;

function canonicalName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function isWithin(address: Address, [network, prefix]: readonly [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, prefix);
}

/** Reads any spelling of one address; an IPv4-mapped one becomes the IPv4 address that a connection would go to. */
function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  if (!/^[\da-fx.:]+$/i.test(bare)) return undefined;
  const url = URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}`);
  // ipaddr.js reads ::8.8.8.8 as 8.8.8.8; the URL parser's spelling, ::808:808, leaves no room for that.
  const hostname = url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
  if (isIP(hostname) === 0) return undefined;
  return ipaddr.process(hostname);
}

function parseNetwork(entry: string): readonly [Address, number] | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  const address = parseAddress(entry);
  return address && [address, address.kind() === 'ipv4' ? 32 : 128];
}
