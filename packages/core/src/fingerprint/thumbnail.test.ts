import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes } from '../../fixtures/search-images.ts';
import { reduceJpeg } from '../decode/jpeg/reduced-jpeg.ts';
import { openImage } from '../decode/open-image.ts';
import type { Raster } from '../decode/raster.ts';
import { thumbnailOfJpeg, thumbnailOfRaster } from './thumbnail.ts';

function plain(...pixel: readonly number[]): Raster {
  const data = Uint8Array.from({ length: 100 * 80 * pixel.length }, (_, index) => pixel[index % pixel.length]!);
  return { data, width: 100, height: 80, channels: pixel.length as Raster['channels'] };
}

/** Luma, Cb and Cr of a flat picture, rounded to a tenth. */
function samples(raster: Raster): number[] {
  const { luma, blue, red } = thumbnailOfRaster(raster);
  expect([luma.length, blue.length, red.length]).toEqual([4096, 256, 256]);
  return [luma, blue, red].map((channel) => {
    const [least, most] = [Math.min(...channel), Math.max(...channel)];
    expect(most - least).toBeLessThan(0.01);
    return Math.round(10 * most) / 10 + 0; // no -0
  });
}

function meanDifference(a: Float32Array, b: Float32Array): number {
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
    const { luma, blue } = thumbnailOfRaster(raster);
    const at = (channel: Float32Array, side: number): number[] =>
      [0, side - 1, (side - 1) * side, side * side - 1].map((place) => Math.round(channel[place]!));
    expect(at(luma, 64)).toEqual([0, 255, 0, 29]);
    expect(at(blue, 16).map((value) => value + 0)).toEqual([0, 0, 0, 128]);
  });
});

describe('thumbnailOfJpeg', () => {
  // Fewer samples than 90 on the short side would move it more: see reductionFor.
  it.each([
    ['train/landscape/sunset.jpg', 1500, 8],
    ['train/landscape/mountain-path.jpg', 900, 4],
    ['train/animal/ladybird-grey.jpg', 540, 4],
    ['train/landscape/mountain-path.jpg', 450, 2],
    ['train/animal/ladybird-grey.jpg', 270, 2],
  ] as const)('gives of %s, %i pixels wide, nearly what the full decode gives', async (name, width, factor) => {
    const bytes = await sharp(await exampleBytes(name))
      .resize(width)
      .jpeg({ quality: 90 })
      .toBuffer();
    const fast = thumbnailOfJpeg(reduceJpeg(bytes, () => factor)!);
    const full = thumbnailOfRaster(await (await openImage(bytes, 'image/jpeg')).stored());
    expect(meanDifference(fast.luma, full.luma)).toBeLessThan(1.5);
    expect(meanDifference(fast.blue, full.blue)).toBeLessThan(0.5);
    expect(meanDifference(fast.red, full.red)).toBeLessThan(0.5);
  });

  it('has no chroma for a grey file', async () => {
    const bytes = await exampleBytes('train/animal/ladybird-grey.jpg');
    const { blue, red } = thumbnailOfJpeg(reduceJpeg(bytes, () => 4)!);
    expect([...new Set(blue), ...new Set(red)]).toEqual([0, 0]);
  });
});
