import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { about, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import { portraitOfPicture } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { compose, scaleOf, type Affine } from './affine.ts';
import { layTogether } from './lay-together.ts';
import type { Portrait } from './portrait.ts';

let photo: Portrait;
let crop: Portrait;
let other: Portrait;

/** From the photo's outline, 128 for 480 pixels, to that of its part from (96, 64) on, 128 for 288. */
const INTO_CROP: Affine = [
  480 / 288,
  0,
  -(96.5 * 128) / 288 + 0.5 * (480 / 288) - 0.1,
  0,
  480 / 288,
  -(64.5 * 128) / 288 + 0.7,
];

/** A wrong guess that features can put right: some pixels and degrees off. */
const ROUGH: Affine = compose(INTO_CROP, about(turnBy(4, 1.05), 50, 60));
const FAR: Affine = [1, 0, 60, 0, 1, 40];

beforeAll(async () => {
  const stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480);
  photo = await portraitOfPicture(stream.clone().png());
  crop = await portraitOfPicture(stream.clone().extract({ left: 96, top: 64, width: 288, height: 200 }).jpeg());
  other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
});

describe('layTogether', () => {
  it('gives nothing where nothing is proposed', () => {
    expect(layTogether(photo, crop, [])).toBeUndefined();
  });

  it('takes a good map as it is', () => {
    const { map, mean } = layTogether(photo, photo, [{ map: IDENTITY, isRough: false }])!;
    expect(map).toEqual(IDENTITY);
    expect(mean).toBeGreaterThan(0.95);
  });

  it('puts a rough guess right by the features', () => {
    const laid = layTogether(photo, crop, [{ map: ROUGH, isRough: true }])!;
    expect(laid.mean).toBeGreaterThan(0.9);
    expect(Math.abs(scaleOf(laid.map) - 480 / 288)).toBeLessThan(0.02);
    expect(laid.map[2]).toBeCloseTo(INTO_CROP[2], 0);
  });

  it('keeps the proposal that agrees most, wherever it stands in the list', () => {
    const good = { map: INTO_CROP, isRough: false };
    const bad = { map: FAR, isRough: false };
    const best = layTogether(photo, crop, [good])!;
    expect(best.mean).toBeGreaterThan(0.85);
    for (const proposals of [
      [bad, good],
      [good, bad],
      [bad, bad, good],
    ])
      // prettier-ignore
      expect(layTogether(photo, crop, proposals)).toEqual(best);
  });

  it('stands by the proposal where the features of a rough one do not agree', () => {
    const rough = layTogether(photo, other, [{ map: IDENTITY, isRough: true }])!;
    expect(rough.mean).toBeLessThan(0.4);
  });
});
