import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { orientRaster } from './orient-raster.ts';
import type { Raster } from './raster.ts';

/** The stored picture, three wide and two high: 1 2 3 / 4 5 6. */
const STORED: Raster = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2, channels: 1 };

const SHOWN: readonly (readonly [orientation: number, rows: readonly (readonly number[])[]])[] = [
  [1, [[1, 2, 3], [4, 5, 6]]],
  [2, [[3, 2, 1], [6, 5, 4]]],
  [3, [[6, 5, 4], [3, 2, 1]]],
  [4, [[4, 5, 6], [1, 2, 3]]],
  [5, [[1, 4], [2, 5], [3, 6]]],
  [6, [[4, 1], [5, 2], [6, 3]]],
  [7, [[6, 3], [5, 2], [4, 1]]],
  [8, [[3, 6], [2, 5], [1, 4]]],
]; // prettier-ignore

const raster = fc
  .record({
    width: fc.integer({ min: 1, max: 7 }),
    height: fc.integer({ min: 1, max: 7 }),
    channels: fc.constantFrom<Raster['channels'][]>(1, 2, 3, 4),
  })
  .chain((size) =>
    fc
      .uint8Array({
        minLength: size.width * size.height * size.channels,
        maxLength: size.width * size.height * size.channels,
      })
      .map((data): Raster => ({ ...size, data })),
  );

describe('orientRaster', () => {
  it.each(SHOWN)('shows 1 2 3 / 4 5 6 with orientation %i as the Exif specification says', (orientation, rows) => {
    const shown = orientRaster(STORED, orientation);
    expect([shown.width, shown.height, shown.channels]).toEqual([rows[0]!.length, rows.length, 1]);
    expect([...shown.data]).toEqual(rows.flat());
  });

  it('keeps the channels of a pixel together', () => {
    const stored: Raster = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 2, height: 1, channels: 3 };
    expect([...orientRaster(stored, 2).data]).toEqual([4, 5, 6, 1, 2, 3]);
    expect(orientRaster(stored, 6)).toEqual({ data: stored.data, width: 1, height: 2, channels: 3 });
  });

  it('gives the same raster, not a copy, for orientation 1', () => {
    expect(orientRaster(STORED, 1)).toBe(STORED);
  });

  it('is undone by itself for the mirrored and half-turned orientations, and 6 and 8 undo each other', () => {
    fc.assert(
      fc.property(raster, fc.constantFrom(2, 3, 4, 5, 7), (stored, orientation) => {
        expect(orientRaster(orientRaster(stored, orientation), orientation)).toEqual(stored);
        expect(orientRaster(orientRaster(stored, 6), 8)).toEqual(stored);
        expect(orientRaster(orientRaster(stored, 8), 6)).toEqual(stored);
      }),
    );
  });

  it('leaves what it is given as it is', () => {
    const data = Uint8Array.from(STORED.data);
    for (const [orientation] of SHOWN) orientRaster({ ...STORED, data }, orientation);
    expect(data).toEqual(STORED.data);
  });

  it.each(SHOWN)('turns by orientation %i as libvips does', async (orientation) => {
    const tagged = await sharp(STORED.data, { raw: { width: 3, height: 2, channels: 1 } })
      .toColourspace('b-w')
      .withMetadata({ orientation })
      .png()
      .toBuffer();
    const { data, info } = await sharp(tagged)
      .autoOrient()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const shown = orientRaster(STORED, orientation);
    expect([shown.width, shown.height]).toEqual([info.width, info.height]);
    expect([...shown.data]).toEqual([...data]);
  });
});
