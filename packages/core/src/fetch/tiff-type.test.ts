import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { tiff, type Directory } from '../../fixtures/handmade-tiff.ts';
import { tiffType } from './tiff-type.ts';

const SUBFILE = 0xfe;
const PHOTOMETRIC = 0x106;
const MAKE = 0x10f;
const BELOW = 0x14a;
const THUMBNAIL: Directory = { [SUBFILE]: 1, [BELOW]: [{ [SUBFILE]: 0 }] };

describe('tiffType', () => {
  it.each([
    ['NIKON CORPORATION', 'image/x-nikon-nef'],
    ['SONY', 'image/x-sony-arw'],
    ['PENTAX', 'image/x-pentax-pef'],
    ['RICOH IMAGING COMPANY, LTD.', 'image/x-pentax-pef'],
    ['SAMSUNG', 'image/x-samsung-srw'],
    ['Hasselblad', 'image/x-hasselblad-3fr'],
    ['SEIKO EPSON CORP.', 'image/x-epson-erf'],
    ['Eastman Kodak Company', 'image/x-kodak-dcr'],
    ['Someone else', 'image/x-raw'],
  ])('takes a thumbnail with the picture below it for the raw file of a %s', (make, type) => {
    expect(tiffType(tiff([{ ...THUMBNAIL, [MAKE]: make }]))).toBe(type);
    expect(tiffType(tiff([{ ...THUMBNAIL, [MAKE]: make }], { magic: 'MM\0*' }))).toBe(type);
  });

  it('takes sensor data for a raw file', () => {
    expect(tiffType(tiff([{ [PHOTOMETRIC]: 32_803, [MAKE]: 'PENTAX' }]))).toBe('image/x-pentax-pef');
    expect(tiffType(tiff([{ [PHOTOMETRIC]: 34_892 }]))).toBe('image/x-raw');
  });

  it('knows a DNG by its version, whoever made it', () => {
    expect(tiffType(tiff([{ ...THUMBNAIL, [MAKE]: 'SONY', 0xc612: Buffer.of(1, 4, 0, 0) }]))).toBe('image/x-adobe-dng');
  });

  it('knows the files of Phase One by what stands behind their header', () => {
    expect(tiffType(tiff([{ [MAKE]: 'Phase One' }], { behindHeader: Buffer.from('IIIIRawT') }))).toBe('image/x-raw');
  });

  it('takes all else for a picture, a camera’s own TIFF too', async () => {
    const plain = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });
    expect(tiffType(await plain.tiff().toBuffer())).toBe('image/tiff');
    expect(tiffType(tiff([{ [MAKE]: 'NIKON CORPORATION', [PHOTOMETRIC]: 2, 0xc4a5: Buffer.from('PrintIM') }]))).toBe(
      'image/tiff',
    );
    expect(tiffType(tiff([{ [SUBFILE]: 1, [MAKE]: 'SONY' }]))).toBe('image/tiff'); // no picture below it
    expect(tiffType(await plain.tiff({ bigtiff: true }).toBuffer())).toBe('image/tiff');
  });

  it('never throws, wherever a file breaks off and wherever it leads', () => {
    const whole = tiff([{ ...THUMBNAIL, [MAKE]: 'NIKON CORPORATION' }]);
    for (let length = 0; length < whole.length; length++) tiffType(whole.subarray(0, length));
    fc.assert(
      fc.property(fc.constantFrom('II*\0', 'MM\0*'), fc.uint8Array({ maxLength: 100 }), (magic, tail) => {
        expect(tiffType(Buffer.concat([Buffer.from(magic), tail]))).toMatch(/^image\//);
      }),
    );
  });
});
