import { describe, expect, it } from '@jest/globals';

import { noiseRaster, wavesRaster } from '../../bench/seeded-raster.ts';
import { orientRaster } from '../decode/orient-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { CODE_BYTES, fingerprint, type Fingerprint } from './fingerprint.ts';
import { thumbnailOfRaster } from './thumbnail.ts';
import { turnSquare } from './turn-square.ts';

const SIDE = 128;
const SHAPE = { width: SIDE, height: SIDE, channels: 3 } as const;
const waves = wavesRaster(SHAPE, 1);
const noise = noiseRaster(SHAPE, 2);

function printOf(raster: Raster, exifOrientation = 1): Fingerprint {
  return fingerprint(thumbnailOfRaster(raster, SIDE), exifOrientation);
}

function plain(...rgb: readonly number[]): Raster {
  return { ...SHAPE, data: Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => rgb[index % 3]!) };
}

function codeOf(codes: Uint8Array, orientation: number): Uint8Array {
  return codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}

/** Noise in a border of 20 pixels to the left and 10 at the top. */
function bordered(): Raster {
  const data = plain(255, 255, 255).data.slice();
  for (let y = 10; y < SIDE; y++)
    for (let x = 20; x < SIDE; x++) data.set(waves.data.subarray((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3), (y * SIDE + x) * 3); // prettier-ignore
  return { ...SHAPE, data };
}

describe('fingerprint', () => {
  it('holds eight codes, 32 x 32 grey samples, 16 x 16 pairs of chroma and the outline', () => {
    const { codes, innerCodes, grey, chroma, outline, inner, features } = printOf(wavesRaster({ width: 300, height: 225, channels: 3 }, 1)); // prettier-ignore
    expect([codes, innerCodes, grey, chroma, features].map(({ length }) => length)).toEqual([256, 0, 1024, 512, 0]);
    expect([outline.width, outline.height, outline.data.length]).toEqual([128, 96, 12_288]);
    expect(inner).toEqual({ left: 0, top: 0, right: 128, bottom: 96 });
  });

  it('holds features, and the same outline to a rounding, when the thumbnail is twice as large', () => {
    const raster = wavesRaster({ width: 512, height: 384, channels: 3 }, 1);
    const [detailed, coarse] = [256, 128].map((side) => fingerprint(thumbnailOfRaster(raster, side), 1));
    expect(detailed!.features.length).toBeGreaterThan(100 * 64);
    expect(detailed!.features.length % 64).toBe(0);
    expect([detailed!.outline.width, detailed!.outline.height]).toEqual([128, 96]);
    for (const [at, sample] of detailed!.outline.data.entries())
      expect(Math.abs(sample - coarse!.outline.data[at]!)).toBeLessThanOrEqual(1);
  });

  it.each([...DIHEDRAL_NAMES.keys()])(
    'has at place %i of its codes what the picture turned so gives at place 0',
    (orientation) => {
      for (const raster of [waves, noise]) {
        const upright = printOf(raster);
        const turned = printOf({ ...raster, data: turnSquare(raster.data, SIDE, 3, orientation) });
        // Two coefficients next to the median may change places by rounding.
        expect(hammingDistance(codeOf(upright.codes, orientation), codeOf(turned.codes, 0))).toBeLessThanOrEqual(2);
        expect(turned.quality).toBe(upright.quality);
        expect(turned.plainShare).toBe(upright.plainShare);
        expect(turned.grey).toEqual(turnSquare(upright.grey, 32, 1, orientation));
        expect(turned.chroma).toEqual(turnSquare(upright.chroma, 16, 2, orientation));
        expect(turned.outline.data).toEqual(turnSquare(upright.outline.data, SIDE, 1, orientation));
      }
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is that of the shown picture for EXIF orientation %i', (orientation) => {
    const stored = wavesRaster({ width: 128, height: 80, channels: 3 }, 3);
    const [print, expected] = [printOf(stored, orientation), printOf(orientRaster(stored, orientation))];
    expect(hammingDistance(codeOf(print.codes, 0), codeOf(expected.codes, 0))).toBeLessThanOrEqual(2);
    expect([print.quality, print.chroma, print.outline]).toEqual([expected.quality, expected.chroma, expected.outline]);
  });

  it('takes Rec. 601 luma and chroma', () => {
    const samples = (...rgb: readonly number[]): number[] => {
      const { grey, chroma, outline } = printOf(plain(...rgb));
      expect([new Set(grey).size, new Set(chroma.filter((_, i) => i % 2 === 0)).size]).toEqual([1, 1]);
      expect(new Set(outline.data)).toEqual(new Set(grey));
      return [grey[0]!, chroma[0]!, chroma[1]!];
    };
    expect(samples(255, 0, 0)).toEqual([76, 85, 255]);
    expect(samples(0, 255, 0)).toEqual([150, 44, 21]);
    expect(samples(0, 0, 255)).toEqual([29, 255, 107]);
    expect(samples(0, 0, 0)).toEqual([0, 128, 128]);
    expect(samples(255, 255, 255)).toEqual([255, 128, 128]);
  });

  it('has codes of what is inside a border as well', () => {
    const { inner, codes, innerCodes } = printOf(bordered());
    expect(inner).toEqual({ left: 20, top: 10, right: 128, bottom: 128 });
    expect(innerCodes).toHaveLength(256);
    const cut: Raster = { ...waves, width: 108, height: 118, data: Uint8Array.from({ length: 108 * 118 * 3 }, (_, i) => waves.data[(Math.floor(i / 324) + 10) * SIDE * 3 + 60 + (i % 324)]!) }; // prettier-ignore
    const expected = printOf(cut).codes;
    expect(hammingDistance(codeOf(innerCodes, 0), codeOf(expected, 0))).toBeLessThanOrEqual(10);
    expect(hammingDistance(codeOf(codes, 0), codeOf(expected, 0))).toBeGreaterThan(31);
  });

  it('gives a flat picture quality 0 and plain all over, and one of noise neither', () => {
    expect(printOf(plain(90, 120, 30))).toMatchObject({ quality: 0, plainShare: 1 });
    expect(printOf(noise)).toMatchObject({ quality: 100, plainShare: 0 });
  });
});
