import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes } from '../../fixtures/search-images.ts';
import { reduceJpeg } from '../decode/jpeg/reduced-jpeg.ts';
import { openImage } from '../decode/open-image.ts';
import type { Raster } from '../decode/raster.ts';
import { squareOf, thumbnailOfJpeg, thumbnailOfRaster } from './thumbnail.ts';

function plain(...pixel: readonly number[]): Raster {
  const data = Uint8Array.from({ length: 100 * 80 * pixel.length }, (_, index) => pixel[index % pixel.length]!);
  return { data, width: 100, height: 80, channels: pixel.length as Raster['channels'] };
}

/** Luma, Cb and Cr of a flat picture, rounded to a tenth. */
function samples(raster: Raster): number[] {
  const { luma, blue, red } = thumbnailOfRaster(raster, 128);
  expect([luma.width, luma.height, luma.data.length, blue.length, red.length]).toEqual([128, 102, 13_056, 256, 256]);
  return [luma.data, blue, red].map((channel) => {
    const [least, most] = [Math.min(...channel), Math.max(...channel)];
    expect(most - least).toBeLessThan(0.01);
    return Math.round(10 * most) / 10 + 0; // no -0
  });
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}

describe('thumbnailOfRaster', () => {
  it('gives luma and chroma of ITU-R BT.601', () => {
    expect(samples(plain(255, 0, 0))).toEqual([76.2, -43, 127.5]);
    expect(samples(plain(0, 255, 0))).toEqual([149.7, -84.5, -106.8]);
    expect(samples(plain(0, 0, 255))).toEqual([29.1, 127.5, -20.7]);
    expect(samples(plain(200, 200, 200))).toEqual([200, 0, 0]);
  });

  it('takes grey as it is', () => {
    expect(samples(plain(90))).toEqual([90, 0, 0]);
  });

  it('counts transparent parts as white', () => {
    expect(samples(plain(10, 20, 30, 0))).toEqual([255, 0, 0]);
    expect(samples(plain(200, 200, 200, 255))).toEqual([200, 0, 0]);
    // Half of black on white: (0 * 128 + 255 * 127) / 255.
    expect(samples(plain(0, 0, 0, 128))).toEqual([127, 0, 0]);
    expect(samples(plain(0, 128))).toEqual([127, 0, 0]);
  });

  it('shows which part of the picture is where', () => {
    const raster = plain(0, 0, 0);
    // The right half is white, its lower half blue.
    for (let y = 0; y < 80; y++)
      for (let x = 50; x < 100; x++) raster.data.set(y < 40 ? [255, 255, 255] : [0, 0, 255], (y * 100 + x) * 3);
    const { luma, blue } = thumbnailOfRaster(raster, 128);
    const corners = (channel: Float32Array, width: number): number[] =>
      [0, width - 1, channel.length - width, channel.length - 1].map((place) => Math.round(channel[place]!) + 0);
    expect(corners(luma.data, 128)).toEqual([0, 255, 0, 29]);
    expect(corners(blue, 16)).toEqual([0, 0, 0, 128]);
  });

  it.each([
    [6000, 4000, 256, [256, 170]],
    [300, 400, 128, [96, 128]],
    [1, 1, 256, [256, 256]],
    [30, 3000, 128, [8, 128]],
    [3000, 1, 256, [256, 16]],
  ])('keeps the proportions of %i x %i pixels in %i, but a least width', (width, height, side, size) => {
    const { luma } = thumbnailOfRaster({ data: new Uint8Array(width * height), width, height, channels: 1 }, side);
    expect([luma.width, luma.height]).toEqual(size);
  });
});

describe('thumbnailOfJpeg', () => {
  // Fewer samples would move it more: see reductionFor.
  it.each([
    { name: 'train/landscape/sunset.jpg', width: 1500, factor: 8, side: 128, most: 1.5 },
    { name: 'train/landscape/mountain-path.jpg', width: 900, factor: 4, side: 128, most: 1.5 },
    { name: 'train/animal/ladybird-grey.jpg', width: 540, factor: 4, side: 128, most: 1.5 },
    // These grow, so the finest detail is missing.
    { name: 'train/landscape/mountain-path.jpg', width: 900, factor: 4, side: 256, most: 4 },
    { name: 'train/landscape/mountain-path.jpg', width: 450, factor: 2, side: 256, most: 4 },
  ] as const)('gives of $name, $width pixels wide, from 1/$factor nearly what the full decode gives', async (made) => {
    const { name, width, factor, side, most } = made;
    const bytes = await sharp(await exampleBytes(name))
      .resize(width)
      .jpeg({ quality: 90 })
      .toBuffer();
    const fast = thumbnailOfJpeg(
      reduceJpeg(bytes, () => factor)!,
      side,
    );
    const full = thumbnailOfRaster(await (await openImage(bytes, 'image/jpeg')).stored(), side);
    expect([fast.luma.width, fast.luma.height]).toEqual([full.luma.width, full.luma.height]);
    expect(meanDifference(fast.luma.data, full.luma.data)).toBeLessThan(most);
    expect(meanDifference(fast.blue, full.blue)).toBeLessThan(0.5);
    expect(meanDifference(fast.red, full.red)).toBeLessThan(0.5);
  });

  it('has no chroma for a grey file', async () => {
    const bytes = await exampleBytes('train/animal/ladybird-grey.jpg');
    const { blue, red } = thumbnailOfJpeg(
      reduceJpeg(bytes, () => 4)!,
      128,
    );
    expect([...new Set([...blue, ...red])]).toEqual([0]);
  });
});

describe('squareOf', () => {
  it('stretches a picture to a square', () => {
    const wide = { data: Float32Array.of(1, 2, 3, 4), width: 4, height: 1 };
    expect([...squareOf(wide, 2)]).toEqual([1.5, 3.5, 1.5, 3.5]);
  });
});
