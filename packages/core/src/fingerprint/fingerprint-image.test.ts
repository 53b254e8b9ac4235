import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes } from '../../fixtures/search-images.ts';
import { openImage } from '../decode/open-image.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { fingerprintImage, reductionFor, type Detail } from './fingerprint-image.ts';
import { CODE_BYTES, fingerprint, type Fingerprint } from './fingerprint.ts';
import { thumbnailOfRaster } from './thumbnail.ts';

async function printOf(
  bytes: Uint8Array,
  contentType = 'image/jpeg',
  detail: Detail = 'outline',
): Promise<Fingerprint> {
  return fingerprintImage({ bytes, contentType, opened: await openImage(bytes, contentType) }, detail);
}

function distance(a: Fingerprint, b: Fingerprint): number {
  return hammingDistance(a.codes.subarray(0, CODE_BYTES), b.codes.subarray(0, CODE_BYTES));
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}

describe('reductionFor', () => {
  it.each([
    [6000, 4000, 8],
    [900, 720, 8],
    [720, 900, 8],
    [4000, 719, 4],
    [360, 360, 4],
    [359, 4000, undefined],
    [1, 1, undefined],
  ])('keeps at least 90 samples on the short side of %i x %i for an outline: 1/%s', (width, height, factor) => {
    expect(reductionFor.outline(width, height)).toBe(factor);
  });

  it.each([
    [6000, 4000, 8],
    [900, 1600, 8],
    [1599, 1200, 4],
    [800, 20, 4],
    [799, 600, 2],
    [300, 400, 2],
    [399, 399, undefined],
  ])('keeps at least 200 samples on the long side of %i x %i for features: 1/%s', (width, height, factor) => {
    expect(reductionFor.features(width, height)).toBe(factor);
  });
});

describe('fingerprintImage', () => {
  it.each(['train/landscape/mountain-path.jpg', 'train/landscape/sunset.jpg', 'train/animal/cat.jpg'])(
    'gives of %s, from its lowest coefficients, a code within 8 bits of the full decode’s',
    async (name) => {
      const bytes = await exampleBytes(name);
      const full = thumbnailOfRaster(await (await openImage(bytes, 'image/jpeg')).stored(), 128);
      expect(distance(await printOf(bytes), fingerprint(full, 1))).toBeLessThanOrEqual(8);
    },
  );

  it('gives the same for one picture in three lossless formats', async () => {
    const photo = sharp(await exampleBytes('train/landscape/sunset.jpg'));
    const png = await printOf(await photo.clone().png().toBuffer(), 'image/png');
    expect(await printOf(await photo.clone().webp({ lossless: true, effort: 0 }).toBuffer(), 'image/webp')).toEqual(
      png,
    );
    expect(await printOf(await photo.clone().tiff({ compression: 'deflate' }).toBuffer(), 'image/tiff')).toEqual(png);
  });

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'is that of the upright picture for a JPEG of EXIF orientation %i',
    async (orientation) => {
      const stored = sharp(await exampleBytes('train/landscape/mountain-path.jpg')).withMetadata({ orientation });
      const tagged = await stored.jpeg({ quality: 95 }).toBuffer();
      const upright = await sharp(tagged).autoOrient().jpeg({ quality: 95 }).toBuffer();
      const [print, expected] = [await printOf(tagged), await printOf(upright)];
      expect(distance(print, expected)).toBeLessThanOrEqual(8);
      expect(meanDifference(print.grey, expected.grey)).toBeLessThan(1);
      expect(meanDifference(print.chroma, expected.chroma)).toBeLessThan(1);
    },
  );

  it('has features of pictures of every format, when they are asked for', async () => {
    const photo = await exampleBytes('train/landscape/mountain-path.jpg');
    const png = await sharp(photo).png().toBuffer();
    const [fromJpeg, fromPng] = [
      await printOf(photo, 'image/jpeg', 'features'),
      await printOf(png, 'image/png', 'features'),
    ];
    expect(Math.min(fromJpeg.features.length, fromPng.features.length)).toBeGreaterThan(150 * 64);
    expect((await printOf(photo)).features).toHaveLength(0);
  });

  it('rejects a truncated JPEG instead of fingerprinting what is left of it', async () => {
    const whole = await exampleBytes('train/landscape/mountain-path.jpg');
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    await expect(printOf(half)).rejects.toMatchObject({ name: 'DecodeError', code: 'image_truncated' });
  });
});
