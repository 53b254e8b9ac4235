import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes } from '../../fixtures/search-images.ts';
import { sniffType } from '../fetch/sniff.ts';
import { imageContent } from './image-content.ts';
import { jpegContent } from './jpeg-content.ts';

const OPTIONS = { detail: 'features', maxPixels: 1e8 } as const;

describe('jpegContent', () => {
  it.each(['train/landscape/sunset.jpg', 'train/animal/nuthatch-turned.jpg'])(
    'gives of %s what imageContent gives',
    async (name) => {
      const bytes = await exampleBytes(name);
      expect(jpegContent(bytes, OPTIONS)).toEqual(await imageContent(bytes, 'image/jpeg', OPTIONS));
    },
  );

  it('leaves to imageContent what is no JPEG, has too many pixels or is cut short', async () => {
    const bytes = await exampleBytes('train/landscape/sunset.jpg');
    expect(jpegContent(await sharp(bytes).png().toBuffer(), OPTIONS)).toBeNull();
    expect(jpegContent(bytes, { ...OPTIONS, maxPixels: 1000 })).toBeNull();
    expect(jpegContent(bytes.subarray(0, 5000), OPTIONS)).toBeNull();
    expect(jpegContent(new Uint8Array(), OPTIONS)).toBeNull();
  });
});

describe('imageContent', () => {
  it('says why an image cannot be read', async () => {
    const bomb = await readFile(new URL('../../fixtures/bomb.png', import.meta.url));
    await expect(imageContent(bomb, await sniffType(bomb), OPTIONS)).rejects.toMatchObject({ code: 'too_many_pixels' });
    await expect(imageContent(Buffer.from('text'), null, OPTIONS)).rejects.toMatchObject({ code: 'not_an_image' });
  });
});
