import { describe, expect, it } from '@jest/globals';

import { mirroredFeatures, seededFeatures, turnedFeatures } from '../../bench/seeded-features.ts';
import { mulberry32 } from '../../bench/seeded-raster.ts';
import { FREQUENCY_INDICES } from '../fingerprint/descriptor.ts';
import { featureCodes, featurePlaces } from '../fingerprint/feature-places.ts';
import { FEATURE_BYTES, KEYS_AT } from '../fingerprint/local-features.ts';
import { determinant, invert, type Affine } from './affine.ts';
import type { MapCandidate } from './found-candidates.ts';
import { codeDistance } from './match-features.ts';
import { nominateFeatures, type NominateFeaturesOptions } from './nominate-features.ts';

/** Pixels across the outline that seeded features stand in. */
const SIDE = 128;

describe('nominateFeatures', () => {
  it('finds a picture turned by a quarter, with the map that turns it', async () => {
    const random = mulberry32(1);
    const original = seededFeatures(random, 60);
    const others = Array.from({ length: 20 }, () => seededFeatures(random, 60));
    const [candidate, ...rest] = await all([original, ...others, turnedFeatures(random, original, 0.02)]);
    expect(rest).toEqual([]);
    expect(candidate).toMatchObject({ a: 0, b: 21 });
    expectMap(candidate!.map, [0, -1, SIDE - 1, 1, 0, 0]);
  });

  it('finds a mirrored picture, with the map that mirrors it', async () => {
    const random = mulberry32(2);
    const original = seededFeatures(random, 60);
    const [candidate, ...rest] = await all([original, seededFeatures(random, 60), mirroredFeatures(original)]);
    expect(rest).toEqual([]);
    expect(candidate).toMatchObject({ a: 0, b: 2 });
    expectMap(candidate!.map, [-1, 0, SIDE - 1, 0, 1, 0]);
  });

  it('finds a picture of which a quarter of the features are left', async () => {
    const random = mulberry32(3);
    const original = seededFeatures(random, 100);
    const part = Buffer.concat([original.subarray(0, 25 * FEATURE_BYTES), seededFeatures(random, 75)]);
    expect(await all([part, original])).toMatchObject([{ a: 0, b: 1 }]);
  });

  it('wants more than the same features: they must stand in one arrangement', async () => {
    const random = mulberry32(4);
    const original = seededFeatures(random, 12);
    const scattered = seededFeatures(random, 12);
    for (let at = 0; at < original.length; at += FEATURE_BYTES)
      scattered.set(original.subarray(at, at + KEYS_AT + 24), at);
    expect(await all([original, scattered])).toEqual([]);
  });

  it('gives what a slow search of all pairs of features gives', async () => {
    const images = family(5);
    const found = await all(images);
    const expected = slowCandidates(images);
    expect(expected.length).toBeGreaterThan(20);
    expect(found.map(({ a, b }) => [a, b]).sort(byNumbers)).toEqual(expected.map(({ a, b }) => [a, b]));
    for (const { a, b, map } of found) {
      const { maps } = expected.find((one) => one.a === a && one.b === b && one.isMirrored === determinant(map) < 0)!;
      expect(Math.min(...maps.map((other) => difference(map, other)))).toBeLessThan(1e-3);
    }
  });

  it('gives the same pairs and maps in whatever order the images are listed', async () => {
    const images = family(8);
    const order = [...images.keys()].sort((a, b) => ((a * 7) % 31) - ((b * 7) % 31));
    const shuffled = await all(order.map((image) => images[image]!));
    const back = shuffled.map(({ a, b, map }) => ({ pair: [order[a]!, order[b]!], map }));
    const inOrder = back.filter(({ pair: [a, b] }) => a! < b!);
    const straight = await all(images);
    expect(back.map(({ pair }) => pair.toSorted((a, b) => a - b)).sort(byNumbers)).toEqual(
      straight.map(({ a, b }) => [a, b]).sort(byNumbers),
    );
    for (const { pair, map } of inOrder)
      expect(
        Math.min(
          ...straight.filter(({ a, b }) => a === pair[0] && b === pair[1]).map((one) => difference(one.map, map)),
        ),
      ).toBeLessThan(1e-6);
  });

  describe('in threads', () => {
    const random = mulberry32(9);
    const images = Array.from({ length: 1020 }, () => seededFeatures(random, 200));
    for (let image = 0; image < images.length; image += 10)
      images[image + 5] = turnedFeatures(random, images[image]!, 0.02);

    it('gives the same, in the same order', async () => {
      const alone = await all(images, { threads: 0 });
      expect(alone).toHaveLength(102);
      expect(await all(images, { threads: 3 })).toEqual(alone);
    });

    it('stops with the reason of the signal', async () => {
      const controller = new AbortController();
      const onProgress = (): void => controller.abort(new Error('enough'));
      await expect(all(images, { threads: 2, signal: controller.signal, onProgress })).rejects.toThrow('enough');
      await expect(all(images, { threads: 2, signal: AbortSignal.timeout(1) })).rejects.toThrow('timeout');
    });
  });

  it('compares references only with other images', async () => {
    const random = mulberry32(10);
    const original = seededFeatures(random, 60);
    const images = [original, ...[1, 2, 3].map(() => turnedFeatures(random, original, 0.01))];
    const isReference = (image: number): boolean => image === 1 || image === 3;
    const found = await all(images, { isReference });
    expect(found.map(({ a, b }) => [a, b]).sort(byNumbers)).toEqual([[0, 1], [0, 3], [1, 2], [2, 3]]); // prettier-ignore
    expect(await all(images, { isReference: () => true })).toEqual([]);
  });

  it('leaves out pairs that are not wanted', async () => {
    const random = mulberry32(11);
    const original = seededFeatures(random, 60);
    const images = [original, turnedFeatures(random, original), turnedFeatures(random, original, 0.01)];
    const found = await all(images, { wants: (a, b) => a === 0 && b === 2 });
    expect(found).toMatchObject([{ a: 0, b: 2 }]);
  });

  it('passes over what is everywhere: lists many times as long as the mean', async () => {
    const random = mulberry32(12);
    const pattern = seededFeatures(random, 8);
    const images = Array.from({ length: 520 }, () => Buffer.concat([pattern, seededFeatures(random, 2)]));
    expect(await all(images)).toEqual([]);
    expect(await all(images.slice(0, 50))).toHaveLength((50 * 49) / 2);
  });

  it('wants more places where hundreds of images have the same features', async () => {
    const random = mulberry32(13);
    const withShared = (count: number): Uint8Array[] => {
      const shared = seededFeatures(random, count);
      return Array.from({ length: 300 }, () => Buffer.concat([shared, seededFeatures(random, 2)]));
    };
    const everyPair = (300 * 299) / 2;
    expect((await all(withShared(8))).length).toBeLessThan(everyPair);
    expect(await all(withShared(40))).toHaveLength(everyPair);
  });

  it('tells how far it is', async () => {
    const images = family(14);
    const steps: string[] = [];
    const onProgress = (done: number, total: number): void => void steps.push(`${done} of ${total}`);
    await all(images, { onProgress });
    expect(steps).toEqual(['20 of 20']);
  });

  it('stops with the reason of the signal', async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('enough'));
    await expect(all([...family(15), ...family(16)], { signal: controller.signal, onProgress })).rejects.toThrow(
      'enough',
    );
  });

  it('finds nothing among no images, or images without features', async () => {
    expect(await all([])).toEqual([]);
    expect(await all([new Uint8Array(), new Uint8Array()])).toEqual([]);
  });

  it('refuses more features of an image than its lists can tell apart', async () => {
    await expect(all([new Uint8Array(257 * FEATURE_BYTES)])).rejects.toThrow(
      new RangeError('Expected at most 256 features an image, got 257'),
    );
  });
});

async function all(images: readonly Uint8Array[], options: NominateFeaturesOptions = {}): Promise<MapCandidate[]> {
  const found: MapCandidate[] = [];
  for await (const batch of nominateFeatures(
    images.map((features) => ({ features })),
    options,
  ))
    found.push(...batch);
  return found;
}

/** 20 pictures: four, and four copies of each that have less and less in common with it. */
function family(seed: number): Uint8Array[] {
  const random = mulberry32(seed);
  return Array.from({ length: 4 }, () => seededFeatures(random, 30)).flatMap((original) => [
    original,
    turnedFeatures(random, original, 0.03),
    turnedFeatures(random, original, 0.06),
    mirroredFeatures(turnedFeatures(random, original, 0.04)),
    Buffer.concat([original.subarray(0, 8 * FEATURE_BYTES), seededFeatures(random, 22)]),
  ]);
}

function byNumbers(one: readonly number[], other: readonly number[]): number {
  return one[0]! - other[0]! || one[1]! - other[1]!;
}

function difference(one: Affine, other: Affine): number {
  return Math.max(...one.map((value, place) => Math.abs(value - other[place]!)));
}

function expectMap(map: Affine, expected: Affine): void {
  expect(difference(map, expected)).toBeLessThan(1e-6);
}

interface SlowCandidate {
  readonly a: number;
  readonly b: number;
  readonly isMirrored: boolean;
  /** Maps for which most features vote. */
  readonly maps: readonly Affine[];
}

/** Compares all features of all pairs of images. */
function slowCandidates(images: readonly Uint8Array[]): SlowCandidate[] {
  const found: SlowCandidate[] = [];
  const codes = images.map(featureCodes);
  for (let a = 0; a < images.length; a++)
    for (let b = a + 1; b < images.length; b++)
      for (const isMirrored of [false, true]) {
        const [one, other] = Buffer.compare(images[a]!, images[b]!) <= 0 ? [a, b] : [b, a];
        const matches: [number, number][] = [];
        for (let i = 0; i < images[one]!.length / FEATURE_BYTES; i++)
          for (let j = 0; j < images[other]!.length / FEATURE_BYTES; j++)
            if (
              codeDistance(codes[other]!, j, codes[one]!, i, isMirrored) <= 32 &&
              [0, 1].some((table) => meet(images[one]!, i, images[other]!, { j, table, isMirrored }))
            )
              matches.push([i, j]);
        const maps = bestMaps(images[one]!, images[other]!, matches, isMirrored);
        if (maps.length > 0) found.push({ a, b, isMirrored, maps: one === a ? maps : maps.map(invert) });
      }
  return found;
}

/** Key bits for up to 2,048 features. */
const KEY_BITS = 16;

function frequenciesOf(features: Uint8Array, index: number, table: number): number[] {
  return Array.from({ length: KEY_BITS }, (_, bit) => {
    const nibble = (features[index * FEATURE_BYTES + KEYS_AT + bit]! >> (4 * table)) & 15;
    return nibble - 7.5;
  });
}

/** Whether the signs of the lower frequencies agree but for the four least certain of the image that is looked up. */
function meet(
  indexed: Uint8Array,
  i: number,
  lookedUp: Uint8Array,
  { j, table, isMirrored }: { readonly j: number; readonly table: number; readonly isMirrored: boolean },
): boolean {
  const [listed, looked] = [frequenciesOf(indexed, i, table), frequenciesOf(lookedUp, j, table)];
  const bits = [...looked.keys()].sort((a, b) => Math.abs(looked[a]!) - Math.abs(looked[b]!) || a - b);
  return bits.slice(4).every((bit) => {
    const sign = isMirrored && FREQUENCY_INDICES[2 * bit + table]![1] % 2 === 1 ? -1 : 1;
    return listed[bit]! > 0 === sign * looked[bit]! > 0;
  });
}

function bestMaps(a: Uint8Array, b: Uint8Array, matches: readonly [number, number][], isMirrored: boolean): Affine[] {
  const [placesA, placesB] = [featurePlaces(a), featurePlaces(b)];
  const implied = matches.map(([i, j]) => {
    const scale = placesB.scale[j]! / placesA.scale[i]!;
    const turn = placesB.angle[j]! + (isMirrored ? placesA.angle[i]! - Math.PI : -placesA.angle[i]!);
    const [c, s] = [scale * Math.cos(turn), scale * Math.sin(turn)];
    const [p, q, r, t] = isMirrored ? [-c, -s, -s, c] : [c, -s, s, c];
    const [x, y] = [placesA.x[i]!, placesA.y[i]!];
    const map: Affine = [p, q, placesB.x[j]! - p * x - q * y, r, t, placesB.y[j]! - r * x - t * y];
    return { scale, turn, map };
  });
  const votes = implied.map(({ scale, turn, map }) => {
    const agreeing = matches.filter(([i, j], index) => {
      const ratio = implied[index]!.scale / scale;
      const [x, y] = [placesA.x[i]!, placesA.y[i]!];
      const off = Math.hypot(
        map[0] * x + map[1] * y + map[2] - placesB.x[j]!,
        map[3] * x + map[4] * y + map[5] - placesB.y[j]!,
      );
      return (
        ratio < 1.5 &&
        ratio > 1 / 1.5 &&
        Math.cos(implied[index]!.turn - turn) > Math.cos((14.5 * Math.PI) / 128) &&
        off < 4 * Math.max(1, scale)
      );
    });
    const places = (side: 0 | 1, { x, y }: typeof placesA): number =>
      new Set(agreeing.map((match) => `${cell(x[match[side]]!)} ${cell(y[match[side]]!)}`)).size;
    return Math.min(places(0, placesA), places(1, placesB));
  });
  const most = Math.max(4, ...votes);
  return implied.filter((_, index) => votes[index] === most).map(({ map }) => map);
}

/** 8 pixels of the outline, whose pixel centres are half a pixel off those of the picture of twice its size. */
function cell(place: number): number {
  return Math.floor((place + 0.25) / 8);
}
