import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { halfTransparent, picture, randomBytes } from '../../fixtures/picture.ts';
import { DecodeError } from '../errors.ts';
import { sniffType } from '../fetch/sniff.ts';
import { openImage, type DecodeOptions, type ImageHeader, type OpenedImage } from './open-image.ts';
import { orientRaster } from './orient-raster.ts';
import type { Raster } from './raster.ts';

function fixture(name: string): Promise<Buffer> {
  return readFile(new URL(`../../fixtures/${name}`, import.meta.url));
}

async function openFixture(name: string, options?: DecodeOptions): Promise<OpenedImage> {
  const bytes = await fixture(name);
  return openImage(bytes, await sniffType(bytes), options);
}

async function openMade(image: Sharp, type: string): Promise<OpenedImage> {
  return openImage(await image.toBuffer(), type);
}

/** The refusal that the work ends with. */
async function refusal(work: Promise<unknown>): Promise<DecodeError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DecodeError);
  return error as DecodeError;
}

function pixelAt({ data, width, channels }: Raster, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
}

function largestDifference(a: Raster, b: Raster): number {
  expect([a.width, a.height, a.channels]).toEqual([b.width, b.height, b.channels]);
  return a.data.reduce((most, value, index) => Math.max(most, Math.abs(value - b.data[index]!)), 0);
}

const PLAIN: ImageHeader = { width: 40, height: 30, orientation: 1, hasAlpha: false, isGrey: false, frames: 1 };

/** What each decodable fixture's header says beyond PLAIN, and how many channels it has: stored, and shrunk. */
const DECODABLE: readonly (readonly [name: string, header: Partial<ImageHeader>, stored: number, scaled: number])[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [`orientation-${orientation}.jpg`, { orientation }, 3, 3] as const),
  ['grey.jpg', { isGrey: true }, 1, 3],
  ['cmyk.jpg', {}, 3, 3],
  ['progressive.jpg', {}, 3, 3],
  ['icc-p3.jpg', {}, 3, 3],
  ['exif-sony.jpg', {}, 3, 3],
  ['rgba.png', { hasAlpha: true }, 4, 4],
  ['grey-alpha.png', { hasAlpha: true, isGrey: true }, 2, 4],
  ['palette.png', {}, 3, 3],
  ['16-bit.png', {}, 3, 3],
  ['interlaced.png', {}, 3, 3],
  ['animated.gif', { hasAlpha: true, frames: 2 }, 4, 4],
  ['animated.webp', { frames: 2 }, 3, 3],
  ['two-pages.tif', { frames: 2 }, 3, 3],
  ['photo.avif', { width: 96, height: 72 }, 3, 3],
  ['wide.webp', { width: 400, height: 10 }, 3, 3],
  ['tall-1x400.png', { width: 1, height: 400 }, 3, 3],
  ['tiny-1x1.png', { width: 1, height: 1 }, 3, 3],
];

describe('openImage', () => {
  it.each(DECODABLE)('reads the header of %s, its pixels and a small picture', async (name, says, stored, scaled) => {
    const image = await openFixture(name);
    const header = { ...PLAIN, ...says };
    expect(image.header).toEqual(header);

    const full = await image.stored();
    const [width, height] = header.orientation >= 5 ? [header.height, header.width] : [header.width, header.height];
    expect([full.width, full.height, full.channels, full.data.length]).toEqual([
      width,
      height,
      stored,
      width * height * stored,
    ]);
    const small = await image.scaled(64, 48);
    expect([small.width, small.height, small.channels, small.data.length]).toEqual([64, 48, scaled, 64 * 48 * scaled]);
    const grey = await image.scaledGrey(9, 8);
    expect([grey.width, grey.height, grey.channels, grey.data.length]).toEqual([9, 8, 1, 72]);
  });

  it('gives the pixels of a losslessly stored picture exactly', async () => {
    const { data } = await picture().raw().toBuffer({ resolveWithObject: true });
    for (const name of ['interlaced.png', 'animated.webp', 'two-pages.tif'])
      expect(Buffer.compare(data, Buffer.from((await (await openFixture(name)).stored()).data))).toBe(0);
    expect(pixelAt(await (await openFixture('tiny-1x1.png')).stored(), 0, 0)).toEqual([255, 0, 0]);
  });

  it('gives grey with alpha in two channels, alpha last', async () => {
    const stored = await (await openFixture('grey-alpha.png')).stored();
    expect(pixelAt(stored, 2, 2)).toEqual([85, 255]);
    expect(pixelAt(stored, 38, 20)).toEqual([53, 128]);
  });

  it('takes samples as they are, whatever the colour profile says', async () => {
    const plain = await (
      await openMade(picture().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), 'image/jpeg')
    ).stored();
    expect(pixelAt(plain, 3, 3)).toEqual([254, 0, 0]);
    const p3 = pixelAt(await (await openFixture('icc-p3.jpg')).stored(), 3, 3);
    expect(p3).toEqual([234, 51, 35]); // red of sRGB in numbers of Display P3
  });

  it('gives a thumbnail that is upright, keeps its shape, and is never enlarged', async () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const { width, height, channels, data } = await (
        await openFixture(`orientation-${orientation}.jpg`)
      ).thumbnail(20);
      expect([width, height, channels]).toEqual([20, 15, 4]);
      expect([data[0]! > 240, data[1]! < 15]).toEqual([true, true]); // the red field at the top left
    }
    const sizes = await Promise.all(
      ['wide.webp', 'tall-1x400.png', 'tiny-1x1.png', 'grey.jpg'].map(async (name) => {
        const { width, height } = await (await openFixture(name)).thumbnail(100);
        return [width, height];
      }),
    );
    expect(sizes).toEqual([
      [100, 3],
      [1, 100],
      [1, 1],
      [40, 30],
    ]);
  });

  it('gives a thumbnail of four channels, whatever the picture has', async () => {
    const grey = await (await openFixture('grey-alpha.png')).thumbnail(100);
    expect(Array.from(grey.data.subarray(0, 4))).toEqual([85, 85, 85, 255].map((value, i) => grey.data[i] ?? value));
    const rgba = await (await openFixture('rgba.png')).thumbnail(100);
    expect([rgba.data[3], rgba.data[4 * 39 + 3]]).toEqual([255, 128]);
    expect((await (await openFixture('cmyk.jpg')).thumbnail(100)).channels).toBe(4);
  });

  it('gives inks as the colours they print', async () => {
    const [red, green, blue] = pixelAt(await (await openFixture('cmyk.jpg')).stored(), 3, 3);
    expect([red! > 200, green! < 60, blue! < 60]).toEqual([true, true, true]);
  });

  it('turns an image that states no orientation as it is told to, and no other', async () => {
    const plain = await fixture('grey.jpg');
    const turned = await openImage(plain, 'image/jpeg', {}, 6);
    expect(turned.header).toMatchObject({ width: 30, height: 40, orientation: 6 });
    const upright = await (await openImage(plain, 'image/jpeg')).scaled(20, 15);
    expect(await turned.scaled(15, 20)).toEqual(orientRaster(upright, 6));
    const stating = await openImage(await fixture('orientation-3.jpg'), 'image/jpeg', {}, 6);
    expect(stating.header).toMatchObject({ width: 40, height: 30, orientation: 3 });
  });

  it('shows the same upright picture for all eight orientations', async () => {
    const upright = await (await openFixture('orientation-1.jpg')).stored();
    const small = await (await openFixture('orientation-1.jpg')).scaled(20, 15);
    for (let orientation = 2; orientation <= 8; orientation++) {
      const image = await openFixture(`orientation-${orientation}.jpg`);
      // Blocks begin at the stored picture's top left, so JPEG's losses differ a little.
      expect(largestDifference(orientRaster(await image.stored(), orientation), upright)).toBeLessThan(40);
      expect(largestDifference(await image.scaled(20, 15), small)).toBeLessThan(20);
      expect(pixelAt(await image.scaled(20, 15), 2, 2)[0]).toBeGreaterThan(240);
    }
  });

  it.each([2, 3, 4, 5, 6, 7, 8])('shrinks a PNG of orientation %i to the upright picture', async (orientation) => {
    const stored = sharp(randomBytes(60 * 40 * 3), { raw: { width: 60, height: 40, channels: 3 } });
    const image = await openMade(stored.clone().withMetadata({ orientation }).png(), 'image/png');
    const expected = await sharp(await stored.withMetadata({ orientation }).png().toBuffer())
      .autoOrient()
      .resize(16, 12, { fit: 'fill' })
      .raw()
      .toBuffer();
    expect(Buffer.from((await image.scaled(16, 12)).data).equals(expected)).toBe(true);
  });

  const noise = (channels: 1 | 3 | 4): Sharp =>
    sharp(randomBytes(120 * 90 * channels), { raw: { width: 120, height: 90, channels } });
  const whole: readonly (readonly [name: string, type: string, make: () => Sharp])[] = [
    ['PNG', 'image/png', () => noise(3).png()],
    ['a PNG with alpha', 'image/png', () => noise(4).png()],
    ['a grey PNG', 'image/png', () => noise(1).toColourspace('b-w').png()],
    ['a grey PNG with alpha', 'image/png', () => halfTransparent(2).toColourspace('b-w').png()],
    ['a PNG of 16 bits', 'image/png', () => noise(3).toColourspace('rgb16').png()],
    ['a grey PNG of 16 bits', 'image/png', () => noise(1).toColourspace('grey16').png()],
    ['a PNG with a palette', 'image/png', () => noise(3).png({ palette: true })],
    ['a turned PNG', 'image/png', () => noise(3).withMetadata({ orientation: 6 }).png()],
    ['a GIF', 'image/gif', () => noise(3).gif()],
    ['a TIFF', 'image/tiff', () => noise(3).tiff()],
    ['a turned TIFF', 'image/tiff', () => noise(3).withMetadata({ orientation: 5 }).tiff()],
    ['a TIFF of inks', 'image/tiff', () => noise(3).toColourspace('cmyk').tiff({ compression: 'deflate' })],
    ['AVIF', 'image/avif', () => noise(3).avif({ effort: 0 })],
    ['JPEG', 'image/jpeg', () => noise(3).jpeg()],
    ['WebP', 'image/webp', () => noise(3).webp()],
  ];
  it.each(whole)('shrinks %s to the same samples before and after its full decode', async (_name, type, make) => {
    const image = await openMade(make(), type);
    const [small, grey] = [await image.scaled(64, 64), await image.scaledGrey(9, 8)];
    await image.stored();
    expect(largestDifference(await image.scaled(64, 64), small)).toBe(0);
    expect(largestDifference(await image.scaledGrey(9, 8), grey)).toBe(0);
  });

  it('lays transparent parts on white where it gives grey', async () => {
    const glass = sharp({ create: { width: 30, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const image = await openMade(glass.png(), 'image/png');
    expect([...(await image.scaledGrey(3, 2)).data]).toEqual([255, 255, 255, 255, 255, 255]);
    expect(pixelAt(await image.scaled(3, 2), 0, 0)).toEqual([0, 0, 0, 0]);
  });

  it('decodes the picture once, however often its pixels are asked for', async () => {
    const image = await openFixture('interlaced.png');
    expect(await image.stored()).toBe(await image.stored());
  });
});

const REFUSED: readonly (readonly [name: string, code: string, message: RegExp])[] = [
  ['page.jpg', 'not_an_image', /web page \(HTML\).* Give the address of the image itself\.$/],
  ['text.png', 'not_an_image', /no known image format\. Check what the source gives\.$/],
  ['noise.bin', 'not_an_image', /no known image format\. Check what the source gives\.$/],
  ['djvu.jpg', 'not_an_image', /no known image format\. Check what the source gives\.$/],
  ['svg.svg', 'unsupported_format', /^SVG .* Convert it to PNG first\.$/],
  ['heic-header.heic', 'unsupported_format', /image\/heic cannot be decoded here\. Convert it to JPEG/],
  ['tiny.bmp', 'unsupported_format', /image\/bmp cannot be decoded here\. Convert it to JPEG/],
  ['bomb.png', 'too_many_pixels', /30000 x 30000 pixels, more than the limit of 200000000\. Raise the limit of pixels if you trust it\.$/],
]; // prettier-ignore

describe('openImage refuses', () => {
  it.each(REFUSED)('%s with %s, and says what to do', async (name, code, message) => {
    const error = await refusal(openFixture(name));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it('a file of another kind by its type', async () => {
    const error = await refusal(openImage(Uint8Array.of(1, 2, 3), 'application/pdf'));
    expect(error.code).toBe('not_an_image');
    expect(error.message).toBe('This is not an image. Its bytes are application/pdf. Check what the source gives.');
  });

  it.each([
    ['truncated.jpg', 'image_truncated', /^The file ends before the picture does\. Fetch or copy it again\.$/],
    ['truncated.png', 'image_truncated', /^The file ends before the picture does\. Fetch or copy it again\.$/],
    [
      'corrupt-idat.png',
      'image_corrupt',
      /^The picture is damaged and cannot be decoded \([^()]+\)\. Replace the file\.$/,
    ],
  ])('the pixels of %s with %s, in every way they are asked for', async (name, code, message) => {
    const image = await openFixture(name);
    const errors = [
      await refusal(image.scaled(8, 8)),
      await refusal(image.scaledGrey(9, 8)),
      await refusal(image.stored()),
      await refusal(image.scaled(8, 8)),
      await refusal(image.scaledGrey(9, 8)),
    ];
    for (const error of errors) expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
    expect(errors[0]!.cause).toBeInstanceOf(Error);
  });

  it('a damaged header at once', async () => {
    expect((await refusal(openImage(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'image/jpeg'))).code).toBe('image_corrupt');
    expect((await refusal(openImage(new Uint8Array(0), 'image/png'))).code).toBe('image_truncated');
  });

  it('too many pixels by the header alone: the compressed data are not even there', async () => {
    const beginning = (await fixture('bomb.png')).subarray(0, 100);
    expect((await refusal(openImage(beginning, 'image/png'))).code).toBe('too_many_pixels');
  });

  it('one pixel more than maxPixels, and opens what has just as many', async () => {
    expect((await refusal(openFixture('rgba.png', { maxPixels: 1199 }))).code).toBe('too_many_pixels');
    expect((await openFixture('rgba.png', { maxPixels: 1200 })).header.width).toBe(40);
    expect((await openFixture('bomb.png', { maxPixels: Infinity })).header.width).toBe(30_000);
  });

  it('a picture whose decode takes longer than timeoutMs', async () => {
    const image = await openFixture('bomb.png', { maxPixels: Infinity, timeoutMs: 1 }); // takes 700 ms
    const error = await refusal(image.scaled(8, 8));
    expect([error.code, error.message]).toEqual([
      'decode_timeout',
      'Decoding took too long and was given up. Raise the limit of time if you trust the image.',
    ]);
  });

  it.each([
    [{ maxPixels: 0 }, 'Expected `maxPixels` to be a number from 1, got `0`'],
    [{ maxPixels: Number.NaN }, 'Expected `maxPixels` to be a number from 1, got `NaN`'],
    [{ timeoutMs: 0 }, 'Expected `timeoutMs` to be a number from 1 to 3600000, got `0`'],
    [{ timeoutMs: Infinity }, 'Expected `timeoutMs` to be a number from 1 to 3600000, got `Infinity`'],
  ])('options out of their range: %j', async (options, message) => {
    await expect(openFixture('rgba.png', options)).rejects.toThrow(new RangeError(message));
  });
});
