import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { isTruncated } from './truncation.ts';

const MARKED_ENDS: readonly (readonly [type: string, end: readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd9]],
  ['image/png', [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]],
  ['image/apng', [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]],
  ['image/gif', [0x3b]],
];

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } });

describe('isTruncated', () => {
  it.each(MARKED_ENDS)('sees whether the end marker of %s is there', (type, end) => {
    const body = new Uint8Array(100).fill(1);
    expect(isTruncated(Uint8Array.of(...body, ...end), type)).toBe(false);
    expect(isTruncated(body, type)).toBe(true);
  });

  it.each(MARKED_ENDS)('forgives %s up to 12 bytes of padding, not 32', (type, end) => {
    const body = new Uint8Array(100).fill(1);
    expect(isTruncated(Uint8Array.of(...body, ...end, ...new Uint8Array(12)), type)).toBe(false);
    expect(isTruncated(Uint8Array.of(...body, ...end, ...new Uint8Array(32)), type)).toBe(true);
  });

  it.each(MARKED_ENDS)('takes an empty %s and one of a single byte for truncated', (type) => {
    expect(isTruncated(new Uint8Array(0), type)).toBe(true);
    expect(isTruncated(Uint8Array.of(1), type)).toBe(true);
  });

  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('tells a whole %s from each of its beginnings', async (format) => {
    const bytes = await picture.clone().toFormat(format).toBuffer();
    const type = `image/${format}`;
    expect(isTruncated(bytes, type)).toBe(false);
    for (const share of [0.1, 0.5, 0.8])
      expect(isTruncated(bytes.subarray(0, Math.floor(bytes.length * share)), type)).toBe(true);
  });

  it('reads the length of a WebP that stands in a larger buffer', async () => {
    const bytes = await picture.clone().webp().toBuffer();
    const within = new Uint8Array(bytes.length + 5);
    within.set(bytes, 5);
    expect(isTruncated(within.subarray(5), 'image/webp')).toBe(false);
    expect(isTruncated(within.subarray(5, -2), 'image/webp')).toBe(true);
    expect(isTruncated(within.subarray(5, 12), 'image/webp')).toBe(true);
  });

  it('says of formats without a marked end that they are not', () => {
    expect(isTruncated(new Uint8Array(3), 'image/tiff')).toBe(false);
    expect(isTruncated(new Uint8Array(3), 'image/avif')).toBe(false);
  });

  it('tells the truncated fixtures from the damaged one', async () => {
    const fixture = (name: string): Promise<Buffer> => readFile(new URL(`../../fixtures/${name}`, import.meta.url));
    expect(isTruncated(await fixture('truncated.jpg'), 'image/jpeg')).toBe(true);
    expect(isTruncated(await fixture('truncated.png'), 'image/png')).toBe(true);
    expect(isTruncated(await fixture('corrupt-idat.png'), 'image/png')).toBe(false);
  });
});
