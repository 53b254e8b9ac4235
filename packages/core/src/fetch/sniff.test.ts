import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { tiff } from '../../fixtures/handmade-tiff.ts';
import { sniffType } from './sniff.ts';

const dot = sharp({ create: { width: 2, height: 2, channels: 3, background: '#a06030' } });

describe('sniffType', () => {
  it.each([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['gif', 'image/gif'],
    ['tiff', 'image/tiff'],
    ['avif', 'image/avif'],
  ] as const)('knows a real %s', async (format, type) => {
    expect(await sniffType(await dot.clone().toFormat(format).toBuffer())).toBe(type);
  });

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg>', 'image/svg+xml'],
    ['\ufeff  <svg:svg xmlns:svg="http://www.w3.org/2000/svg">', 'image/svg+xml'],
    ['<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg>', 'image/svg+xml'],
    ['<!DOCTYPE html><title>Not found</title>', 'text/html'],
    ['\n\n<HTML lang="en">', 'text/html'],
    ['<!-- cached --><html>', 'text/html'],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">', 'text/html'],
    ['<body>', 'text/html'],
    ['<p>Sign in', 'text/html'],
  ])('tells markup by its first tag: %j', async (text, type) => {
    expect(await sniffType(Buffer.from(text))).toBe(type);
  });

  it('reads markup in UTF-16', async () => {
    expect(await sniffType(Buffer.from('\ufeff<svg width="1">', 'utf16le'))).toBe('image/svg+xml');
    expect(await sniffType(Buffer.from('\ufeff<html>', 'utf16le').swap16())).toBe('text/html');
  });

  it.each([
    ['a QOI', Buffer.from('716f696600000001000000010300', 'hex')],
    ['an uncompressed TGA', Buffer.from('000002000000000000000000010001001800a06030', 'hex')],
    ['a run-length TGA', Buffer.from('00000a000000000000000000010001001800', 'hex')],
    ['plain text', Buffer.from('only a note')],
    ['text that mentions a tag', Buffer.from('see <svg> in the manual')],
    ['another tag that begins alike', Buffer.from('<svgish>')],
    ['an endless comment', Buffer.from('<!-- '.padEnd(9000))],
    ['nothing', Buffer.alloc(0)],
  ])('leaves %s unnamed', async (_name, bytes) => {
    expect(await sniffType(bytes)).toBeNull();
  });

  it.each([
    ['a CRW', '49491a000000484541504343445202000100', 'image/x-canon-crw'],
    ['an MRW', '004d524d0000a1b4', 'image/x-minolta-mrw'],
    ['an X3F', '464f566202000200', 'image/x-sigma-x3f'],
    ['an ORF of few tags', '4949524f080000000900', 'image/x-olympus-orf'],
    ['a big-endian ORF', '4d4d4f520000000800', 'image/x-olympus-orf'],
    ['an RW2 with a short header', '494955000800000012', 'image/x-panasonic-rw2'],
    ['an EXR', '762f310102000000', 'image/x-exr'],
    ['a Radiance HDR', '233f52414449414e43450a', 'image/vnd.radiance'],
    ['a DPX', '5344505800000800', 'image/x-dpx'],
    ['a PPM', '50360a3220320a3235350a', 'image/x-portable-pixmap'],
    ['a PSP', '5061696e742053686f702050726f20496d6167652046696c650a1a', 'image/x-paintshoppro'],
  ])('knows %s, whose metadata ExifTool reads', async (_name, hex, type) => {
    expect(await sniffType(Buffer.from(hex.padEnd(128, '0'), 'hex'))).toBe(type);
  });

  it('knows a TIFF for what it is, whatever tags it has', async () => {
    const printed = tiff([{ 0x10f: 'NIKON CORPORATION', 0xc4a5: Buffer.from('PrintIM\0') }]);
    expect(await sniffType(printed)).toBe('image/tiff');
    expect(await sniffType(tiff([{ 0xfe: 1, 0x10f: 'SONY', 0x14a: [{ 0xfe: 0 }] }]))).toBe('image/x-sony-arw');
  });

  it('knows Windows icons and cursors, which hold at least one image', async () => {
    expect(await sniffType(Buffer.from('000001000100101000000100200068040000160000', 'hex'))).toBe('image/x-icon');
    expect(await sniffType(Buffer.from('000002000100101000000100200068040000160000', 'hex'))).toBe('image/x-icon');
  });

  it('never throws, whatever the bytes', async () => {
    const magic = [
      '',
      'ffd8ff',
      '89504e470d0a1a0a',
      '49492a00',
      '4d4d002a',
      '1f8b08',
      '504b0304',
      '0000001866747970',
      '52494646',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...magic), fc.uint8Array({ maxLength: 200 }), async (hex, tail) => {
        const type = await sniffType(Buffer.concat([Buffer.from(hex, 'hex'), tail]));
        expect(type === null || /^[a-z]+\/[\w.+-]+$/.test(type)).toBe(true);
      }),
    );
  });
});
