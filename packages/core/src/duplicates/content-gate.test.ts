import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';

import { randomBytes } from '../../fixtures/picture.ts';
import { BUSY, searchImageOf, searchImageOfExample } from '../../fixtures/search-images.ts';
import { hasContent, mayLackContent } from './content-gate.ts';

function painted(colourAt: (x: number, y: number) => number): Sharp {
  const data = Uint8Array.from({ length: 128 * 128 * 3 }, (_, index) =>
    colourAt(Math.floor(index / 3) % 128, Math.floor(index / 3 / 128)),
  );
  return sharp(data, { raw: { width: 128, height: 128, channels: 3 } }).png();
}

const POOR: readonly (readonly [name: string, picture: Sharp])[] = [
  ['a flat picture', painted(() => 90)],
  ['a gradient', painted((x) => x)],
  ['a gradient from corner to corner', painted((x, y) => Math.floor((x + y) / 2))],
  ['a small square on a plain ground', painted((x, y) => (x > 40 && x < 80 && y > 40 && y < 80 ? 30 : 255))],
  ['a few lines of fine detail on white', painted((x, y) => (y % 32 < 6 ? (x * 97 + y * 31) % 256 : 255))],
];

describe('hasContent', () => {
  it.each(POOR)('says of %s that it has none, and mayLackContent agrees', async (_name, picture) => {
    const { fingerprint } = await searchImageOf(picture);
    expect([hasContent(fingerprint), mayLackContent(fingerprint)]).toEqual([false, true]);
  });

  it.each(['train/flat/icon-mail.png', 'test/flat/icon-bell.png', 'test/flat/blank-page.png'])(
    'says so of %s',
    async (name) => {
      const { fingerprint } = await searchImageOfExample(name);
      expect([hasContent(fingerprint), mayLackContent(fingerprint)]).toEqual([false, true]);
    },
  );

  it.each(['train/landscape/forest-stream.jpg', 'train/animal/dogs.jpg', 'test/object/rocket.jpg'])(
    'says of the photo %s that it has',
    async (name) => {
      expect(hasContent((await searchImageOfExample(name)).fingerprint)).toBe(true);
    },
  );

  it('says of noise that it has, and that no copy would lack it', async () => {
    const noise = sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } }).png();
    const { fingerprint } = await searchImageOf(noise);
    expect([hasContent(fingerprint), mayLackContent(fingerprint)]).toEqual([true, false]);
  });

  it('wants quality 50, and less than half of the samples within 3 of the commonest grey', () => {
    expect([hasContent({ ...BUSY, quality: 49 }), hasContent({ ...BUSY, quality: 50 })]).toEqual([false, true]);
    // All greys, then `plain` samples of 97 to 103; those of the rest that lie in this range are moved away.
    const withPlain = (plain: number): Uint8Array =>
      Uint8Array.from({ length: 1024 }, (_, index) => (index < plain ? 97 + (index % 7) : 110 + ((index * 37) % 140)));
    expect(hasContent({ ...BUSY, grey: withPlain(511) })).toBe(true);
    expect(hasContent({ ...BUSY, grey: withPlain(512) })).toBe(false);
  });

  it('counts plain samples at the ends of the scale too', () => {
    const half = (grey: number): Uint8Array =>
      Uint8Array.from({ length: 1024 }, (_, index) => (index % 2 === 0 ? grey : 20 + (index % 200)));
    expect([hasContent({ ...BUSY, grey: half(0) }), hasContent({ ...BUSY, grey: half(255) })]).toEqual([false, false]);
  });
});

describe('mayLackContent', () => {
  it('holds for every picture without content', () => {
    const grey = fc.uint8Array({ minLength: 1024, maxLength: 1024, max: 60 });
    fc.assert(
      fc.property(grey, fc.integer({ min: 0, max: 100 }), (samples, quality) => {
        const fingerprint = { ...BUSY, grey: samples, quality };
        expect(hasContent(fingerprint) || mayLackContent(fingerprint)).toBe(true);
      }),
    );
  });
});
