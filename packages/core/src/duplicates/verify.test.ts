import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { BUSY, exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { invertOrientation, turnSquare } from '../fingerprint/turn-square.ts';
import { verify } from './verify.ts';

const FLAT: Fingerprint = {
  ...BUSY,
  grey: new Uint8Array(1024).fill(100),
  chroma: new Uint8Array(512).fill(128),
};

/** Deals the 32 x 32 samples out by place. */
function painted(greyAt: (x: number, y: number) => number): Fingerprint {
  return { ...FLAT, grey: Uint8Array.from({ length: 1024 }, (_, index) => greyAt(index % 32, index >> 5)) };
}

function turned({ grey, chroma, ...rest }: Fingerprint, orientation: number): Fingerprint {
  return { ...rest, grey: turnSquare(grey, 32, 1, orientation), chroma: turnSquare(chroma, 16, 2, orientation) };
}

/** Any picture, as far as tiles and colours go. */
const anyPrint = fc.record({
  codes: fc.constant(BUSY.codes),
  quality: fc.constant(100),
  grey: fc.uint8Array({ minLength: 1024, maxLength: 1024 }),
  chroma: fc.uint8Array({ minLength: 512, maxLength: 512 }),
});

const checks = painted((x, y) => ((x + y) % 2 === 0 ? 60 : 200));
const steps = painted((x) => 4 * x);

describe('verify', () => {
  it('finds all 49 tiles of a picture to agree with themselves', () => {
    const { chroma, ...same } = verify(checks, checks, 0);
    expect(same).toMatchObject({ informativeTiles: 49, agreeingShare: 1, chromaDifference: 0, lumaDifference: 0 });
    expect(same.meanCorrelation).toBeCloseTo(1, 10);
    expect(chroma).toEqual([0, 0]);
  });

  it('does not mind brightness and contrast', () => {
    const dimmed = painted((x) => 2 * x + 30);
    expect(verify(steps, dimmed, 0)).toMatchObject({ informativeTiles: 49, agreeingShare: 1 });
    expect(verify(steps, dimmed, 0).meanCorrelation).toBeCloseTo(1, 10);
  });

  it('finds the negative of a picture to disagree everywhere', () => {
    const negative = painted((x) => 255 - 4 * x);
    const { agreeingShare, meanCorrelation } = verify(steps, negative, 0);
    expect(agreeingShare).toBe(0);
    expect(meanCorrelation).toBeCloseTo(-1, 10);
  });

  it('leaves out tiles that are flat in both, and counts those that are flat in one as disagreeing', () => {
    expect(verify(FLAT, FLAT, 0)).toMatchObject({ informativeTiles: 0, agreeingShare: 0, meanCorrelation: 0 });
    expect(verify(FLAT, checks, 0)).toMatchObject({ informativeTiles: 49, agreeingShare: 0, meanCorrelation: 0 });
    // The left 12 columns have something to see: tiles begin at 0, 4, ..., 24, and those at 0, 4 and 8 reach into them.
    const left = painted((x, y) => (x < 12 ? ((x + y) % 2 === 0 ? 60 : 200) : 100));
    expect(verify(left, left, 0)).toMatchObject({ informativeTiles: 21, agreeingShare: 1 });
  });

  it('takes a deviation of 4 for content, less for none', () => {
    const faint = (by: number): Fingerprint => painted((x, y) => ((x + y) % 2 === 0 ? 100 - by : 100 + by));
    expect(verify(faint(3), faint(3), 0).informativeTiles).toBe(0);
    expect(verify(faint(4), faint(4), 0).informativeTiles).toBe(49);
  });

  it('measures the colour of each picture from grey, and of both from each other', () => {
    const chroma = Uint8Array.from({ length: 512 }, (_, index) => (index % 2 === 0 ? 138 : 108));
    expect(verify({ ...FLAT, chroma }, FLAT, 0)).toMatchObject({ chroma: [15, 0], chromaDifference: 15 });
    expect(verify(FLAT, { ...FLAT, chroma }, 0)).toMatchObject({ chroma: [0, 15], chromaDifference: 15 });
  });

  it('measures the mean difference of grey', () => {
    expect(verify(FLAT, painted(() => 93), 0).lumaDifference).toBe(7); // prettier-ignore
  });

  it('turns the first picture before it lays it on the second', () => {
    fc.assert(
      fc.property(anyPrint, fc.nat(7), (print, orientation) => {
        const { meanCorrelation, ...same } = verify(print, turned(print, orientation), orientation);
        expect(same).toMatchObject({ agreeingShare: 1, chromaDifference: 0, lumaDifference: 0 });
        expect(meanCorrelation).toBeCloseTo(1, 8);
      }),
      { numRuns: 40 },
    );
  });

  it('says the same from the other side', () => {
    fc.assert(
      fc.property(anyPrint, anyPrint, fc.nat(7), (a, b, orientation) => {
        const one = verify(a, b, orientation);
        const other = verify(b, a, invertOrientation(orientation));
        expect(other.informativeTiles).toBe(one.informativeTiles);
        expect(other.meanCorrelation).toBeCloseTo(one.meanCorrelation, 8);
        expect(other.lumaDifference).toBeCloseTo(one.lumaDifference, 8);
        expect(other.chromaDifference).toBeCloseTo(one.chromaDifference, 8);
        expect(other.chroma[0]).toBeCloseTo(one.chroma[1], 8);
      }),
      { numRuns: 40 },
    );
  });

  it('finds the tiles of a blurred photo to agree, and those of another photo not', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg'));
    const original = (await searchImageOf(photo.clone().jpeg())).fingerprint;
    const blurred = (await searchImageOf(photo.clone().blur(4).jpeg())).fingerprint;
    const other = (await searchImageOf(await exampleBytes('train/landscape/mountain-path.jpg'))).fingerprint;
    expect(verify(original, blurred, 0).agreeingShare).toBeGreaterThan(0.95);
    expect(verify(original, other, 0).agreeingShare).toBeLessThan(0.2);
  });
});
