import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { fetchImage, type FetchOptions } from './fetch-image.ts';
import type { FetchAnswer, FetchFunction } from './guarded-agent.ts';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const NOWHERE = { filename: null, url: null, finalUrl: null, path: null, robotsTag: null };
const FACTS = { bytes: GIF, bytesize: 42, contentType: 'image/gif' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-fetch-'));
  await writeFile(join(folder, 'dot 1.gif'), GIF);
  await writeFile(join(folder, 'empty.gif'), '');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a file', () => {
  it('is read by absolute path, relative path and file: URL alike', async () => {
    const path = join(folder, 'dot 1.gif');
    const url = pathToFileURL(path);
    const expected = { ...NOWHERE, ...FACTS, filename: 'dot 1.gif', url: url.href, path };
    for (const source of [path, relative('.', path), url, url.href]) expect(await fetchImage(source)).toEqual(expected);
  });

  it('is refused where files are not allowed', async () => {
    for (const source of [join(folder, 'dot 1.gif'), pathToFileURL(join(folder, 'dot 1.gif'))]) {
      await expect(fetchImage(source, { allowFiles: false })).rejects.toMatchObject({ code: 'unsupported_scheme' });
    }
  });

  it('is refused when missing, empty or too large', async () => {
    await expect(fetchImage(join(folder, 'none.gif'))).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(fetchImage(join(folder, 'empty.gif'))).rejects.toMatchObject({ code: 'empty_file' });
    await expect(fetchImage(join(folder, 'dot 1.gif'), { maxBytes: 41 })).rejects.toMatchObject({
      code: 'too_many_bytes',
    });
  });
});

describe('a data: URL', () => {
  it('is decoded and typed by its bytes', async () => {
    const source = `data:image/png;base64,${GIF.toString('base64')}`;
    expect(await fetchImage(source, { allowFiles: false })).toEqual({ ...NOWHERE, ...FACTS });
    expect(await fetchImage(new URL(source))).toEqual({ ...NOWHERE, ...FACTS });
  });

  it('is refused when empty, malformed or too large', async () => {
    await expect(fetchImage('data:image/gif;base64,')).rejects.toMatchObject({ code: 'empty_file' });
    await expect(fetchImage('data:image/gif')).rejects.toMatchObject({ code: 'invalid_url' });
    await expect(fetchImage('data:,12345', { maxBytes: 4 })).rejects.toMatchObject({ code: 'too_many_bytes' });
  });
});

describe('bytes', () => {
  it('are taken with or without a name, and not copied', async () => {
    const inside = new Uint8Array(Buffer.concat([Buffer.alloc(3), GIF]).buffer).subarray(-GIF.length);
    const plain = new Uint8Array(GIF);
    const image = await fetchImage(plain);
    expect(image).toEqual({ ...NOWHERE, ...FACTS });
    expect(image.bytes.buffer).toBe(plain.buffer);
    expect((await fetchImage({ bytes: plain, filename: '../up/dot.gif' })).filename).toBe('dot.gif');
    expect((await fetchImage({ bytes: inside })).bytesize).toBe(42);
  });

  it('are refused when there are none or too many', async () => {
    await expect(fetchImage(new Uint8Array())).rejects.toMatchObject({
      code: 'empty_file',
      message: '“The image” holds no bytes. Download or save it again.',
    });
    expect(await fetchImage({ read: () => Promise.resolve(GIF), filename: 'dot.gif' })).toEqual({
      ...NOWHERE,
      ...FACTS,
      filename: 'dot.gif',
    });
    await expect(fetchImage({ read: () => Promise.resolve(GIF) }, { maxBytes: 41 })).rejects.toMatchObject({
      code: 'too_many_bytes',
    });
    await expect(fetchImage({ bytes: GIF, filename: 'dot.gif' }, { maxBytes: 41 })).rejects.toMatchObject({
      code: 'too_many_bytes',
      message: '“dot.gif” is larger than 41 bytes. Raise the limit of bytes or use a smaller copy.',
    });
  });
});

describe('options', () => {
  it.each([
    [{ maxBytes: 0 }, 'Expected `maxBytes` to be an integer of 1 or more, got `0`'],
    [{ maxBytes: 1.5 }, 'Expected `maxBytes` to be an integer of 1 or more, got `1.5`'],
    [{ timeoutMs: 2 ** 31 }, 'Expected `timeoutMs` to be an integer from 1 to 2147483647, got `2147483648`'],
    [{ timeoutMs: Number.NaN }, 'Expected `timeoutMs` to be an integer from 1 to 2147483647, got `NaN`'],
    [{ maxRedirects: -1 }, 'Expected `maxRedirects` to be an integer of 0 or more, got `-1`'],
    [{ retries: -1 }, 'Expected `retries` to be an integer of 0 or more, got `-1`'],
    [{ perHost: 0 }, 'Expected `perHost` to be an integer of 1 or more, got `0`'],
  ])('%j are refused', async (options, message) => {
    await expect(fetchImage(GIF, options)).rejects.toThrow(new RangeError(message));
  });

  it('refuse an allowed host that is none', async () => {
    await expect(fetchImage(GIF, { allowedHosts: ['http://x'] })).rejects.toThrow(TypeError);
  });

  it('that are undefined are the defaults', async () => {
    expect(await fetchImage(GIF, { maxBytes: undefined, timeoutMs: undefined, allowFiles: undefined })).toMatchObject(
      FACTS,
    );
  });

  it('with an aborted signal keep even bytes from being taken', async () => {
    const signal = AbortSignal.abort('closing');
    for (const source of [GIF, 'data:,x', join(folder, 'dot 1.gif')]) {
      await expect(fetchImage(source, { signal })).rejects.toMatchObject({ code: 'aborted', cause: 'closing' });
    }
  });
});

describe('a fetch function that was handed in', () => {
  const URL_GIVEN = 'https://images.example/start.gif';
  const answer = (fields: Partial<FetchAnswer> = {}): FetchAnswer => ({
    status: 200,
    headers: {},
    body: GIF,
    url: '',
    ...fields,
  });
  const get = (fetch: FetchFunction, options: FetchOptions = {}): ReturnType<typeof fetchImage> =>
    fetchImage(URL_GIVEN, { fetch, ...options });

  async function* inChunks(): AsyncGenerator<Uint8Array> {
    yield GIF.subarray(0, 20);
    yield GIF.subarray(20);
  }

  it('gives bytes at once or in chunks', async () => {
    const expected = { ...NOWHERE, ...FACTS, filename: 'start.gif', url: URL_GIVEN, finalUrl: URL_GIVEN };
    expect(await get(async () => answer())).toEqual(expected);
    expect(await get(async () => answer({ body: inChunks() }))).toEqual(expected);
  });

  it('gets the URL, the limit and a signal', async () => {
    const calls: unknown[] = [];
    await get(async (url, { signal, maxBytes }) => {
      calls.push([url, signal.aborted, maxBytes]);
      return answer();
    });
    expect(calls).toEqual([[URL_GIVEN, false, 104_857_600]]);
  });

  it('may follow redirects itself and say where it ended', async () => {
    const headers = { 'Content-Disposition': 'inline; filename=named.gif' };
    expect(await get(async () => answer({ url: 'https://cdn.example/x.gif#y', headers }))).toMatchObject({
      finalUrl: 'https://cdn.example/x.gif',
      filename: 'named.gif',
    });
  });

  it('may leave redirects and retries to us', async () => {
    const urls: string[] = [];
    const image = await get(async (url) => {
      urls.push(url);
      if (url === URL_GIVEN) return answer({ status: 302, headers: { Location: '/end.gif' } });
      return urls.length < 4 ? answer({ status: 503, headers: { 'Retry-After': '0' } }) : answer();
    });
    expect(image.finalUrl).toBe('https://images.example/end.gif');
    expect(urls).toEqual([URL_GIVEN, 'https://images.example/end.gif', URL_GIVEN, 'https://images.example/end.gif']);
  });

  it('is bound by the limits on bytes and status', async () => {
    const limit = { maxBytes: 41 };
    const tooMany = { code: 'too_many_bytes' };
    await expect(get(async () => answer(), limit)).rejects.toMatchObject(tooMany);
    await expect(get(async () => answer({ body: inChunks() }), limit)).rejects.toMatchObject(tooMany);
    const declared = answer({ headers: { 'Content-Length': '42' }, body: new Uint8Array(1) });
    await expect(get(async () => declared, limit)).rejects.toMatchObject(tooMany);
    await expect(get(async () => answer({ status: 404 }))).rejects.toMatchObject({ code: 'http_status', status: 404 });
  });

  it('has its body ended when there is too much of it', async () => {
    let isEnded = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield GIF;
      } finally {
        isEnded = true;
      }
    }
    await expect(get(async () => answer({ body: endless() }), { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'too_many_bytes',
    });
    expect(isEnded).toBe(true);
  });

  it('is bound by the limit on time even if it ignores the signal', async () => {
    const never = new Promise<never>(() => undefined);
    await expect(get(() => never, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'timeout' });
    async function* stuck(): AsyncGenerator<Uint8Array> {
      yield GIF;
      await never;
    }
    await expect(get(async () => answer({ body: stuck() }), { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(await get(async () => answer(), { perHost: 4 })).toMatchObject(FACTS);
  });

  it.each([
    [
      new Error('no credentials'),
      'connection_failed',
      'images.example could not be reached (Error: no credentials). Try again later.',
    ],
    [
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }),
      'host_not_found',
      'There is no host images.example. Check how the URL is spelled.',
    ],
    [
      Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }),
      'connection_failed',
      'images.example has a TLS certificate that has expired. Its owner must renew it.',
    ],
    [
      Object.assign(new Error(), { code: 'ETIMEDOUT' }),
      'timeout',
      'images.example does not accept connections in time. Try again later.',
    ],
  ])('has its errors explained: %s', async (cause, code, message) => {
    await expect(get(() => Promise.reject(cause))).rejects.toMatchObject({ code, message, cause });
  });

  it('is called again after a reset', async () => {
    let calls = 0;
    const image = await get(async () => {
      if (calls++ === 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return answer();
    });
    expect([calls, image.bytesize]).toEqual([2, 42]);
  });

  it('is never called for a URL that holds a password', async () => {
    const fetch: FetchFunction = () => Promise.reject(new Error('called'));
    await expect(fetchImage('https://user:pw@images.example/', { fetch })).rejects.toMatchObject({
      code: 'invalid_url',
    });
  });
});
