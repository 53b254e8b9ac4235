import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { closeFetch, fetchImage, type FetchOptions } from './fetch-image.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const CHUNK = Buffer.alloc(65_536);

let server: Server;
let origin: string;
/** What the server does with request 1, 2, ...; the last one is repeated. */
let answers: readonly Answer[] = [];
let requests: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answers[Math.min(requests.length, answers.length) - 1]!(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  requests = [];
});

afterEach(async () => {
  server.closeAllConnections();
  await closeFetch();
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

function serve(...list: readonly Answer[]): void {
  answers = list;
}

function get(path = '/dot.gif', options: FetchOptions = {}): ReturnType<typeof fetchImage> {
  return fetchImage(`${origin}${path}`, { allowedHosts: ['127.0.0.1'], ...options });
}

const dot: Answer = (response) => response.end(GIF);
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end('<html>sorry</html>');
const redirect = (location: string, code = 302): Answer => status(code, { location });
const reset: Answer = (response) => response.socket?.resetAndDestroy();

describe('an image over HTTP', () => {
  it('comes with what is known of it', async () => {
    serve(dot);
    expect(await get('/albums/dot%201.gif?size=2#top')).toEqual({
      bytes: GIF,
      bytesize: GIF.length,
      filename: 'dot 1.gif',
      contentType: 'image/gif',
      url: `${origin}/albums/dot%201.gif?size=2#top`,
      finalUrl: `${origin}/albums/dot%201.gif?size=2`,
      path: null,
      robotsTag: null,
    });
  });

  it('comes with what its server asks of robots', async () => {
    serve((response) => {
      response.setHeader('X-Robots-Tag', ['noindex', 'noai']);
      response.end(GIF);
    });
    expect((await get()).robotsTag).toBe('noindex, noai');
  });

  it('is asked for uncompressed and by name', async () => {
    serve(dot);
    await get();
    const { 'accept-encoding': encoding, 'user-agent': agent } = requests[0]!.headers;
    expect([encoding, agent, requests[0]!.method]).toEqual(['identity', 'PixelPeeper', 'GET']);
  });

  it('is typed by its bytes, not by what the header says', async () => {
    serve((response) => response.writeHead(200, { 'content-type': 'image/png' }).end(GIF));
    expect((await get('/photo.jpg')).contentType).toBe('image/gif');
    serve((response) =>
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<!doctype html><title>Hotlinking</title>'),
    );
    expect((await get('/photo.jpg')).contentType).toBe('text/html');
  });

  it.each([
    ['attachment; filename="header.gif"', 'header.gif'],
    ["attachment; filename=ascii.gif; filename*=UTF-8''%C3%A4.gif", 'ä.gif'],
    ['attachment; filename="../../up.gif"', 'up.gif'],
  ])('is named by Content-Disposition %s', async (header, name) => {
    serve((response) => response.writeHead(200, { 'content-disposition': header }).end(GIF));
    expect((await get()).filename).toBe(name);
  });

  it.each([true, false])(
    'is named in UTF-8 where the header holds that raw (content-length: %s)',
    async (hasLength) => {
      serve((response) => {
        const headers = { 'content-disposition': Buffer.from('inline; filename="größe.gif"').toString('latin1') };
        response.writeHead(200, hasLength ? { ...headers, 'content-length': String(GIF.length) } : headers);
        response.write(GIF);
        response.end();
      });
      expect((await get()).filename).toBe('größe.gif');
    },
  );

  it('without bytes is an error of its own', async () => {
    serve(status(204), (response) => response.writeHead(200, { 'content-length': '0' }).end());
    await expect(get()).rejects.toMatchObject({ code: 'empty_file' });
    await expect(get()).rejects.toMatchObject({ code: 'empty_file' });
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('are followed after status %i, and the last URL names the file', async (code) => {
    serve(redirect('../b/final.gif?x=1#y', code), dot);
    expect(await get('/a/start.gif')).toMatchObject({
      filename: 'final.gif',
      url: `${origin}/a/start.gif`,
      finalUrl: `${origin}/b/final.gif?x=1`,
    });
  });

  it('are followed up to the limit and not one further', async () => {
    const hop: Answer = (response, request) => redirect(`/${Number(request.url?.slice(1)) - 1}`)(response, request);
    serve(hop, hop, dot);
    expect((await get('/2', { maxRedirects: 2 })).finalUrl).toBe(`${origin}/0`);
    requests = [];
    await expect(get('/2', { maxRedirects: 1 })).rejects.toMatchObject({ code: 'too_many_redirects' });
    expect(requests).toHaveLength(2);
  });

  it('in a loop end', async () => {
    serve(redirect('/b'), redirect('/a'));
    await expect(get('/a')).rejects.toMatchObject({ code: 'too_many_redirects', source: `${origin}/a` });
    expect(requests).toHaveLength(6);
  });

  it('without a Location are plain refusals', async () => {
    serve(status(302));
    await expect(get()).rejects.toMatchObject({ code: 'http_status', status: 302 });
  });
});

describe('refusals by the server', () => {
  it.each([400, 401, 403, 404, 410, 451, 501])('status %i is final', async (code) => {
    serve(status(code));
    await expect(get()).rejects.toMatchObject({ name: 'FetchError', code: 'http_status', status: code });
    expect(requests).toHaveLength(1);
  });

  it('are described without the query, which may hold a key', async () => {
    serve(status(404));
    await expect(get('/gone.gif?token=s3cret')).rejects.toMatchObject({
      message: `${origin}/gone.gif answered with HTTP status 404. Check the URL: the image may have moved.`,
    });
  });

  it.each([429, 500, 502, 503, 504])('status %i is tried again when the server says so', async (code) => {
    serve(status(code, { 'retry-after': '0' }), dot);
    expect((await get()).bytesize).toBe(GIF.length);
    expect(requests).toHaveLength(2);
  });

  it('are tried again as often as asked and no more', async () => {
    serve(status(503, { 'retry-after': '0' }));
    await expect(get('/', { retries: 3 })).rejects.toMatchObject({ code: 'http_status', status: 503 });
    expect(requests).toHaveLength(4);
    requests = [];
    await expect(get('/', { retries: 0 })).rejects.toMatchObject({ status: 503 });
    expect(requests).toHaveLength(1);
  });

  it('with a date in the past as Retry-After are tried again at once', async () => {
    serve(status(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), dot);
    expect((await get()).bytesize).toBe(GIF.length);
  });

  it.each([
    ['longer than we are willing to wait', '3600', 2 ** 31 - 1],
    ['past the deadline', '2', 1000],
    ['until next century', 'Fri, 01 Jan 2100 00:00:00 GMT', 2 ** 31 - 1],
  ])('that ask for a wait %s are reported at once', async (_what, seconds, timeoutMs) => {
    serve(status(429, { 'retry-after': seconds }), dot);
    await expect(get('/', { timeoutMs })).rejects.toMatchObject({ code: 'http_status', status: 429 });
    expect(requests).toHaveLength(1);
  });
});

describe('connections', () => {
  it('that are reset are tried again from the first URL', async () => {
    serve(redirect('/b'), reset, redirect('/b'), dot);
    expect((await get('/a')).bytesize).toBe(GIF.length);
    expect(requests.map(({ url }) => url)).toEqual(['/a', '/b', '/a', '/b']);
  });

  it('that are reset in the middle of the body give no half image', async () => {
    serve((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(GIF, () => response.socket?.resetAndDestroy());
    });
    await expect(get('/', { retries: 0 })).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('that end before Content-Length is reached give no half image', async () => {
    serve((response) => {
      response.writeHead(200, { 'content-length': '1000', connection: 'close' });
      response.write(GIF, () => response.socket?.end());
    });
    await expect(get('/', { retries: 0 })).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('that nobody accepts are not tried again', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(fetchImage(`http://127.0.0.1:${port}/`, { allowedHosts: ['127.0.0.1'] })).rejects.toMatchObject({
      code: 'connection_failed',
      message: `127.0.0.1:${port} refused the connection. Check that the URL and its port are right and the server runs.`,
    });
  });

  it('that bring endless headers are given up', async () => {
    serve((response) => response.writeHead(200, { 'x-filler': 'x'.repeat(70_000) }).end(GIF));
    await expect(get('/', { retries: 0 })).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('that speak no HTTP are given up', async () => {
    serve((response) => response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'));
    await expect(get('/', { retries: 0 })).rejects.toMatchObject({ code: 'connection_failed' });
  });
});

describe('the limit on bytes', () => {
  it('refuses by Content-Length before the body is read, and ends the request', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<string>();
    serve((response) => {
      response.on('close', () => resolve('closed'));
      response.writeHead(200, { 'content-length': String(10 ** 12) });
      response.write(GIF);
    });
    await expect(get('/', { maxBytes: 1000 })).rejects.toMatchObject({ code: 'too_many_bytes' });
    expect(await closed).toBe('closed');
  });

  it('counts a body that does not say how long it is, and stops it', async () => {
    let sent = 0;
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    serve((response) => {
      const pour = (): void => {
        do sent += CHUNK.length;
        while (!response.destroyed && response.write(CHUNK));
      };
      response.on('drain', pour).on('close', () => resolve(undefined));
      pour();
    });
    await expect(get('/', { maxBytes: 100_000 })).rejects.toMatchObject({ code: 'too_many_bytes' });
    await closed;
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('takes exactly that many and not one more', async () => {
    serve((response) => response.end(GIF));
    expect((await get('/', { maxBytes: GIF.length })).bytesize).toBe(GIF.length);
    await expect(get('/', { maxBytes: GIF.length - 1 })).rejects.toMatchObject({ code: 'too_many_bytes' });
  });

  it('takes no more than a Content-Length that says too little', async () => {
    serve((response) => {
      response.socket?.end(
        `HTTP/1.1 200 OK\r\nContent-Length: ${GIF.length}\r\n\r\n${GIF.toString('latin1')}`,
        'latin1',
      );
    });
    expect((await get()).bytes).toEqual(GIF);
  });
});

describe('the limit on time', () => {
  it('ends a body that drips for ever', async () => {
    let timer: NodeJS.Timeout | undefined;
    serve((response) => {
      timer = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    await expect(get('/', { timeoutMs: 80 })).rejects.toMatchObject({
      code: 'timeout',
      message: `“${origin}/” did not arrive within 0.08 s. Raise the limit of time or try again later.`,
    });
  });

  it('ends a wait for an answer that never comes', async () => {
    serve(() => undefined);
    await expect(get('/', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('ends an error page that never ends', async () => {
    serve((response) => response.writeHead(500).write('x'));
    await expect(get('/', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('holds for all attempts together', async () => {
    serve(status(503, { 'retry-after': '0' }), () => undefined);
    await expect(get('/', { timeoutMs: 250 })).rejects.toMatchObject({ code: 'timeout' });
    expect(requests).toHaveLength(2);
  });

  it('leaves out the time spent waiting for a turn', async () => {
    serve((response) => setTimeout(() => response.end(GIF), 30));
    const images = await Promise.all(Array.from({ length: 10 }, () => get('/', { perHost: 1, timeoutMs: 200 })));
    expect(images.map(({ bytesize }) => bytesize)).toEqual(Array(10).fill(42));
  });
});

describe('a signal', () => {
  it('that is aborted already keeps the request from being made', async () => {
    serve(dot);
    const reason = new Error('closing');
    await expect(get('/', { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'aborted',
      cause: reason,
    });
    expect(requests).toEqual([]);
  });

  it('ends the request, the body and the wait for a turn with its reason as the cause', async () => {
    const controller = new AbortController();
    serve((response) => {
      response.write(GIF);
      if (requests.length === 1) setTimeout(() => controller.abort('enough'), 20);
    });
    const all = await Promise.allSettled([1, 2, 3].map(() => get('/', { perHost: 1, signal: controller.signal })));
    const aborted = expect.objectContaining({ name: 'PixelPeeperError', code: 'aborted', cause: 'enough' });
    expect(all).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: aborted })));
    expect(requests).toHaveLength(1);
  });
});

describe('the limit on requests at one host', () => {
  it('holds over calls that run at once', async () => {
    let open = 0;
    let most = 0;
    serve((response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end(GIF);
      }, 10);
    });
    await Promise.all(Array.from({ length: 12 }, () => get('/', { perHost: 3 })));
    expect(most).toBe(3);
    expect(requests).toHaveLength(12);
  });
});

describe('closeFetch', () => {
  it('lets requests under way finish, and later ones begin anew', async () => {
    const { promise: begun, resolve } = Promise.withResolvers<undefined>();
    serve((response) => {
      resolve(undefined);
      setTimeout(() => response.end(GIF), 20);
    });
    const running = get();
    await begun;
    await closeFetch();
    expect((await running).bytesize).toBe(GIF.length);
    expect((await get()).bytesize).toBe(GIF.length);
  });
});
