import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { exampleBytes } from '../../fixtures/search-images.ts';
import type { SourceItem } from '../dataset/read-sources.ts';
import { findDuplicates } from '../duplicates/find-duplicates.ts';
import { scanImages } from './scan-images.ts';

/** What a search makes of a file beside a plain PNG of the same picture, or the code of why it cannot be read. */
interface Case {
  readonly what: string;
  readonly outcome: string;
  readonly make: (photo: Buffer) => Promise<Buffer>;
}

let folder: string;
let photo: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanned-'));
  photo = await sharp(await exampleBytes('train/landscape/forest-stream.jpg'))
    .resize(320)
    .png()
    .toBuffer();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Scans files of these bytes and searches among them: the pairs in words, and what was unreadable. */
async function search(files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  async function* items(): AsyncGenerator<SourceItem> {
    for (const [source, bytes] of Object.entries(files)) {
      const location = join(folder, source);
      await writeFile(location, bytes);
      yield { source, location, split: null };
    }
  }
  const { images, unreadable } = await scanImages(items());
  const { pairs, same_scene } = await findDuplicates(images);
  return [
    ...[...pairs, ...same_scene].map(({ a, b, relation }) => `${a} ${b} ${relation}`),
    ...unreadable.map(({ source, code }) => `${source} ${code}`),
  ];
}

/** The photo and, as a second frame, its negative. */
async function animated(bytes: Buffer): Promise<Sharp> {
  return sharp([bytes, await sharp(bytes).negate().png().toBuffer()], { join: { animated: true } });
}

/** A picture of noise one way and a ramp the other, of any shape. */
function drawn(width: number, height: number, invert = false): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, at) => {
    const value = (((at % width) * 37) ^ (Math.floor(at / width) * 91)) & 255;
    return invert ? 255 - value : value;
  });
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const CASES: readonly Case[] = [
  {
    what: 'an animated GIF, by its first frame',
    outcome: 'file re-encoded',
    make: async (bytes) => (await animated(bytes)).gif().toBuffer(),
  },
  {
    what: 'an animated WebP, by its first frame',
    outcome: 'file re-encoded',
    make: async (bytes) => (await animated(bytes)).webp().toBuffer(),
  },
  {
    what: 'a JPEG in four inks',
    outcome: 'file recoloured',
    make: (bytes) => sharp(bytes).toColourspace('cmyk').jpeg().toBuffer(),
  },
  {
    what: 'a PNG of 16 bits a sample',
    outcome: 'file re-encoded',
    make: (bytes) => sharp(bytes).toColourspace('rgb16').png().toBuffer(),
  },
  {
    what: 'a PNG with a palette',
    outcome: 'file re-encoded',
    make: (bytes) => sharp(bytes).png({ palette: true, colours: 256 }).toBuffer(),
  },
  {
    what: 'a PNG that is opaque, with an alpha channel',
    outcome: 'file re-encoded',
    make: (bytes) => sharp(bytes).ensureAlpha().png().toBuffer(),
  },
  {
    what: 'a PNG whose left third is transparent, which counts as white',
    outcome: 'file overlaid',
    make: transparentLeft,
  },
  {
    what: 'an interlaced PNG',
    outcome: 'file re-encoded',
    make: (bytes) => sharp(bytes).png({ progressive: true }).toBuffer(),
  },
  {
    what: 'a progressive JPEG',
    outcome: 'file re-encoded',
    make: (bytes) => sharp(bytes).jpeg({ progressive: true }).toBuffer(),
  },
  { what: 'a TIFF', outcome: 'file re-encoded', make: (bytes) => sharp(bytes).tiff().toBuffer() },
  {
    what: 'a JPEG without its tail',
    outcome: 'image_truncated',
    make: async (bytes) => half(await sharp(bytes).jpeg().toBuffer()),
  },
  { what: 'a PNG without its tail', outcome: 'image_truncated', make: async (bytes) => half(bytes) },
  {
    what: 'a WebP without its tail',
    outcome: 'image_truncated',
    make: async (bytes) => half(await sharp(bytes).webp().toBuffer()),
  },
  { what: 'a PNG damaged in its middle', outcome: 'image_corrupt', make: async (bytes) => damaged(bytes) },
];

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.length >> 1; at < (copy.length >> 1) + 16; at++) copy[at]! ^= 0xff;
  return copy;
}

async function transparentLeft(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 3; at < data.length; at += 4) if ((at >> 2) % info.width < info.width / 3) data[at] = 0;
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png()
    .toBuffer();
}

describe('a search beside a plain PNG finds', () => {
  it.each(CASES)('$what: $outcome', async ({ outcome, make }) => {
    const found = await search({ plain: photo, file: await make(photo) });
    expect(found).toEqual([outcome.startsWith('file') ? `plain ${outcome}` : `file ${outcome}`]);
  });
});

describe('a search among pictures of extreme sizes', () => {
  it('pairs pictures of one pixel by their colour', async () => {
    const dot = (background: string): Promise<Buffer> =>
      sharp({ create: { width: 1, height: 1, channels: 3, background } })
        .png()
        .toBuffer();
    const red = await dot('#f00');
    const webp = await sharp(red).webp({ lossless: true }).toBuffer();
    expect(await search({ red, blue: await dot('#00f'), webp })).toEqual(['red webp re-encoded']);
  });

  it('compares pictures a thousand times as wide as high, and the other way round', async () => {
    const [wide, other] = [await drawn(2000, 2), await drawn(2000, 2, true)];
    const found = await search({
      wide,
      tall: await sharp(wide).rotate(90).png().toBuffer(),
      other,
      copy: await sharp(wide).tiff().toBuffer(),
    });
    expect(found).toContain('wide copy re-encoded');
    expect(found.filter((pair) => pair.includes('other'))).toEqual([]);
  });

  it('does not take all thin lines for one', async () => {
    const lines = await Promise.all([40, 400, 4000].map((height) => drawn(1, height)));
    expect(await search({ a: lines[0]!, b: lines[1]!, c: lines[2]! })).toEqual([]);
  });

  it('reads a large picture of few bytes, and refuses one with too many pixels', async () => {
    const large = await sharp(photo)
      .resize(9000, 6000, { fit: 'fill', kernel: 'nearest' })
      .jpeg({ quality: 60 })
      .toBuffer();
    const bomb = await readFile(new URL('../../fixtures/bomb.png', import.meta.url));
    expect(await search({ photo, large, bomb })).toEqual(['photo large resized', 'bomb too_many_pixels']);
  });
});
