import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { previewDataUri } from './preview.ts';

async function preview(name: string, maxSide: number): Promise<Buffer> {
  const uri = await previewDataUri(await readFile(new URL(`../../fixtures/${name}`, import.meta.url)), maxSide);
  expect(uri).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
  return Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64');
}

describe('previewDataUri', () => {
  it.each([
    ['photo.avif', 48, 36],
    ['wide.webp', 48, 1],
    ['tall-1x400.png', 1, 48],
  ])('shrinks %s so that its longest side has the pixels asked for', async (name, width, height) => {
    expect(await sharp(await preview(name, 48)).metadata()).toMatchObject({ format: 'webp', width, height });
  });

  it('does not enlarge', async () => {
    expect(await sharp(await preview('rgba.png', 320)).metadata()).toMatchObject({ width: 40, height: 30 });
  });

  it('stands upright whatever the EXIF orientation: the red field is at the top left', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { data, info } = await sharp(await preview(`orientation-${orientation}.jpg`, 40))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const [red, green, blue] = data.subarray((4 * info.width + 5) * 3);
      expect([info.width, info.height]).toEqual([40, 30]);
      expect([red! > 200, green! < 60, blue! < 60]).toEqual([true, true, true]);
    }
  });

  it('keeps transparency', async () => {
    const { data } = await sharp(await preview('rgba.png', 40))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([data[3], data[39 * 4 + 3]]).toEqual([255, 128]);
  });

  it('shows what a truncated picture still holds', async () => {
    expect(await sharp(await preview('truncated.jpg', 80)).metadata()).toMatchObject({ width: 80, height: 60 });
  });

  it('rejects what is no image', async () => {
    await expect(preview('noise.bin', 80)).rejects.toThrow(/unsupported image format/);
  });
});
