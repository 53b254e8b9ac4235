import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { locateSource } from './image-source.ts';

describe('locateSource', () => {
  it.each([
    ['http://images.example/a.jpg', 'http://images.example/a.jpg'],
    ['HTTPS://Images.Example/a.jpg', 'https://images.example/a.jpg'],
    ['  https://images.example/a.jpg\n', 'https://images.example/a.jpg'],
    ['http:images.example/a.jpg', 'http://images.example/a.jpg'],
  ])('takes %j for an http(s) URL', (text, href) => {
    expect(locateSource(text, false)).toEqual({ kind: 'http', name: text.trim(), url: new URL(href) });
  });

  it.each([
    'a.jpg',
    './a.jpg',
    'folder/a.jpg',
    '/a.jpg',
    'holiday:1.jpg',
    '12:30.jpg',
    'C:\\photos\\a.jpg',
    'c:/a.jpg',
    '#1.jpg',
    'a?b.jpg',
  ])('takes %j for a path', (text) => {
    const path = resolve(text);
    expect(locateSource(text, true)).toEqual({ kind: 'file', name: text, path, url: pathToFileURL(path).href });
  });

  it('writes what a URL cannot hold in a file: URL in %', () => {
    expect(locateSource('/a b#1?.jpg', true)).toMatchObject({ url: expect.stringMatching(/\/a%20b%231%3F\.jpg$/) });
  });

  it('reads a file: URL, given as text or as a URL', () => {
    const url = pathToFileURL(resolve('a b.jpg'));
    const expected = { kind: 'file', path: resolve('a b.jpg'), url: url.href };
    expect(locateSource(url, true)).toMatchObject(expected);
    expect(locateSource(url.href, true)).toMatchObject(expected);
  });

  it('names a data: URL by its beginning only', () => {
    const text = `data:image/png;base64,${'A'.repeat(1000)}`;
    expect(locateSource(text, false)).toEqual({ kind: 'data', name: 'data:image/png;base64', text });
    expect(locateSource(new URL(text), false)).toMatchObject({ kind: 'data', text });
  });

  it('takes bytes with or without a name', () => {
    const bytes = new Uint8Array([1]);
    expect(locateSource(bytes, false)).toEqual({ kind: 'bytes', bytes, filename: undefined });
    expect(locateSource({ bytes, filename: 'a.jpg' }, false)).toEqual({ kind: 'bytes', bytes, filename: 'a.jpg' });
  });

  it.each([
    ['', 'invalid_url'],
    [' \n', 'invalid_url'],
    ['http://', 'invalid_url'],
    ['http://a b/', 'invalid_url'],
    ['http://999.1.1.1/', 'invalid_url'],
    ['http://images.example:99999/', 'invalid_url'],
    ['http://[::1%25eth0]/', 'invalid_url'],
    ['http://user@images.example/', 'invalid_url'],
    ['https://user:secret@images.example/', 'invalid_url'],
    ['http://images.example@127.0.0.1/', 'invalid_url'],
    ['http://:@images.example%2F@x/', 'invalid_url'],
    ['file://server/share/a.jpg', 'invalid_url'],
    ['file:///a%2Fb.jpg', 'invalid_url'],
    ['ftp://images.example/a.jpg', 'unsupported_scheme'],
    ['s3://bucket/a.jpg', 'unsupported_scheme'],
    ['gopher://127.0.0.1:25/', 'unsupported_scheme'],
    ['blob://x', 'unsupported_scheme'],
  ])('refuses %j with %s', (text, code) => {
    expect(() => locateSource(text, true)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    'a.jpg',
    '/etc/passwd',
    'file:///etc/passwd',
    'FILE:/etc/passwd',
    'javascript:alert(1)',
    'C:\\a.jpg',
    'ht\ttp://127.0.0.1/',
  ])('refuses %j where files are not allowed', (text) => {
    expect(() => locateSource(text, false)).toThrow(expect.objectContaining({ code: 'unsupported_scheme' }));
  });

  it.each([
    ['http://user:secret@images.example/a.jpg', 'http://images.example/a.jpg'],
    ['http://user:secret@a b/', 'http://a b/'],
    ['ftp://user:secret@images.example/', 'ftp://images.example/'],
  ])('repeats no password of %s in the error', (text, source) => {
    const harmless = { message: expect.not.stringContaining('secret'), source };
    expect(() => locateSource(text, true)).toThrow(expect.objectContaining(harmless));
  });

  it('does not take other types for a source', () => {
    const wrong: { readonly bytes: unknown } = { bytes: 'text' };
    expect(() => locateSource(wrong as { readonly bytes: Uint8Array }, true)).toThrow(TypeError);
  });
});
