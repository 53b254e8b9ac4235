import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { randomBytes } from '../../fixtures/picture.ts';
import { exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { NOMINATION_DISTANCE } from './nominate.ts';
import { judge } from './verdict.ts';

let photo: Sharp;
let original: Fingerprint;

async function printOf(picture: Sharp): Promise<Fingerprint> {
  return (await searchImageOf(picture)).fingerprint;
}

/** A bright disc on a dark ground; the fine texture of both depends on the seed. */
async function disc(seed: number): Promise<Fingerprint> {
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
  return printOf(sharp(data, { raw: { width, height, channels: 1 } }).png());
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
  photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg'));
  original = await printOf(photo.clone().jpeg());
});

describe('judge', () => {
  it('accepts a picture as its own copy: distance 0, all tiles agree', () => {
    const verdict = judge(original, original, 0)!;
    expect([verdict.orientation, verdict.distance, verdict.similarity]).toEqual([0, 0, 0.998]);
    expect(verdict.verification).toMatchObject({ informativeTiles: 49, agreeingShare: 1, lumaDifference: 0 });
  });

  it('accepts a blurred, a recoloured, a grey, a lossy and a small copy', async () => {
    const copies = [
      photo.clone().blur(4).jpeg(),
      photo.clone().modulate({ saturation: 1.8, hue: 20 }).jpeg(),
      photo.clone().modulate({ brightness: 1.4 }).jpeg(),
      photo.clone().greyscale().jpeg(),
      photo.clone().jpeg({ quality: 10 }),
      photo.clone().resize(160).webp(),
    ];
    for (const copy of copies) {
      const verdict = judge(original, await printOf(copy), 0);
      expect(verdict?.similarity).toBeGreaterThan(0.95);
      expect(verdict?.distance).toBeLessThan(31);
    }
  });

  it('accepts a turned copy in its own turn only', async () => {
    const turned = await printOf(photo.clone().flop().rotate(90).jpeg());
    const accepted = [0, 1, 2, 3, 4, 5, 6, 7].filter((orientation) => judge(original, turned, orientation));
    expect(accepted).toEqual([5]);
    expect(judge(turned, original, 5)?.distance).toBeLessThan(10);
  });

  it('refuses another picture with the same big light and dark division, though their codes are near', async () => {
    const [one, other] = [await disc(0), await disc(1)];
    expect(hammingDistance(one.codes.subarray(0, 32), other.codes.subarray(0, 32))).toBeLessThanOrEqual(
      NOMINATION_DISTANCE,
    );
    expect(correlationOf(one, other)).toBeGreaterThan(0.9);
    expect(judge(one, other, 0)).toBeUndefined();
    expect(judge(one, one, 0)?.distance).toBe(0);
  });

  it('refuses another photo in every turn', async () => {
    const other = await printOf(sharp(await exampleBytes('train/landscape/mountain-path.jpg')).jpeg());
    for (let orientation = 0; orientation < 8; orientation++)
      expect(judge(original, other, orientation)).toBeUndefined();
  });

  it('refuses pictures of which fewer than 12 tiles have something to see, even equal ones', () => {
    // The first 8 columns: 7 tiles begin there, 7 more reach into them by half.
    const narrow = (columns: number): Fingerprint => ({
      ...original,
      grey: original.grey.map((value, index) => (index % 32 < columns ? (value & 1 ? 60 : 200) : 100)),
    });
    expect(judge(narrow(4), narrow(4), 0)).toBeUndefined();
    expect(judge(narrow(8), narrow(8), 0)?.verification.informativeTiles).toBe(14);
  });

  it('wants the more tiles to agree the farther the codes are apart', () => {
    const withBits = (bits: number): Fingerprint => {
      const codes = Uint8Array.from(original.codes);
      for (let bit = 0; bit < bits; bit++) codes[bit >> 3]! ^= 1 << (bit & 7);
      return { ...original, codes };
    };
    const noise = randomBytes(1024);
    const withNoise = (rows: number, bits: number): Fingerprint => ({
      ...withBits(bits),
      grey: original.grey.map((value, index) => (index < 32 * rows ? noise[index]! : value)),
    });
    const shareOf = (rows: number, bits: number): number | undefined =>
      judge(original, withNoise(rows, bits), 0)?.verification.agreeingShare;
    expect([shareOf(2, 49), shareOf(2, 90)]).toEqual([42 / 49, 42 / 49]);
    expect([shareOf(7, 48), shareOf(7, 49)]).toEqual([35 / 49, undefined]);
    expect([shareOf(10, 31), shareOf(10, 32)]).toEqual([28 / 49, undefined]);
    expect(shareOf(13, 0)).toBeUndefined();
  });
});
