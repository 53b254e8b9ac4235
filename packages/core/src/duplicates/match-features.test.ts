import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { about, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import { portraitOfPicture } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { apply, compose, rectangleMap, type Affine } from './affine.ts';
import { codeDistance, matchFeatures } from './match-features.ts';
import type { Portrait } from './portrait.ts';

let stream: Sharp;
let photo: Portrait;
const frame = { left: 0, top: 0, right: 128, bottom: 85 };

beforeAll(async () => {
  stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480);
  photo = await portraitOfPicture(stream.clone().png());
});

/** How far two maps take the places inside a picture apart at most, in pixels. */
function apart(one: Affine, other: Affine): number {
  const places = [[10, 10], [118, 10], [10, 75], [118, 75]] as const; // prettier-ignore
  return Math.max(
    ...places.map(([x, y]) => {
      const [[oneX, oneY], [otherX, otherY]] = [apply(one, x, y), apply(other, x, y)];
      return Math.hypot(oneX - otherX, oneY - otherY);
    }),
  );
}

describe('matchFeatures', () => {
  it('finds a picture’s own features where they are', () => {
    const { map, places } = matchFeatures(photo, photo, IDENTITY)!;
    expect(apart(map, IDENTITY)).toBeLessThan(0.01);
    expect(places).toBeGreaterThan(60);
  });

  it.each<[what: string, guess: Affine]>([
    ['shifted by 4 pixels', [1, 0, 4, 0, 1, -3]],
    ['turned by 4 degrees', about(turnBy(4), 64, 42)],
    ['larger by a twentieth', about(turnBy(0, 1.05), 64, 42)],
  ])('puts a guess right that is %s', (_what, guess) => {
    const { map, places } = matchFeatures(photo, photo, guess)!;
    expect(apart(map, IDENTITY)).toBeLessThan(0.3);
    expect(places).toBeGreaterThan(60);
  });

  it('improves maps to turned, mirrored and smaller copies', async () => {
    const copies: readonly (readonly [Sharp, Affine])[] = [
      [stream.clone().rotate(90), rectangleMap(frame, { left: 0, top: 0, right: 85, bottom: 128 }, 1)],
      [stream.clone().flop(), rectangleMap(frame, frame, 4)],
      [stream.clone().resize(200), IDENTITY],
    ];
    for (const [copy, truth] of copies) {
      const guess = compose(truth, [1, 0, 3, 0, 1, -2]);
      const { map, places } = matchFeatures(photo, await portraitOfPicture(copy.jpeg()), guess)!;
      expect(apart(map, truth)).toBeLessThan(0.6);
      expect(places).toBeGreaterThan(20);
    }
  });

  it('finds few or no features of another picture', async () => {
    const other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
    expect(matchFeatures(photo, other, IDENTITY)?.places ?? 0).toBeLessThan(10);
  });

  it('gives nothing where there are no features, or none where the map leads', async () => {
    const empty: Portrait = { ...photo, places: { ...photo.places, count: 0 }, codes: new Uint32Array() };
    expect([matchFeatures(empty, photo, IDENTITY), matchFeatures(photo, empty, IDENTITY)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(matchFeatures(photo, photo, [1, 0, 500, 0, 1, 0])).toBeUndefined();
  });
});

describe('codeDistance', () => {
  const bytesOf = ({ codes }: Portrait, feature: number): Uint8Array =>
    new Uint8Array(codes.buffer, codes.byteOffset + 32 * feature, 32);

  it('counts bits that differ', () => {
    for (const [i, j] of [
      [0, 0],
      [0, 1],
      [7, 30],
    ] as const)
      // prettier-ignore
      expect(codeDistance(photo.codes, i, photo.codes, j)).toBe(hammingDistance(bytesOf(photo, i), bytesOf(photo, j)));
  });

  it('compares with swapped halves when the picture is mirrored', () => {
    const one = Uint32Array.from({ length: 8 }, (_, word) => word * 0x01010101);
    const swapped = Uint32Array.from([...one.subarray(4), ...one.subarray(0, 4)]);
    expect(codeDistance(one, 0, swapped, 0, true)).toBe(0);
    expect(codeDistance(one, 0, swapped, 0)).toBeGreaterThan(0);
  });
});
