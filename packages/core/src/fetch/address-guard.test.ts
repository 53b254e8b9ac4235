import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addressVerdict, isAllowedName, parseAllowList } from './address-guard.ts';

const REFUSED: readonly (readonly [address: string, reason: string])[] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['127.1', 'loopback'],
  ['127.0.1', 'loopback'],
  ['0x7f.1', 'loopback'],
  ['0x7f000001', 'loopback'],
  ['0X7F.0.0.1', 'loopback'],
  ['0177.0.0.1', 'loopback'],
  ['017700000001', 'loopback'],
  ['2130706433', 'loopback'],
  ['127.0.0.1.', 'loopback'],
  ['::1', 'loopback'],
  ['[::1]', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::FFFF:7f00:1', 'loopback'],
  ['0:0:0:0:0:ffff:7f00:0001', 'loopback'],
  ['0.0.0.0', 'this host'],
  ['0', 'this host'],
  ['0.1.2.3', 'this host'],
  ['::', 'this host'],
  ['::ffff:0.0.0.0', 'this host'],
  ['10.0.0.1', 'private network'],
  ['10.255.255.255', 'private network'],
  ['172.16.0.1', 'private network'],
  ['172.31.255.255', 'private network'],
  ['192.168.1.1', 'private network'],
  ['3232235777', 'private network'],
  ['::ffff:192.168.1.1', 'private network'],
  ['fc00::1', 'private network'],
  ['fdff:ffff::1', 'private network'],
  ['fec0::1', 'private network'],
  ['169.254.0.1', 'link-local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['febf::1', 'link-local'],
  ['169.254.169.254', 'cloud metadata'],
  ['2852039166', 'cloud metadata'],
  ['0xa9fea9fe', 'cloud metadata'],
  ['::ffff:169.254.169.254', 'cloud metadata'],
  ['fd00:ec2::254', 'cloud metadata'],
  ['FD00:0EC2:0:0:0:0:0:254', 'cloud metadata'],
  ['fd00:ec2::254%eth0', 'cloud metadata'],
  ['168.63.129.16', 'cloud metadata'],
  ['::ffff:168.63.129.16', 'cloud metadata'],
  ['0xa83f8110', 'cloud metadata'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.100.100.200', 'carrier-grade NAT'],
  ['100.127.255.255', 'carrier-grade NAT'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['ff02::1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['192.0.0.192', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['198.51.100.1', 'reserved'],
  ['203.0.113.1', 'reserved'],
  ['192.88.99.1', 'reserved'],
  ['2001:db8::1', 'reserved'],
  ['3fff::1', 'reserved'],
  ['100::1', 'reserved'],
  ['5f00::1', 'reserved'],
  ['4000::1', 'reserved'],
  ['1::1', 'reserved'],
  ['::127.0.0.1', 'IPv4-compatible'],
  ['::8.8.8.8', 'IPv4-compatible'],
  ['::808:808', 'IPv4-compatible'],
  ['64:ff9b::7f00:1', 'NAT64'],
  ['64:ff9b::8.8.8.8', 'NAT64'],
  ['64:ff9b:1::a00:1', 'NAT64'],
  ['::ffff:0:7f00:1', 'IPv4-translated'],
  ['2002:7f00:1::', '6to4'],
  ['2002:808:808::1', '6to4'],
  ['2001::1', 'Teredo'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['2606:4700::1111%eth0', 'bound to a network interface'],
  ['', 'not an IP address'],
  ['localhost', 'not an IP address'],
  ['127.0.0.1/8', 'not an IP address'],
  ['8.8.8.8:80', 'not an IP address'],
  ['8.8.8.8@127.0.0.1', 'not an IP address'],
  [' 8.8.8.8', 'not an IP address'],
  ['256.1.1.1', 'not an IP address'],
  ['1.2.3.4.5', 'not an IP address'],
  ['1:2:3', 'not an IP address'],
  ['１２７.0.0.1', 'not an IP address'],
];

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.215.14',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '168.63.129.15',
  '168.63.129.17',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '134744072',
  '::ffff:8.8.8.8',
  '2606:4700::1111',
  '[2a00:1450:4001:82b::200e]',
  '2001:4860:4860::8888',
];

describe('addressVerdict', () => {
  it.each(REFUSED)('refuses %j as %s', (address, reason) => {
    expect(addressVerdict(address)).toBe(reason);
  });

  it.each(PUBLIC)('lets %j pass', (address) => {
    expect(addressVerdict(address)).toBeUndefined();
  });

  it('judges an IPv4 address the same in every spelling', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (number) => {
        const octets = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255);
        const verdict = addressVerdict(octets.join('.'));
        const mapped = `::ffff:${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`;
        const spellings = [
          String(number),
          `0x${number.toString(16)}`,
          octets.map((octet) => `0${octet.toString(8)}`).join('.'),
          `${octets[0]!}.${number & 0xffffff}`,
          mapped,
          `[${mapped}]`,
        ];
        expect(spellings.map((spelling) => addressVerdict(spelling))).toEqual(spellings.map(() => verdict));
      }),
    );
  });

  it('refuses all of IPv6 outside 2000::/3 that does not stand for an IPv4 address', () => {
    const groups = fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 7 });
    const outside = fc.nat(0xffff).filter((group) => group >> 13 !== 1 && group !== 0);
    fc.assert(
      fc.property(outside, groups, (first, rest) => {
        expect(addressVerdict([first, ...rest].map((group) => group.toString(16)).join(':'))).toEqual(
          expect.any(String),
        );
      }),
    );
  });
});

describe('parseAllowList', () => {
  const allow = parseAllowList(['10.1.0.0/16', '127.0.0.1', 'fd12::/16', '[::1]', 'Images.Example.', 'build_host']);

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', '0x7f.1', 'fd12:1::9', '::1', 'fd12::1%eth0'])(
    'exempts %s, which stands in it or in one of its networks',
    (address) => {
      expect(addressVerdict(address, allow)).toBeUndefined();
    },
  );

  it.each(['10.2.0.1', '127.0.0.2', 'fd13::1', '169.254.169.254'])('leaves %s refused', (address) => {
    expect(addressVerdict(address, allow)).toBe(addressVerdict(address));
  });

  it('knows names in any case, with or without a trailing dot, and no others', () => {
    const hosts = ['images.example', 'IMAGES.EXAMPLE.', 'build_host', 'a.images.example', 'images.example.org'];
    expect(hosts.map((host) => isAllowedName(host, allow))).toEqual([true, true, true, false, false]);
  });

  it.each(['', 'http://images.example', 'images.example:80', '*.example', '10.0.0.0/99', 'a b', 'x/y', '256.1.1.1'])(
    'does not take %j for an entry',
    (entry) => {
      expect(() => parseAllowList([entry])).toThrow(TypeError);
    },
  );
});
