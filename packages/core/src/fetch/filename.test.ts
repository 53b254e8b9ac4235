import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { filenameOf, safeFilename } from './filename.ts';

const url = new URL('https://images.example/a/from-url.jpg?size=large');

describe('filenameOf', () => {
  it.each([
    ['attachment; filename=plain.jpg', 'plain.jpg'],
    ['inline; filename="two words.jpg"', 'two words.jpg'],
    ['attachment; filename="fallback.jpg"; filename*=UTF-8\'\'%e2%82%ac%20rates.jpg', '€ rates.jpg'],
    ["attachment; filename*=UTF-8'en'na%C3%AFve.png; filename=naive.png", 'naïve.png'],
    ["attachment; filename*=iso-8859-1''%A3.png", '£.png'],
    ['attachment; filename="a.jpg"; filename*=KOI8-R\'\'%F0.jpg', 'a.jpg'],
    ['attachment; filename="quoted \\"name\\".gif"', 'quoted "name".gif'],
    ['attachment; filename="\u00c3\u00a4.jpg"', 'ä.jpg'],
    ['attachment; filename="\u00e4.jpg"', 'ä.jpg'],
    ['attachment; filename="日本.jpg"', '日本.jpg'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="..\\\\..\\\\windows\\\\win.ini"', 'win.ini'],
    ["attachment; filename*=UTF-8''..%2F..%2Fx.jpg", 'x.jpg'],
    ['attachment; filename="new\u0000\r\nline.jpg"', 'newline.jpg'],
    ['attachment; filename="cod\u202egpj.exe"', 'codgpj.exe'],
    ['attachment; filename=".."', 'from-url.jpg'],
    ['attachment; filename=""', 'from-url.jpg'],
    ['attachment; filename="folder/"', 'from-url.jpg'],
    ['attachment', 'from-url.jpg'],
    ['', 'from-url.jpg'],
    [';;;=;filename', 'from-url.jpg'],
  ])('reads %j as %j', (disposition, name) => {
    expect(filenameOf(url, disposition)).toBe(name);
  });

  it.each([
    ['https://images.example/a%20b.jpg', 'a b.jpg'],
    ['https://images.example/caf%C3%A9.jpg#top', 'café.jpg'],
    ['https://images.example/..%2f..%2fetc%2fpasswd', 'passwd'],
    ['https://images.example/%2e%2e%5csecret.png', 'secret.png'],
    ['https://images.example/broken%E9.jpg', 'broken%E9.jpg'],
    ['https://images.example/100%.jpg', '100%.jpg'],
    ['https://images.example/tab%09name%00.jpg', 'tabname.jpg'],
    ['https://images.example/album/', null],
    ['https://images.example', null],
    ['https://images.example/?file=x.jpg', null],
  ])('without a header takes the last segment of %s', (address, name) => {
    expect(filenameOf(new URL(address), undefined)).toBe(name);
  });
});

describe('safeFilename', () => {
  it('cuts to 255 characters without halving one', () => {
    expect(safeFilename(`${'a'.repeat(254)}😀😀`)).toBe(`${'a'.repeat(254)}😀`);
  });

  it('never gives a name that leads out of a folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = safeFilename(text) ?? 'none';
        expect(name).not.toMatch(/[\\/\p{Cc}]|^\.{1,2}$|^$/u);
      }),
    );
  });
});
