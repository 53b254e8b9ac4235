import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { BUSY, exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { rectangleMap } from './affine.ts';
import { nominate, type Candidate, type NominateOptions } from './nominate.ts';

const CODE_BYTES = 32;
const WHOLE: Rectangle = { left: 0, top: 0, right: 128, bottom: 96 };

function withCodes(made: Uint8Array): Fingerprint {
  return { ...BUSY, codes: made };
}

function codeOf({ codes: eight }: Fingerprint, orientation: number): Uint8Array {
  return eight.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}

/** What nominate is to give of pictures without borders: for every pair the first orientation at the least distance, if that is within the limit. */
function nominateSlowly(fingerprints: readonly Fingerprint[], maxDistance: number): Candidate[] {
  return fingerprints.flatMap((other, b) =>
    fingerprints.slice(0, b).flatMap((fingerprint, a) => {
      const distances = [...DIHEDRAL_NAMES.keys()].map((turn) =>
        hammingDistance(codeOf(fingerprint, turn), codeOf(other, 0)),
      );
      const least = Math.min(...distances);
      return least <= maxDistance ? [{ a, b, map: rectangleMap(WHOLE, WHOLE, distances.indexOf(least)) }] : [];
    }),
  );
}

function candidates(fingerprints: readonly Fingerprint[], options?: NominateOptions): Candidate[] {
  return [...nominate(fingerprints, options)].flat();
}

function flipBits(code: Uint8Array, count: number): Uint8Array {
  const flipped = Uint8Array.from(code);
  for (let bit = 0; bit < count; bit++) flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

/** Eight codes, all alike. */
function codes(code: Uint8Array): Uint8Array {
  return Uint8Array.from(DIHEDRAL_NAMES.flatMap(() => [...code]));
}

const randomCodes = fc.uint8Array({ minLength: 8 * CODE_BYTES, maxLength: 8 * CODE_BYTES });

describe('nominate', () => {
  it('gives on random codes what a slow, obvious comparison gives', () => {
    // Random codes are 128 bits apart, give or take 8: this limit lets some through.
    fc.assert(
      fc.property(fc.array(randomCodes, { maxLength: 12 }), fc.integer({ min: 100, max: 125 }), (all, maxDistance) => {
        const images = all.map(withCodes);
        expect(candidates(images, { maxDistance })).toEqual(nominateSlowly(images, maxDistance));
      }),
    );
  });

  it('does so on codes that are near to each other in one orientation', () => {
    const near = fc.record({ codes: randomCodes, orientation: fc.nat(7), bits: fc.integer({ min: 80, max: 100 }) });
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 6 }), (all) => {
        const images = all.flatMap((made) => {
          const one = withCodes(made.codes);
          return [one, withCodes(codes(flipBits(codeOf(one, made.orientation), made.bits)))];
        });
        expect(candidates(images)).toEqual(nominateSlowly(images, 90));
      }),
    );
  });

  it('gives every pair once, the earlier picture first, in one list a picture', () => {
    const images = Array.from({ length: 5 }, () => withCodes(codes(new Uint8Array(CODE_BYTES))));
    const lists = [...nominate(images)];
    expect(lists.map((list) => list.map(({ a, b }) => `${a}-${b}`))).toEqual([
      [],
      ['0-1'],
      ['0-2', '1-2'],
      ['0-3', '1-3', '2-3'],
      ['0-4', '1-4', '2-4', '3-4'],
    ]);
  });

  it('takes 90 bits for near, 91 for far', () => {
    const code = new Uint8Array(CODE_BYTES);
    const [base, near, far] = [code, flipBits(code, 90), flipBits(code, 91)].map((one) => withCodes(codes(one)));
    expect(candidates([base!, near!])).toEqual([{ a: 0, b: 1, map: rectangleMap(WHOLE, WHOLE, 0) }]);
    expect(candidates([base!, far!])).toEqual([]);
  });

  it('passes over pictures without content', () => {
    expect(candidates([BUSY, { ...BUSY, quality: 10 }, BUSY]).map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  });

  it('compares wanted pairs only', () => {
    const images = Array.from({ length: 4 }, () => withCodes(BUSY.codes));
    const pairs = candidates(images, { wants: (a, b) => (a + b) % 2 === 1 }).map(({ a, b }) => [a, b]);
    expect(pairs).toEqual([
      [0, 1],
      [1, 2],
      [0, 3],
      [2, 3],
    ]);
  });

  it('lays the earlier picture on the later one as it is turned', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg'));
    const upright = (await searchImageOf(photo.clone().jpeg())).fingerprint;
    const turns = [
      photo.clone(),
      photo.clone().rotate(90),
      photo.clone().rotate(180),
      photo.clone().rotate(270),
      photo.clone().flop(),
      photo.clone().flop().rotate(90), // sharp mirrors before it turns
      photo.clone().flop().rotate(180),
      photo.clone().flop().rotate(270),
    ];
    const frame = { left: 0, top: 0, right: 128, bottom: 85 };
    for (const [orientation, turned] of turns.entries()) {
      const to = orientation % 2 === 0 ? frame : { ...frame, right: 85, bottom: 128 };
      const map = rectangleMap(frame, to, orientation);
      expect(candidates([upright, (await searchImageOf(turned.jpeg())).fingerprint])).toEqual([{ a: 0, b: 1, map }]);
    }
  });
});

describe('nominate with borders', () => {
  const code = codes(new Uint8Array(CODE_BYTES));
  const other = codes(new Uint8Array(CODE_BYTES).fill(255));
  const inner: Rectangle = { left: 16, top: 12, right: 112, bottom: 84 };
  const framed: Fingerprint = { ...withCodes(other), innerCodes: code, inner };

  it('lays a picture on what is inside the border of the other, and the other way round', () => {
    expect(candidates([withCodes(code), framed])).toEqual([{ a: 0, b: 1, map: rectangleMap(WHOLE, inner, 0) }]);
    expect(candidates([framed, withCodes(code)])).toEqual([{ a: 0, b: 1, map: rectangleMap(inner, WHOLE, 0) }]);
  });

  it('gives a map for each way in which two pictures are near: whole, or inside their borders', () => {
    expect(candidates([framed, framed])).toEqual([
      { a: 0, b: 1, map: rectangleMap(WHOLE, WHOLE, 0) },
      { a: 0, b: 1, map: rectangleMap(inner, inner, 0) },
    ]);
    expect(candidates([framed, framed], { wants: () => false })).toEqual([]);
  });

  it('nominates a framed photo for the photo that is in it', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480, 320);
    const frame = { top: 40, bottom: 40, left: 60, right: 60, background: '#fff' };
    const plain = (await searchImageOf(photo.clone().png())).fingerprint;
    const print = (await searchImageOf(photo.clone().extend(frame).png())).fingerprint;
    const found = candidates([plain, print]);
    expect(found).toContainEqual({ a: 0, b: 1, map: rectangleMap({ ...WHOLE, bottom: plain.outline.height }, print.inner, 0) }); // prettier-ignore
    // The frame is 60 and 40 of 600 x 400 pixels: 12.8 and 8.5 of 128 x 85.
    const { left, top, right, bottom } = print.inner;
    for (const [side, truth] of [
      [left, 12.8],
      [top, 8.5],
      [128 - right, 12.8],
      [85 - bottom, 8.5],
    ] as const)
      // prettier-ignore
      expect(Math.abs(side - truth)).toBeLessThan(1);
  });
});
