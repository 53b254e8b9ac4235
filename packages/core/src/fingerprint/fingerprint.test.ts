import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { picture, randomBytes } from '../../fixtures/picture.ts';
import { orientRaster } from '../decode/orient-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { CODE_BYTES, fingerprint, packFingerprint, unpackFingerprint, type Fingerprint } from './fingerprint.ts';
import { thumbnailOfRaster } from './thumbnail.ts';
import { turnSquare } from './turn-square.ts';

const SIDE = 64;

function raster(data: Uint8Array): Raster {
  return { data, width: SIDE, height: SIDE, channels: 3 };
}

/** The fingerprint of 64 x 64 RGB pixels. */
function ofPixels(data: Uint8Array, exifOrientation = 1): Fingerprint {
  return fingerprint(thumbnailOfRaster(raster(data)), exifOrientation);
}

function plain(...rgb: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => rgb[index % 3]!);
}

function codeOf({ codes }: Fingerprint, orientation: number): Uint8Array {
  return codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}

async function photo(): Promise<Uint8Array> {
  return picture(SIDE, SIDE).raw().toBuffer();
}

describe('fingerprint', () => {
  it('holds eight codes, 32 x 32 grey samples and 16 x 16 pairs of chroma', async () => {
    const { codes, grey, chroma } = ofPixels(await photo());
    expect([codes.length, grey.length, chroma.length]).toEqual([256, 1024, 512]);
  });

  it.each([...DIHEDRAL_NAMES.keys()])(
    'has at place %i of its codes what the picture turned so gives at place 0',
    async (orientation) => {
      for (const data of [new Uint8Array(await photo()), randomBytes(SIDE * SIDE * 3)]) {
        const upright = ofPixels(data);
        const turned = ofPixels(turnSquare(data, SIDE, 3, orientation));
        // Two coefficients next to the median may change places by rounding.
        expect(hammingDistance(codeOf(upright, orientation), codeOf(turned, 0))).toBeLessThanOrEqual(2);
        expect(turned.quality).toBe(upright.quality);
        expect(turned.grey).toEqual(turnSquare(upright.grey, 32, 1, orientation));
        expect(turned.chroma).toEqual(turnSquare(upright.chroma, 16, 2, orientation));
      }
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is that of the shown picture for EXIF orientation %i', async (orientation) => {
    const stored = new Uint8Array(await photo());
    const shown = new Uint8Array(orientRaster(raster(stored), orientation).data);
    const [print, expected] = [ofPixels(stored, orientation), ofPixels(shown)];
    expect(hammingDistance(codeOf(print, 0), codeOf(expected, 0))).toBeLessThanOrEqual(2);
    expect([print.quality, print.grey, print.chroma]).toEqual([expected.quality, expected.grey, expected.chroma]);
  });

  it('takes Rec. 601 luma and chroma', () => {
    const samples = (...rgb: readonly number[]): number[] => {
      const { grey, chroma } = ofPixels(plain(...rgb));
      expect([new Set(grey).size, new Set(chroma.filter((_, i) => i % 2 === 0)).size]).toEqual([1, 1]);
      return [grey[0]!, chroma[0]!, chroma[1]!];
    };
    expect(samples(255, 0, 0)).toEqual([76, 85, 255]);
    expect(samples(0, 255, 0)).toEqual([150, 44, 21]);
    expect(samples(0, 0, 255)).toEqual([29, 255, 107]);
    expect(samples(0, 0, 0)).toEqual([0, 128, 128]);
    expect(samples(255, 255, 255)).toEqual([255, 128, 128]);
  });

  it('keeps the mean of 2 x 2 luma samples', () => {
    const data = plain(0, 0, 0);
    // The first four pixels of the first row: 40, 80, 120, 160 in grey.
    for (let x = 0; x < 4; x++) data.fill(40 * (x + 1), 3 * x, 3 * x + 3);
    expect([...ofPixels(data).grey.subarray(0, 3)]).toEqual([30, 70, 0]);
  });

  it('gives a flat picture quality 0 and one of noise 100', () => {
    expect(ofPixels(plain(90, 120, 30)).quality).toBe(0);
    expect(ofPixels(randomBytes(SIDE * SIDE * 3)).quality).toBe(100);
  });
});

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

describe('packFingerprint and unpackFingerprint', () => {
  it('give back every fingerprint from 1,793 bytes', () => {
    const some = fc.record({
      codes: bytes(256),
      quality: fc.integer({ min: 0, max: 100 }),
      grey: bytes(1024),
      chroma: bytes(512),
    });
    fc.assert(
      fc.property(some, (print) => {
        const packed = packFingerprint(print);
        expect(packed).toHaveLength(1793);
        expect(unpackFingerprint(packed)).toEqual(print);
      }),
      { numRuns: 30 },
    );
  });

  it('read from the middle of a larger buffer, and copy', async () => {
    const print = ofPixels(await photo());
    const buffer = Buffer.concat([Buffer.alloc(7), packFingerprint(print), Buffer.alloc(3)]);
    const unpacked = unpackFingerprint(buffer.subarray(7, -3));
    buffer.fill(0);
    expect(unpacked).toEqual(print);
  });

  it.each([0, 1792, 1794])('refuse %i bytes', (length) => {
    const message = `Expected a fingerprint of 1793 bytes, got ${length}`;
    expect(() => unpackFingerprint(new Uint8Array(length))).toThrow(new RangeError(message));
  });
});
