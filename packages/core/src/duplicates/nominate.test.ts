import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';

import { randomBytes } from '../../fixtures/picture.ts';
import { BUSY, exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { rectangleMap } from './affine.ts';
import { nominate, type Candidate, type NominateOptions } from './nominate.ts';

const CODE_BYTES = 32;
const ORIENTATIONS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const WHOLE: Rectangle = { left: 0, top: 0, right: 128, bottom: 96 };
const INNER: Rectangle = { left: 16, top: 12, right: 112, bottom: 84 };

/** The codes that a picture is known by, with the part that they are of. */
function viewsOf({ codes, innerCodes, inner }: Fingerprint): readonly (readonly [Uint8Array, Rectangle])[] {
  return innerCodes.length === 0 ? [[codes, WHOLE]] : [[codes, WHOLE], [innerCodes, inner]]; // prettier-ignore
}

function codeOf(codes: Uint8Array, orientation: number): Uint8Array {
  return codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}

/** What nominate is to give: of every pair each way in which the turned code of the earlier picture is near the later one's. */
function nominateSlowly(fingerprints: readonly Fingerprint[], maxDistance: number): Candidate[] {
  return fingerprints.flatMap((later, b) =>
    fingerprints
      .slice(0, b)
      .flatMap((earlier, a) =>
        viewsOf(earlier).flatMap(([codes, from]) =>
          viewsOf(later).flatMap(([others, to]) =>
            ORIENTATIONS.filter((turn) => hammingDistance(codeOf(codes, turn), codeOf(others, 0)) <= maxDistance).map(
              (turn) => ({ a, b, map: rectangleMap(from, to, turn) }),
            ),
          ),
        ),
      ),
  );
}

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const key = ({ a, b, map }: Candidate): string => [b, a, ...map].map((value) => value.toFixed(3)).join(' ');
  return candidates.toSorted((one, other) => key(one).localeCompare(key(other)));
}

async function candidates(
  fingerprints: readonly Fingerprint[],
  options: Partial<NominateOptions> = {},
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for await (const batch of nominate(fingerprints, { maxDistance: 90, ...options })) found.push(...batch);
  return inOrder(found);
}

/** The pairs of candidates, each once. */
async function pairs(fingerprints: readonly Fingerprint[], options?: Partial<NominateOptions>): Promise<string[]> {
  return [...new Set((await candidates(fingerprints, options)).map(({ a, b }) => `${a}-${b}`))];
}

function flipBits(code: Uint8Array, count: number): Uint8Array {
  const flipped = Uint8Array.from(code);
  for (let bit = 0; bit < count; bit++) flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

/** Eight codes: the first as given, the others of random bits. */
function codesFrom(code: Uint8Array, seed = 0): Uint8Array {
  const codes = randomBytes(256 * (seed + 1)).slice(256 * seed);
  codes.set(code);
  return codes;
}

const randomCodes = fc.uint8Array({ minLength: 8 * CODE_BYTES, maxLength: 8 * CODE_BYTES });

describe('nominate', () => {
  it('gives on random codes what a slow, obvious comparison gives', async () => {
    const anyPrint = fc.record({ codes: randomCodes, innerCodes: fc.option(randomCodes, { nil: new Uint8Array() }) });
    await fc.assert(
      // Random codes are 128 bits apart, give or take 8: this limit lets some through.
      fc.asyncProperty(
        fc.array(anyPrint, { maxLength: 8 }),
        fc.integer({ min: 100, max: 125 }),
        async (all, maxDistance) => {
          const images = all.map((made) => ({ ...BUSY, inner: made.innerCodes.length === 0 ? WHOLE : INNER, ...made }));
          expect(await candidates(images, { maxDistance })).toEqual(inOrder(nominateSlowly(images, maxDistance)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does so on codes that are near to each other in one orientation', async () => {
    const near = fc.record({ codes: randomCodes, orientation: fc.nat(7), bits: fc.integer({ min: 80, max: 100 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(near, { minLength: 1, maxLength: 5 }), async (all) => {
        const images = all.flatMap(({ codes, orientation, bits }) => [
          { ...BUSY, codes },
          { ...BUSY, codes: codesFrom(flipBits(codeOf(codes, orientation), bits)) },
        ]);
        expect(await candidates(images)).toEqual(inOrder(nominateSlowly(images, 90)));
      }),
      { numRuns: 30 },
    );
  });

  it('gives every pair, the earlier picture first', async () => {
    const code = new Uint8Array(CODE_BYTES);
    const images = Array.from({ length: 4 }, (_, seed) => ({ ...BUSY, codes: codesFrom(code, seed) }));
    expect((await pairs(images)).toSorted()).toEqual(['0-1', '0-2', '0-3', '1-2', '1-3', '2-3']);
  });

  it('takes 90 bits for near, 91 for far, when it is asked to', async () => {
    const code = new Uint8Array(CODE_BYTES);
    const [base, near, far] = [code, flipBits(code, 90), flipBits(code, 91)].map((one, seed) => ({
      ...BUSY,
      codes: codesFrom(one, seed),
    }));
    expect(await candidates([base!, near!])).toEqual([{ a: 0, b: 1, map: rectangleMap(WHOLE, WHOLE, 0) }]);
    expect(await candidates([base!, far!])).toEqual([]);
  });

  it('passes over pictures of which the code is noise: a quality under 4', async () => {
    const of = (quality: number): Fingerprint => ({ ...BUSY, quality });
    expect(await pairs([BUSY, of(3), BUSY])).toEqual(['0-2']);
    expect(await pairs([BUSY, of(4)])).toEqual(['0-1']);
  });

  it('compares wanted pairs only', async () => {
    const wants = (a: number, b: number): boolean => (a + b) % 2 === 1;
    expect((await pairs([BUSY, BUSY, BUSY, BUSY], { wants })).toSorted()).toEqual(['0-1', '0-3', '1-2', '2-3']);
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
      expect(await candidates([upright, (await searchImageOf(turned.jpeg())).fingerprint])).toEqual([
        { a: 0, b: 1, map },
      ]);
    }
  });
});

describe('nominate with borders', () => {
  const code = new Uint8Array(CODE_BYTES);
  const plain: Fingerprint = { ...BUSY, codes: codesFrom(code) };
  const framed: Fingerprint = {
    ...BUSY,
    codes: codesFrom(randomBytes(CODE_BYTES), 1),
    innerCodes: codesFrom(code, 2),
    inner: INNER,
  };

  it('lays a picture on what is inside the border of the other, and the other way round', async () => {
    expect(await candidates([plain, framed])).toEqual([{ a: 0, b: 1, map: rectangleMap(WHOLE, INNER, 0) }]);
    expect(await candidates([framed, plain])).toEqual([{ a: 0, b: 1, map: rectangleMap(INNER, WHOLE, 0) }]);
  });

  it('gives a map for each way in which two pictures are near: whole, or inside their borders', async () => {
    const both = [WHOLE, INNER].map((part) => ({ a: 0, b: 1, map: rectangleMap(part, part, 0) }));
    expect(await candidates([framed, framed])).toEqual(inOrder(both));
    expect(await candidates([framed, framed], { wants: () => false })).toEqual([]);
  });

  it('nominates a framed photo for the photo that is in it', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480, 320);
    const frame = { top: 40, bottom: 40, left: 60, right: 60, background: '#fff' };
    const print = (await searchImageOf(photo.clone().extend(frame).png())).fingerprint;
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
    const map = rectangleMap({ ...WHOLE, bottom: 85 }, print.inner, 0);
    expect(await candidates([(await searchImageOf(photo.clone().png())).fingerprint, print])).toContainEqual({ a: 0, b: 1, map }); // prettier-ignore
  });
});
