import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { about, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import { painted, portraitOfOutline, portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { type Affine, apply, compose, invert } from './affine.ts';
import { align, type AlignOptions } from './align.ts';
import { alignSlowly } from './align.reference.ts';
import type { Portrait } from './portrait.ts';

const FINE: AlignOptions = { levelA: 0, levelB: 0, rounds: 12, stride: 2 };

const wavy = portraitOfOutline(painted(128, 96, waves));

/** The waves as they look when `map` has taken each of their places to another. */
function wavyUnder(map: Affine, width = 128, height = 96): Portrait {
  const back = invert(map);
  return portraitOfOutline(painted(width, height, (x, y) => waves(...apply(back, x, y))));
}

/** How far apart two maps take the corners of a picture at most, in pixels. */
function apart(one: Affine, other: Affine, { width, height }: { width: number; height: number }): number {
  const corners = [[0, 0], [width, 0], [0, height], [width, height]] as const; // prettier-ignore
  return Math.max(
    ...corners.map(([x, y]) => {
      const [[oneX, oneY], [otherX, otherY]] = [apply(one, x, y), apply(other, x, y)];
      return Math.hypot(oneX - otherX, oneY - otherY);
    }),
  );
}

describe('align', () => {
  it('leaves a map alone that is right', () => {
    const map = align(wavy, wavy, IDENTITY, FINE)!;
    expect(apart(map, IDENTITY, { width: 128, height: 96 })).toBeLessThan(1e-6);
  });

  it.each<[what: string, moved: Affine]>([
    ['a shift', [1, 0, 1.4, 0, 1, -0.9]],
    ['a turn', about(turnBy(1.2), 64, 48)],
    ['a growth', about([1.02, 0, 0, 0, 1.02, 0], 64, 48)],
    ['a stretch', about([1.02, 0, 0, 0, 0.99, 0], 64, 48)],
    ['all at once', about([1.01, -0.02, 0.6, 0.015, 0.99, -0.5], 64, 48)],
  ])('undoes %s to a quarter of a pixel', (_what, moved) => {
    const map = align(wavy, wavyUnder(moved), IDENTITY, FINE)!;
    expect(apart(map, moved, { width: 128, height: 96 })).toBeLessThan(0.25);
  });

  it('does not mind light and contrast', () => {
    const moved: Affine = [1, 0, 1.4, 0, 1, -0.9];
    const dim = painted(128, 96, (x, y) => 20 + waves(...apply(invert(moved), x, y)) / 2);
    expect(apart(align(wavy, portraitOfOutline(dim), IDENTITY, FINE)!, moved, { width: 128, height: 96 })).toBeLessThan(
      0.2,
    );
  });

  it('gives nothing where pictures overlap by less than 40 samples', () => {
    expect(align(wavy, wavy, [1, 0, 122, 0, 1, 92], { ...FINE, stride: 1 })).toBeUndefined();
    expect(align(wavy, wavy, [1, 0, 1000, 0, 1, 0], FINE)).toBeUndefined();
  });

  describe('on photos does what the slow reference does', () => {
    let photo: Portrait;
    let crop: Portrait;
    let framed: Portrait;
    let other: Portrait;

    beforeAll(async () => {
      const stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(320);
      const white = { top: 20, bottom: 20, left: 20, right: 20, background: 'white' };
      photo = await portraitOfPicture(stream.clone().png());
      crop = await portraitOfPicture(stream.clone().extract({ left: 60, top: 30, width: 200, height: 150 }).png());
      framed = await portraitOfPicture(stream.clone().extend(white).png());
      other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
    });

    // The crop is 128 wide for 200 pixels, the photo for 320: 0.625 of a pixel of the one is a pixel of the other.
    const INTO_CROP: Affine = [1.6, 0, -38.2, 0, 1.6, -19];
    const CASES: readonly (readonly [string, () => readonly [Portrait, Portrait], Affine, AlignOptions])[] = [
      ['nearly right', () => [photo, photo], [1.01, 0.01, 0.7, -0.01, 0.99, -0.8], FINE],
      ['into a crop', () => [photo, crop], INTO_CROP, { ...FINE, levelB: 1 }],
      ['into a crop, coarsely', () => [photo, crop], INTO_CROP, { levelA: 1, levelB: 2, rounds: 10, stride: 1 }],
      ['out of a border', () => [framed, photo], [1.12, 0, -8, 0, 1.12, -7], FINE],
      ['into a border', () => [photo, framed], [0.88, 0, 7, 0, 0.88, 7], { ...FINE, rounds: 6 }],
      ['mirrored', () => [photo, photo], [-1, 0.01, 127, 0, 1, 0.5], FINE],
      ['to another photo', () => [photo, other], IDENTITY, { ...FINE, rounds: 6 }],
    ];

    it.each(CASES)('%s', (_what, portraits, map, options) => {
      const [a, b] = portraits();
      const [fast, slow] = [align(a, b, map, options), alignSlowly(a, b, map, options)];
      expect(slow).toBeDefined();
      expect(apart(fast!, slow!, a.fingerprint.outline)).toBeLessThan(1e-3);
    });
  });

  it('undoes what it has done when the pictures change places', () => {
    const moved = compose([1, 0, 0.8, 0, 1, 0.6], about(turnBy(0.8), 64, 48));
    const turned = wavyUnder(moved);
    const [forth, back] = [align(wavy, turned, IDENTITY, FINE)!, align(turned, wavy, IDENTITY, FINE)!];
    expect(apart(compose(forth, back), IDENTITY, { width: 128, height: 96 })).toBeLessThan(0.25);
  });
});
