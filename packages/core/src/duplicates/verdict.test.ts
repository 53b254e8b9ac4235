import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { randomBytes } from '../../fixtures/picture.ts';
import { portraitOfPicture } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { compose, invert, rectangleMap, type Affine } from './affine.ts';
import { portraitOf, type Portrait } from './portrait.ts';
import { SENSITIVITY_RULES } from './sensitivity-rules.ts';
import { fromOtherSide, judge, type Verdict } from './verdict.ts';

let stream: Sharp;
let photo: Portrait;

function wholeOf({ fingerprint: { outline } }: Portrait): { left: number; top: number; right: number; bottom: number } {
  return { left: 0, top: 0, right: outline.width, bottom: outline.height };
}

/** Lays the whole of one picture on the whole of the other. */
function judgeWhole(a: Portrait, b: Portrait, orientation = 0): Verdict {
  return judge(a, b, [{ map: rectangleMap(wholeOf(a), wholeOf(b), orientation), isRough: false }])!;
}

/** A bright disc on a dark ground; the fine texture of both depends on the seed. */
async function disc(seed: number): Promise<Portrait> {
  const [width, height] = [320, 240];
  const noise = randomBytes(2 * width * height).subarray(seed * width * height, (seed + 1) * width * height);
  const texture = await sharp(noise, { raw: { width, height, channels: 1 } })
    .blur(1)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const data = Uint8Array.from(texture, (value, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    const isInside = ((x - 130) / 90) ** 2 + ((y - 100) / 70) ** 2 < 1;
    return Math.min(255, Math.max(0, (isInside ? 200 : 60) + 1.5 * (value - 128)));
  });
  return portraitOfPicture(sharp(data, { raw: { width, height, channels: 1 } }).png());
}

/** Pearson's correlation of two grey thumbnails as a whole. */
function correlationOf({ grey: a }: Fingerprint, { grey: b }: Fingerprint): number {
  const mean = (samples: Uint8Array): number => samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (term: (index: number) => number): number => a.reduce((total, _, index) => total + term(index), 0);
  const covariance = sum((i) => (a[i]! - meanA) * (b[i]! - meanB));
  return covariance / Math.sqrt(sum((i) => (a[i]! - meanA) ** 2) * sum((i) => (b[i]! - meanB) ** 2));
}

beforeAll(async () => {
  stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480);
  photo = await portraitOfPicture(stream.clone().png());
});

describe('judge', () => {
  it('accepts a copy under a band of text that covers a fifth of it, and no other picture under the same band', async () => {
    const other = sharp(await exampleBytes('train/landscape/mountain-path.jpg')).resize(480, 360, { fit: 'fill' });
    const banded = async (picture: Sharp): Promise<Portrait> => {
      const { width, height } = await sharp(await picture.clone().png().toBuffer()).metadata();
      const lines = Array.from({ length: 40 }, (_, at) => `<rect x="${8 + at * 12}" y="${14 + (at % 3) * 5}" width="7" height="${height / 9}"/>`); // prettier-ignore
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.round(height / 5)}"><rect width="100%" height="100%" fill="#000"/><g fill="#fff">${lines.join('')}</g></svg>`;
      return portraitOfPicture(
        picture
          .clone()
          .composite([{ input: Buffer.from(svg), gravity: 'south' }])
          .png(),
      );
    };
    expect(judgeWhole(photo, await banded(stream)).similarity).toBeGreaterThan(0.9);
    expect(judgeWhole(await banded(other), await banded(stream)).similarity).toBeLessThan(0.05);
  });

  it('accepts a picture as its own copy: distance 0, all tiles agree', () => {
    const verdict = judgeWhole(photo, photo);
    expect(verdict).toMatchObject({ map: IDENTITY, distance: 0, chromaDifference: 0, isSameScene: false });
    expect(verdict.verification).toMatchObject({ share: 1, strongShare: 1, coverage: 1, unevenLight: 0 });
    expect(verdict.similarity).toBeGreaterThan(0.999);
  });

  it('accepts a blurred, a recoloured, a grey, a lossy and a small copy', async () => {
    const copies = [
      stream.clone().blur(3).jpeg(),
      stream.clone().modulate({ saturation: 1.8, hue: 20 }).jpeg(),
      stream.clone().modulate({ brightness: 1.4 }).jpeg(),
      stream.clone().greyscale().jpeg(),
      stream.clone().jpeg({ quality: 10 }),
      stream.clone().resize(160).webp(),
    ];
    for (const copy of copies) {
      const { similarity, distance } = judgeWhole(photo, await portraitOfPicture(copy));
      expect(similarity).toBeGreaterThan(0.95);
      expect(distance).toBeLessThan(31);
    }
  });

  it('accepts a turned copy in its own turn only, and measures the distance in that turn', async () => {
    const turned = await portraitOfPicture(stream.clone().flop().rotate(90).jpeg());
    const accepted = [0, 1, 2, 3, 4, 5, 6, 7].filter((turn) => judgeWhole(photo, turned, turn).similarity > 0.2);
    expect(accepted).toEqual([5]);
    expect(judgeWhole(photo, turned, 5).distance).toBeLessThan(10);
  });

  it('refuses another picture with the same big light and dark division, though their codes are near', async () => {
    const [one, other] = [await disc(0), await disc(1)];
    const codes = [one, other].map(({ fingerprint }) => fingerprint.codes.subarray(0, 32));
    expect(hammingDistance(codes[0]!, codes[1]!)).toBeLessThanOrEqual(SENSITIVITY_RULES.balanced.maxDistance);
    expect(correlationOf(one.fingerprint, other.fingerprint)).toBeGreaterThan(0.9);
    expect(judgeWhole(one, other).similarity).toBeLessThan(0.01);
    expect(judgeWhole(one, one).similarity).toBeGreaterThan(0.99);
  });

  it('refuses another photo in every turn', async () => {
    const other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
    for (let turn = 0; turn < 8; turn++) expect(judgeWhole(photo, other, turn).similarity).toBeLessThan(0.01);
  });

  it('gives nothing where one cannot be laid on the other at all', () => {
    expect(judge(photo, photo, [])).toBeUndefined();
    expect(judge(photo, photo, [{ map: [9, 0, 0, 0, 9, 0], isRough: false }])).toBeUndefined();
  });

  it('refuses what is too plain to see, even of equal pictures', () => {
    const plain = portraitOf({ ...photo.fingerprint, plainShare: 0.95 });
    expect(judgeWhole(plain, plain).similarity).toBe(0);
  });
});

describe('fromOtherSide', () => {
  function expectSame(one: Affine, other: Affine): void {
    for (const [index, value] of one.entries()) expect(value).toBeCloseTo(other[index]!, 9);
  }

  it('turns the map round, and changes nothing else', async () => {
    const crop = await portraitOfPicture(stream.clone().extract({ left: 90, top: 60, width: 300, height: 200 }).jpeg());
    const forth = judge(photo, crop, [{ map: [1.6, 0, -38.1, 0, 1.6, -25.3], isRough: false }])!;
    const back = fromOtherSide(forth);
    expectSame(compose(forth.map, back.map), IDENTITY);
    expectSame(back.verification.map, invert(forth.map));
    expect(back.verification.isTiledB).toBe(!forth.verification.isTiledB);
    expect(back.verification.tiles).toBe(forth.verification.tiles);
    expect([back.similarity, back.distance]).toEqual([forth.similarity, forth.distance]);
  });

  it('leads back to where it began', () => {
    const verdict = judgeWhole(photo, photo);
    const { map, verification, ...others } = fromOtherSide(fromOtherSide(verdict));
    expectSame(map, verdict.map);
    expect({ ...others, verification: { ...verification, map: IDENTITY } }).toEqual({
      ...others,
      verification: { ...verdict.verification, map: IDENTITY },
    });
  });
});
