import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { randomBytes } from '../../fixtures/picture.ts';
import { exampleBytes, searchImageOf, searchImageOfExample } from '../../fixtures/search-images.ts';
import { looksEqual, pairLowContent } from './low-content.ts';
import type { SearchImage } from './search-image.ts';

function flat(colour: string, width = 200, height = 150): Sharp {
  return sharp({ create: { width, height, channels: 3, background: colour } });
}

async function looksEqualTo(one: Sharp, other: Sharp): Promise<boolean> {
  return looksEqual(await searchImageOf(one), await searchImageOf(other));
}

describe('looksEqual', () => {
  it('pairs a flat picture with its lossy and its smaller copy', async () => {
    const png = flat('#336699').png();
    expect(await looksEqualTo(png, flat('#336699').jpeg({ quality: 70 }))).toBe(true);
    expect(await looksEqualTo(png, flat('#336699', 100, 75).png())).toBe(true);
  });

  it('does not pair another hue of the same grey', async () => {
    // Both have luma 100, to within one.
    expect(await looksEqualTo(flat('rgb(176,69,63)').png(), flat('rgb(63,120,95)').png())).toBe(false);
  });

  it('does not pair another shade', async () => {
    expect(await looksEqualTo(flat('#ffffff').png(), flat('#f4f4f4').png())).toBe(false);
    expect(await looksEqualTo(flat('#ffffff').png(), flat('#fefefe').png())).toBe(true);
  });

  it('does not pair another shape: at most 2 percent of aspect ratio', async () => {
    expect(await looksEqualTo(flat('#336699', 200, 150).png(), flat('#336699', 150, 200).png())).toBe(false);
    expect(await looksEqualTo(flat('#336699', 200, 150).png(), flat('#336699', 200, 145).png())).toBe(false);
    expect(await looksEqualTo(flat('#336699', 200, 150).png(), flat('#336699', 200, 148).png())).toBe(true);
  });

  it('pairs an icon with its re-encoded copy, but not with another icon', async () => {
    const mail = await searchImageOfExample('train/flat/icon-mail.png');
    const bell = await searchImageOfExample('test/flat/icon-bell.png');
    const lossy = sharp(await exampleBytes('train/flat/icon-mail.png'))
      .flatten({ background: '#fff' })
      .jpeg({ quality: 90 });
    expect(looksEqual(mail, await searchImageOf(lossy))).toBe(true);
    expect([looksEqual(mail, bell), looksEqual(bell, mail)]).toEqual([false, false]);
  });
});

describe('pairLowContent', () => {
  const noise = sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } });
  async function images(): Promise<SearchImage[]> {
    return Promise.all(
      [flat('#fff').png(), noise.png(), flat('#000').png(), flat('#fff').jpeg(), flat('#fff').webp()].map((picture) =>
        searchImageOf(picture),
      ),
    );
  }

  it('leaves pictures with content to their codes', async () => {
    const photo = await searchImageOfExample('train/landscape/forest-stream.jpg');
    expect([...pairLowContent([photo, photo])].flat()).toEqual([]);
  });

  it('gives each equal pair once, with the earlier picture first', async () => {
    expect([...pairLowContent(await images())].flat()).toEqual([
      { a: 0, b: 3 },
      { a: 0, b: 4 },
      { a: 3, b: 4 },
    ]);
  });

  it('leaves out pairs that are not wanted', async () => {
    const pairs = [...pairLowContent(await images(), (a, b) => a === 3 || b === 3)].flat();
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 3],
      [3, 4],
    ]);
  });
});
