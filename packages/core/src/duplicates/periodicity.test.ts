import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { arePeriodic } from './periodicity.ts';
import type { Portrait } from './portrait.ts';

const [WIDTH, HEIGHT] = [512, 384];
const JOINT = 4;

function drawn(lumaAt: (x: number, y: number) => number): Promise<Portrait> {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => lumaAt(at % WIDTH, Math.floor(at / WIDTH)));
  return portraitOfPicture(sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } }).png());
}

/** A wall whose bricks differ in tone from one to the next. */
function wall(seed: number): Promise<Portrait> {
  return drawn((x, y) => {
    const row = Math.floor(y / 28);
    const along = x + (row % 2) * 32;
    if (y % 28 < JOINT || along % 64 < JOINT) return 210;
    return 90 + (((row * 7919 + Math.floor(along / 64) * 104_729 + seed * 1299) % 97) - 48) / 2;
  });
}

describe('arePeriodic', () => {
  it('holds of walls of bricks that differ from each other', async () => {
    expect(arePeriodic(await wall(1), await wall(2))).toBe(true);
  });

  it('does not hold of photos, nor of pictures of one tone or without a period', async () => {
    const photos = ['train/landscape/forest-stream.jpg', 'train/animal/dogs.jpg', 'train/object/coffee.jpg'];
    const portraits = await Promise.all(photos.map(async (name) => portraitOfPicture(await exampleBytes(name))));
    const others = [await drawn(() => 100), await drawn((x, y) => waves(x / 5, y / 5))];
    expect([...portraits, ...others].map((portrait) => arePeriodic(portrait, portrait))).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });

  it('goes by both together, whichever comes first', async () => {
    const [one, photo] = [await wall(1), await portraitOfPicture(await exampleBytes('train/animal/dogs.jpg'))];
    expect([arePeriodic(one, photo), arePeriodic(photo, one)]).toEqual([false, false]);
  });

  it('takes pictures of 8 pixels height', async () => {
    const strip = await portraitOfPicture(
      sharp({ create: { width: 800, height: 40, channels: 3, background: '#888' } }).png(),
    );
    expect(arePeriodic(strip, strip)).toBe(false);
  });
});
