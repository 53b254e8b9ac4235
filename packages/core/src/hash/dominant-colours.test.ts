import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Raster } from '../decode/raster.ts';
import { dominantColours } from './dominant-colours.ts';

/** A raster one pixel high: so many pixels of each colour, 0xrrggbb, opaque. */
function striped(...stripes: readonly (readonly [colour: number, count: number, alpha?: number])[]): Raster {
  const pixels = stripes.flatMap(([colour, count, alpha = 255]) =>
    Array.from({ length: count }, () => [colour >> 16, (colour >> 8) & 255, colour & 255, alpha]),
  );
  return { data: Uint8Array.from(pixels.flat()), width: pixels.length, height: 1, channels: 4 };
}

describe('dominantColours', () => {
  it('is exact on a flat picture', () => {
    for (const colour of [0, 0xffffff, 0x123456, 0x0000ff])
      expect(dominantColours(striped([colour, 100]))).toEqual([
        { hex: `#${colour.toString(16).padStart(6, '0')}`, share: 1 },
      ]);
  });

  it('is exact on flat areas, the largest first, however small one is', () => {
    expect(
      dominantColours(striped([0xff0000, 5], [0x00ff00, 60], [0x0000ff, 25], [0xffffff, 9], [0x000000, 1])),
    ).toEqual([
      { hex: '#00ff00', share: 0.6 },
      { hex: '#0000ff', share: 0.25 },
      { hex: '#ffffff', share: 0.09 },
      { hex: '#ff0000', share: 0.05 },
      { hex: '#000000', share: 0.01 },
    ]);
  });

  it('is exact on up to five flat areas of any colours that differ', () => {
    const channel = fc.constantFrom(0, 60, 120, 180, 240);
    const colours = fc.uniqueArray(fc.tuple(channel, channel, channel), {
      minLength: 1,
      maxLength: 5,
      selector: String,
    });
    fc.assert(
      fc.property(
        colours,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 5, maxLength: 5 }),
        (some, counts) => {
          const stripes = some.map(([r, g, b], i) => [(r << 16) | (g << 8) | b, counts[i]!] as const);
          const found = dominantColours(striped(...stripes)).map(({ hex }) => hex);
          expect(found.toSorted()).toEqual(
            stripes.map(([colour]) => `#${colour.toString(16).padStart(6, '0')}`).sort(),
          );
        },
      ),
    );
  });

  it('divides no colour that looks like one', () => {
    expect(dominantColours(striped([0x808080, 50], [0x989898, 50]))).toEqual([{ hex: '#989898', share: 1 }]);
    expect(dominantColours(striped([0x808080, 50], [0x999999, 50]))).toHaveLength(2);
  });

  it('counts what is visible only', () => {
    expect(dominantColours(striped([0xff0000, 10, 128], [0x0000ff, 30, 127]))).toEqual([{ hex: '#ff0000', share: 1 }]);
    expect(dominantColours(striped([0xff0000, 10, 0]))).toEqual([]);
  });

  it('refuses a raster without alpha', () => {
    expect(() => dominantColours({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 })).toThrow(
      new RangeError('Expected pixels of 4 channels, got 3'),
    );
  });

  it('gives at most five colours, whose shares make up the whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 1_200 }), (bytes) => {
        const data = bytes.slice(0, bytes.length - (bytes.length % 4)).map((byte, i) => (i % 4 === 3 ? 255 : byte));
        const found = dominantColours({ data, width: data.length / 4, height: 1, channels: 4 });
        expect(found.length).toBeLessThanOrEqual(5);
        expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
      }),
    );
  });
});
