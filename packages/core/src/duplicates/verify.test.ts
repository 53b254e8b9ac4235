import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { about, IDENTITY, turnBy } from '../../fixtures/affine-maps.ts';
import { painted, portraitOfOutline, portraitOfPicture, waves } from '../../fixtures/portraits.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { apply, invert, rectangleMap, scaleOf, type Affine } from './affine.ts';
import type { Portrait } from './portrait.ts';
import { verify, worthOf, type Verification } from './verify.ts';

const wavy = portraitOfOutline(painted(128, 96, waves));

/** The waves as they look when `map` has taken each of their places to another. */
function wavyUnder(map: Affine): Portrait {
  return portraitOfOutline(painted(128, 96, (x, y) => waves(...apply(invert(map), x, y))));
}

describe('verify', () => {
  it('keeps a map under which all tiles agree', () => {
    const seen = verify(wavy, wavy, IDENTITY)!;
    expect(seen).toMatchObject({
      map: IDENTITY,
      isTiledB: false,
      informative: 192,
      agreeing: 192,
      share: 1,
      coverage: 1,
    });
    expect(seen.mean).toBeGreaterThan(0.99);
  });

  it('improves a map that is a little off', () => {
    const moved = about([1.02, -0.02, 1.5, 0.02, 0.99, -1], 64, 48);
    const seen = verify(wavy, wavyUnder(moved), IDENTITY)!;
    expect(seen.mean).toBeGreaterThan(0.9);
    const [x, y] = apply(seen.map, 100, 80);
    const [toX, toY] = apply(moved, 100, 80);
    expect(Math.hypot(x - toX, y - toY)).toBeLessThan(0.4);
  });

  it('looks from the coarser picture: tiles stand in the one whose pixels are larger', () => {
    const large = portraitOfOutline(painted(128, 96, (x, y) => waves((x - 0.5) / 2, (y - 0.5) / 2)));
    const map: Affine = [2, 0, 0.5, 0, 2, 0.5];
    const [forth, back] = [verify(wavy, large, map)!, verify(large, wavy, invert(map))!];
    expect([forth.isTiledB, back.isTiledB]).toEqual([false, true]);
    expect(back.tiles).toEqual(forth.tiles);
    expect(forth.mean).toBeGreaterThan(0.9);
  });

  it('gives nothing where one picture would be five times as large, or the map is none', () => {
    expect(verify(wavy, wavy, [5.1, 0, 0, 0, 5.1, 0])).toBeUndefined();
    expect(verify(wavy, wavy, [0.19, 0, 0, 0, 0.19, 0])).toBeUndefined();
    expect(verify(wavy, wavy, [NaN, 0, 0, 0, 1, 0])).toBeUndefined();
  });

  it('does not let alignment wander: the map keeps its size to within 0.7 and 1.4', () => {
    const other = portraitOfOutline(painted(128, 96, (x, y) => waves(y + 300, x - 200)));
    for (const degrees of [0, 20, 90, 200]) {
      const seen = verify(wavy, other, about(turnBy(degrees), 64, 48))!;
      expect(scaleOf(seen.map)).toBeGreaterThan(0.7);
      expect(scaleOf(seen.map)).toBeLessThan(1.4);
      expect(seen.share).toBeLessThan(0.3);
    }
  });

  describe('on photos', () => {
    const frame = { left: 0, top: 0, right: 128, bottom: 85 };
    let stream: Sharp;
    let photo: Portrait;

    beforeAll(async () => {
      stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(480);
      photo = await portraitOfPicture(stream.clone().png());
    });

    it('finds the tiles of a blurred, a dim, a lossy and a sharpened copy to agree', async () => {
      const copies = [
        stream.clone().blur(3).jpeg(),
        stream.clone().linear(0.5, 20).jpeg(),
        stream.clone().jpeg({ quality: 10 }),
        stream.clone().sharpen({ sigma: 2 }).jpeg(),
      ];
      for (const copy of copies)
        expect(verify(photo, await portraitOfPicture(copy), IDENTITY)!.share).toBeGreaterThan(0.95);
    });

    it('finds a turned copy to agree in its own turn only', async () => {
      const turned = await portraitOfPicture(stream.clone().flop().rotate(90).jpeg());
      const agreeing = [0, 1, 2, 3, 4, 5, 6, 7].filter((orientation) => {
        const to = orientation % 2 === 0 ? frame : { ...frame, right: 85, bottom: 128 };
        return verify(photo, turned, rectangleMap(frame, to, orientation))!.share > 0.5;
      });
      expect(agreeing).toEqual([5]);
    });

    it('finds the tiles of another photo to disagree', async () => {
      const other = await portraitOfPicture(await exampleBytes('train/landscape/mountain-path.jpg'));
      expect(verify(photo, other, IDENTITY)!.share).toBeLessThan(0.2);
    });

    it('says nearly the same from the other side', async () => {
      const copy = await portraitOfPicture(stream.clone().resize(300).modulate({ brightness: 1.2 }).jpeg());
      const map = rectangleMap(frame, { ...frame, bottom: copy.fingerprint.outline.height }, 0);
      const [forth, back] = [verify(photo, copy, map)!, verify(copy, photo, invert(map))!];
      expect(Math.abs(forth.mean - back.mean)).toBeLessThan(0.02);
      expect(Math.abs(forth.strongShare - back.strongShare)).toBeLessThan(0.05);
    });
  });
});

describe('worthOf', () => {
  const seen = (mean: number, strongShare: number, agreeing: number): Verification => ({
    ...verify(wavy, wavy, IDENTITY)!,
    mean,
    strongShare,
    agreeing,
  });

  it('is more with more agreement and on more tiles, up to 40', () => {
    expect(worthOf(seen(0.5, 0.25, 10))).toBe(7.5);
    expect(worthOf(seen(0.5, 0.25, 40))).toBe(30);
    expect(worthOf(seen(0.5, 0.25, 150))).toBe(30);
    expect(worthOf(seen(-0.5, 0, 150))).toBe(0);
  });
});
