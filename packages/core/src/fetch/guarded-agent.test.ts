import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { fetchImage, closeFetch } from './fetch-image.ts';
import type { HostAddress, Lookup } from './guarded-agent.ts';

const IPV4 = 4;
let server: Server;
let port: number;
let requests: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
    response.setHeader('connection', 'close');
    const { searchParams } = new URL(request.url ?? '', 'http://server');
    const target = searchParams.get('to');
    if (target !== null) response.writeHead(302, { location: target });
    response.end('GIF89a');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  requests = [];
  await closeFetch();
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

/** Each call gets the next answer; the last one is repeated. */
function answers(...lists: readonly (readonly string[])[]): Lookup & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = async (hostname) => {
    const list = lists[Math.min(asked.length, lists.length - 1)]!;
    asked.push(hostname);
    return list.map((address) => ({ address, family: address.includes(':') ? 6 : IPV4 }));
  };
  return Object.assign(lookup, { asked });
}

const privateAddress = expect.objectContaining({ code: 'private_address', name: 'FetchError' });

describe('the guard', () => {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '2130706433',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    'localhost',
    'LOCALHOST',
    '10.0.0.1',
    '192.168.0.1',
    '172.16.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
  ];

  it.each(hosts)('refuses http://%s/ before anything is sent', async (host) => {
    const url = `http://${host}:${port}/a.gif`;
    await expect(fetchImage(url, { retries: 0 })).rejects.toEqual(privateAddress);
    expect(requests).toEqual([]);
  });

  it.each(['http://127.0.0.1', 'http://[::1]', 'http://169.254.169.254/latest/meta-data/'])(
    'refuses a redirect to %s',
    async (target) => {
      const url = `http://public.example:${port}/?to=${encodeURIComponent(target)}`;
      const options = { allowedHosts: ['public.example'], lookup: answers(['127.0.0.1']) };
      await expect(fetchImage(url, options)).rejects.toEqual(privateAddress);
      expect(requests).toEqual([`public.example:${port}/?to=${encodeURIComponent(target)}`]);
    },
  );

  it.each([
    ['http://user:secret@public.example/', 'invalid_url'],
    ['file:///etc/passwd', 'unsupported_scheme'],
    ['data:image/gif;base64,R0lG', 'unsupported_scheme'],
    ['gopher://127.0.0.1/', 'unsupported_scheme'],
    ['http://', 'invalid_url'],
  ])('refuses a redirect to %s', async (target, code) => {
    const url = `http://127.0.0.1:${port}/?to=${encodeURIComponent(target)}`;
    await expect(fetchImage(url, { allowedHosts: ['127.0.0.1'] })).rejects.toMatchObject({ code });
  });

  it('says which address a name has led to, why it is refused, and what to do', async () => {
    const lookup = answers(['10.1.2.3']);
    await expect(fetchImage('http://intranet.example/a.gif', { lookup })).rejects.toMatchObject({
      message:
        'intranet.example is a private address (10.1.2.3, private network). Allow it with allowedHosts if you trust it.',
      source: 'http://intranet.example/a.gif',
    });
    expect(lookup.asked).toEqual(['intranet.example']);
  });

  it('refuses a name when one of its addresses is private, wherever it stands', async () => {
    for (const list of [
      ['93.184.215.14', '127.0.0.1'],
      ['::1', '2606:4700::1111'],
      ['93.184.215.14', '::ffff:10.0.0.1'],
      ['93.184.215.14', '168.63.129.16'],
    ]) {
      await expect(fetchImage(`http://mixed.example:${port}/`, { lookup: answers(list) })).rejects.toEqual(
        privateAddress,
      );
    }
    expect(requests).toEqual([]);
  });

  it('checks a name again for each connection, so that a later answer cannot lead elsewhere', async () => {
    // 127.0.0.1 plays the public address: it is allowed; 127.0.0.2 is not.
    const lookup = answers(['127.0.0.1'], ['127.0.0.2']);
    const url = `http://rebound.example:${port}/?to=${encodeURIComponent('/a.gif')}`;
    await expect(fetchImage(url, { lookup, allowedHosts: ['127.0.0.1'] })).rejects.toEqual(privateAddress);
    expect(lookup.asked).toEqual(['rebound.example', 'rebound.example']);
    expect(requests).toHaveLength(1);
  });

  it('checks where a socket has ended, should the address have changed between check and connection', async () => {
    let reads = 0;
    const shifty: HostAddress = {
      get address() {
        return reads++ === 0 ? '93.184.215.14' : '127.0.0.1';
      },
      family: IPV4,
    };
    await expect(fetchImage(`http://shifty.example:${port}/`, { lookup: async () => [shifty] })).rejects.toEqual(
      privateAddress,
    );
    expect(reads).toBeGreaterThan(1);
    expect(requests).toEqual([]);
  });

  it('reaches an allowed address, network and name', async () => {
    for (const allowed of ['127.0.0.1', '127.0.0.0/8', 'INSIDE.example']) {
      const lookup = answers(['127.0.0.1']);
      const { bytesize } = await fetchImage(`http://inside.example:${port}/`, { lookup, allowedHosts: [allowed] });
      expect(bytesize).toBe(6);
    }
    expect(requests).toHaveLength(3);
  });

  it('keeps the connections of one allow list out of reach of another', async () => {
    const url = `http://127.0.0.1:${port}/`;
    await fetchImage(url, { allowedHosts: ['127.0.0.1'] });
    await expect(fetchImage(url, { allowedHosts: ['127.0.0.2'] })).rejects.toEqual(privateAddress);
    await expect(fetchImage(url)).rejects.toEqual(privateAddress);
  });

  it('takes a name without addresses for one that does not exist', async () => {
    const lookup = answers([]);
    await expect(fetchImage('http://nobody.example/', { lookup })).rejects.toMatchObject({ code: 'host_not_found' });
  });

  it('uses no proxy from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: `http://127.0.0.1:${port}`, http_proxy: `http://127.0.0.1:${port}` });
    try {
      const lookup = answers(['10.9.9.9']);
      await expect(fetchImage('http://proxied.example/', { lookup })).rejects.toEqual(privateAddress);
      expect(requests).toEqual([]);
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['http_proxy'];
      Object.assign(process.env, before);
    }
  });
});
