import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { areRepetitive } from './repetition.ts';

function drawn(lumaAt: (x: number, y: number) => number): Sharp {
  const data = Uint8Array.from({ length: 512 * 384 }, (_, at) => lumaAt(at % 512, Math.floor(at / 512)));
  return sharp(data, { raw: { width: 512, height: 384, channels: 1 } }).png();
}

const cloth = drawn((x, y) => waves((x % 64) / 3, (y % 64) / 3));

describe('areRepetitive', () => {
  it('holds of pictures of a pattern that comes again and again', async () => {
    const portrait = await portraitOfPicture(cloth);
    expect(areRepetitive(portrait, portrait)).toBe(true);
  });

  it('does not hold of photos, nor of pictures without features', async () => {
    for (const name of ['train/landscape/forest-stream.jpg', 'train/animal/dogs.jpg', 'train/object/coffee.jpg']) {
      const portrait = await portraitOfPicture(await exampleBytes(name));
      expect(areRepetitive(portrait, portrait)).toBe(false);
    }
    const flat = await portraitOfPicture(drawn(() => 100));
    expect(areRepetitive(flat, flat)).toBe(false);
  });

  it('goes by both together, whichever comes first', async () => {
    const pattern = await portraitOfPicture(cloth);
    const photo = await portraitOfPicture(await exampleBytes('train/animal/dogs.jpg'));
    expect(areRepetitive(pattern, photo)).toBe(areRepetitive(photo, pattern));
  });

  it('holds of a photo twice side by side', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(256, 192, { fit: 'fill' });
    const twice = sharp({ create: { width: 512, height: 192, channels: 3, background: '#000' } }).composite([
      { input: await photo.clone().png().toBuffer(), left: 0, top: 0 },
      { input: await photo.clone().png().toBuffer(), left: 256, top: 0 },
    ]);
    const portrait = await portraitOfPicture(twice.png());
    expect(areRepetitive(portrait, portrait)).toBe(true);
  });
});
