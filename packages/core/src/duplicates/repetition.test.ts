import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import type { Portrait } from './portrait.ts';
import { areRepetitive } from './repetition.ts';

function drawn(lumaAt: (x: number, y: number) => number): Sharp {
  const data = Uint8Array.from({ length: 512 * 384 }, (_, at) => lumaAt(at % 512, Math.floor(at / 512)));
  return sharp(data, { raw: { width: 512, height: 384, channels: 1 } }).png();
}

/** With another of the same kind. */
function isRepetitive(portrait: Portrait): boolean {
  return areRepetitive(portrait, portrait);
}

describe('areRepetitive', () => {
  it('holds of a pattern that comes again and again', async () => {
    expect(isRepetitive(await portraitOfPicture(drawn((x, y) => waves((x % 64) / 3, (y % 64) / 3))))).toBe(true);
  });

  it('does not hold of photos, nor of a picture without features', async () => {
    for (const name of ['train/landscape/forest-stream.jpg', 'train/animal/dogs.jpg', 'train/object/coffee.jpg'])
      expect(isRepetitive(await portraitOfPicture(await exampleBytes(name)))).toBe(false);
    expect(isRepetitive(await portraitOfPicture(drawn(() => 100)))).toBe(false);
  });

  it('holds of a photo twice side by side', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(256, 192, { fit: 'fill' });
    const twice = sharp({ create: { width: 512, height: 192, channels: 3, background: '#000' } }).composite([
      { input: await photo.clone().png().toBuffer(), left: 0, top: 0 },
      { input: await photo.clone().png().toBuffer(), left: 256, top: 0 },
    ]);
    expect(isRepetitive(await portraitOfPicture(twice.png()))).toBe(true);
  });
});
