import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { BUSY, exampleBytes, searchImageOf, searchImageWithCodes } from '../../fixtures/search-images.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { nominate, type NominateOptions } from './nominate.ts';
import type { Candidate, SearchImage } from './search-image.ts';

const CODE_BYTES = 32;

function codeOf({ fingerprint }: SearchImage, orientation: number): Uint8Array {
  return fingerprint.codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}

/** What nominate is to give: of every pair the first orientation at the least distance, if that is within the limit. */
function nominateSlowly(images: readonly SearchImage[], maxDistance: number): Candidate[] {
  return images.flatMap((other, b) =>
    images.slice(0, b).flatMap((image, a) => {
      const distances = [...DIHEDRAL_NAMES.keys()].map((turn) =>
        hammingDistance(codeOf(image, turn), codeOf(other, 0)),
      );
      const least = Math.min(...distances);
      return least <= maxDistance ? [{ a, b, orientation: distances.indexOf(least) }] : [];
    }),
  );
}

function candidates(images: readonly SearchImage[], options?: NominateOptions): Candidate[] {
  return [...nominate(images, options)].flat();
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
        const images = all.map((made) => searchImageWithCodes(made));
        expect(candidates(images, { maxDistance })).toEqual(nominateSlowly(images, maxDistance));
      }),
    );
  });

  it('does so on codes that are near to each other in one orientation', () => {
    const near = fc.record({ codes: randomCodes, orientation: fc.nat(7), bits: fc.integer({ min: 80, max: 100 }) });
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 6 }), (all) => {
        const images = all.flatMap((made) => {
          const one = searchImageWithCodes(made.codes);
          return [one, searchImageWithCodes(codes(flipBits(codeOf(one, made.orientation), made.bits)))];
        });
        expect(candidates(images)).toEqual(nominateSlowly(images, 90));
      }),
    );
  });

  it('gives every pair once, the earlier picture first, in one list a picture', () => {
    const images = Array.from({ length: 5 }, () => searchImageWithCodes(codes(new Uint8Array(CODE_BYTES))));
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
    const [base, near, far] = [code, flipBits(code, 90), flipBits(code, 91)].map((one) =>
      searchImageWithCodes(codes(one)),
    );
    expect(candidates([base!, near!])).toEqual([{ a: 0, b: 1, orientation: 0 }]);
    expect(candidates([base!, far!])).toEqual([]);
  });

  it('passes over pictures without content', () => {
    const [clear, poor] = [searchImageWithCodes(BUSY.codes), searchImageWithCodes(BUSY.codes)];
    const images = [clear, { ...poor, fingerprint: { ...BUSY, quality: 10 } }, clear];
    expect(candidates(images).map(({ a, b }) => [a, b])).toEqual([[0, 2]]);
  });

  it('compares wanted pairs only', () => {
    const images = Array.from({ length: 4 }, () => searchImageWithCodes(BUSY.codes));
    const pairs = candidates(images, { wants: (a, b) => (a + b) % 2 === 1 }).map(({ a, b }) => [a, b]);
    expect(pairs).toEqual([
      [0, 1],
      [1, 2],
      [0, 3],
      [2, 3],
    ]);
  });

  it('names the turn from the earlier to the later picture', async () => {
    const upright = await searchImageOf(await exampleBytes('train/landscape/forest-stream.jpg'));
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg'));
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
    for (const [orientation, turned] of turns.entries())
      expect(candidates([upright, await searchImageOf(turned.jpeg())])).toEqual([{ a: 0, b: 1, orientation }]);
  });
});
