import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { mulberry32, noiseRaster, wavesRaster } from '../../bench/seeded-raster.ts';
import { exampleBytes } from '../../fixtures/search-images.ts';
import { orientSamples } from '../decode/orient-raster.ts';
import { checksum } from '../hash/checksum.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import type { Plane } from './border.ts';
import { FREQUENCIES, FREQUENCY_INDICES } from './descriptor.ts';
import { FEATURE_BYTES, KEYS_AT, LEVEL_FACTOR, localFeatures, PLACE_AT, PLACE_UNIT } from './local-features.ts';
import { slowLocalFeatures } from './local-features.reference.ts';

const PHOTO = 'train/landscape/mountain-path.jpg';

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };

interface Feature {
  readonly code: Uint8Array;
  /** 0 to 15 for each frequency. */
  readonly keys: readonly number[];
  readonly x: number;
  readonly y: number;
  /** 256ths of a turn. */
  readonly angle: number;
  readonly level: number;
}

function featuresOf(plane: Plane): Feature[] {
  return read(localFeatures(plane));
}

function read(records: Uint8Array): Feature[] {
  return Array.from({ length: records.length / FEATURE_BYTES }, (_, index) => {
    const record = Buffer.from(records.slice(index * FEATURE_BYTES, (index + 1) * FEATURE_BYTES));
    return {
      code: record.subarray(0, KEYS_AT),
      keys: Array.from({ length: FREQUENCIES }, (__, i) => (record[KEYS_AT + (i >> 1)]! >> (4 * (i & 1))) & 15),
      x: record.readUInt16LE(PLACE_AT) / PLACE_UNIT,
      y: record.readUInt16LE(PLACE_AT + 2) / PLACE_UNIT,
      angle: record[PLACE_AT + 4]! - 128,
      level: record[PLACE_AT + 5]!,
    };
  });
}

/** The luma of a part of an example photo, given in shares of its sides, with a longest side of `side`. */
async function photo(name: string, { cut = WHOLE, side = 256 } = {}): Promise<Plane> {
  const image = sharp(await exampleBytes(name));
  const full = await image.metadata();
  const part = image.extract({
    left: Math.round(cut.left * full.width),
    top: Math.round(cut.top * full.height),
    width: Math.round(cut.width * full.width),
    height: Math.round(cut.height * full.height),
  });
  const grey = part.resize(side, side, { fit: 'inside' }).greyscale().raw();
  const { data, info } = await grey.toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(1);
  return { data: Float32Array.from(data), width: info.width, height: info.height };
}

function waves(width: number, height: number, seed: number): Plane {
  return { data: Float32Array.from(wavesRaster({ width, height, channels: 1 }, seed).data), width, height };
}

function noise(width: number, height: number, seed: number): Plane {
  return { data: Float32Array.from(noiseRaster({ width, height, channels: 1 }, seed).data), width, height };
}

/** Rectangles of any tone, one on another. */
function shapes(width: number, height: number, seed: number): Plane {
  const random = mulberry32(seed);
  const data = new Float32Array(width * height);
  for (let shape = 0; shape < 60; shape++) {
    const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
    const [right, bottom] = [left + 5 + random() * 40, Math.min(height, top + 5 + random() * 40)];
    const tone = random() * 255;
    for (let y = top; y < bottom; y++) data.fill(tone, y * width + left, y * width + Math.min(width, Math.ceil(right)));
  }
  return { data, width, height };
}

/** How many of `features` have one of `others` at the place given, of the same level, that `isLike` it. */
function share(
  features: readonly Feature[],
  others: readonly Feature[],
  place: (feature: Feature) => readonly [number, number],
  isLike: (feature: Feature, other: Feature) => boolean,
): number {
  const found = features.filter((feature) => {
    const [x, y] = place(feature);
    return others.some((other) => Math.hypot(other.x - x, other.y - y) < 0.02 && other.level === feature.level && isLike(feature, other)); // prettier-ignore
  });
  return found.length / features.length;
}

function bits(a: Feature, b: Feature): number {
  return hammingDistance(a.code, b.code);
}

function expectLikeReference(plane: Plane): void {
  const fast = featuresOf(plane);
  const slow = read(slowLocalFeatures(plane));
  expect(fast).toHaveLength(slow.length);
  const here = ({ x, y }: Feature): readonly [number, number] => [x, y];
  // Rounding decides between samples, corners and steps that are nearly equal.
  const isLike = (a: Feature, b: Feature): boolean =>
    bits(a, b) <= 8 && stepsApart(a.keys, b.keys) <= 1 && [0, 1, 255].includes(Math.abs(a.angle - b.angle));
  expect(share(slow, fast, here, isLike)).toBeGreaterThanOrEqual(0.98);
}

function stepsApart(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((key, i) => Math.abs(key - b[i]!)));
}

describe('localFeatures', () => {
  it.each([PHOTO, 'train/animal/cat.jpg'])('gives of %s what the definition gives', async (name) => {
    expectLikeReference(await photo(name, { side: 128 }));
  });

  it.each([
    ['waves in a tall picture', waves(37, 256, 2)],
    ['noise in a wide picture', noise(256, 31, 3)],
    ['shapes', shapes(121, 95, 4)],
    ['shapes in a small picture', shapes(44, 37, 5)],
  ])('gives of %s what the definition gives', (_what, plane) => {
    expectLikeReference(plane);
  });

  it('gives the same bits on every machine, whatever came before', () => {
    const records = localFeatures(noise(256, 200, 6));
    expect(records.length / FEATURE_BYTES).toBe(200);
    expect(checksum(records)).toBe('89ac97f04c7078d22769413054bba9a46f586b0c5ec1b7105b1537c33f9ceac1');
    localFeatures(shapes(256, 256, 7));
    expect(localFeatures(noise(256, 200, 6))).toEqual(records);
  });

  it('keeps at most 56, 44, 36, 28, 20 and 16 a level, and of these a seventh in each sixteenth of the picture', async () => {
    const plane = await photo(PHOTO);
    const features = featuresOf(plane);
    for (const [level, quota] of [56, 44, 36, 28, 20, 16].entries()) {
      const ofLevel = features.filter((feature) => feature.level === level);
      expect(ofLevel.length).toBeLessThanOrEqual(quota);
      expect(ofLevel.length).toBeGreaterThan(quota / 2);
      const scale = LEVEL_FACTOR ** level;
      const partOf = (place: number, length: number): number =>
        Math.floor((4 * Math.round((place + 0.5) / scale - 0.5)) / Math.round(length / scale));
      const parts = Map.groupBy(ofLevel, ({ x, y }) => 4 * partOf(y, plane.height) + partOf(x, plane.width));
      expect(Math.max(...[...parts.values()].map((inPart) => inPart.length))).toBeLessThanOrEqual(Math.ceil(quota / 7));
    }
  });

  it('finds nothing in a flat picture, and in one with a side under 28 pixels', () => {
    expect(localFeatures({ data: new Float32Array(256 * 100).fill(90), width: 256, height: 100 })).toHaveLength(0);
    expect(localFeatures(noise(256, 27, 8))).toHaveLength(0);
    expect(localFeatures(noise(16, 256, 8))).toHaveLength(0);
  });

  it('does not mind light and contrast', async () => {
    const plane = await photo(PHOTO);
    const dull = { ...plane, data: plane.data.map((value) => 60 + value / 2) };
    const here = ({ x, y }: Feature): readonly [number, number] => [x, y];
    expect(share(featuresOf(dull), featuresOf(plane), here, (a, b) => bits(a, b) <= 2)).toBeGreaterThan(0.98);
  });

  it('finds the same in a picture turned by 90 degrees, with directions turned', async () => {
    const plane = await photo(PHOTO);
    const turned = orientSamples({ ...plane, channels: 1 }, 6);
    const finest = featuresOf(plane).filter(({ level }) => level === 0);
    const place = ({ x, y }: Feature): readonly [number, number] => [plane.height - 1 - y, x];
    const isTurned = (a: Feature, b: Feature): boolean =>
      bits(a, b) <= 8 && Math.abs(((b.angle - a.angle + 256) % 256) - 64) <= 1;
    expect(share(finest, featuresOf(turned), place, isTurned)).toBeGreaterThan(0.95);
  });

  it('gives of a mirrored picture codes with their halves swapped, and negates the odd frequencies down', async () => {
    const plane = await photo(PHOTO);
    const mirrored = featuresOf(orientSamples({ ...plane, channels: 1 }, 2));
    const finest = featuresOf(plane).filter(({ level }) => level === 0);
    const swapped = ({ code }: Feature): Uint8Array => Buffer.concat([code.subarray(16), code.subarray(0, 16)]);
    const isMirrored = (a: Feature, b: Feature): boolean => {
      const negated = a.keys.map((key, i) => (FREQUENCY_INDICES[i]![1] % 2 === 1 ? 15 - key : key));
      return hammingDistance(swapped(a), b.code) <= 8 && stepsApart(negated, b.keys) <= 1;
    };
    const place = ({ x, y }: Feature): readonly [number, number] => [plane.width - 1 - x, y];
    expect(share(finest, mirrored, place, isMirrored)).toBeGreaterThan(0.95);
  });

  it.each([
    ['a smaller copy', { cut: WHOLE, side: 180 }, 180 / 256],
    ['a part of it', { cut: { left: 0.1, top: 0.2, width: 0.7, height: 0.7 }, side: 256 }, 1 / 0.7],
  ])('finds many again in %s', async (_what, options, scale) => {
    const plane = await photo(PHOTO);
    const others = featuresOf(await photo(PHOTO, options));
    const again = featuresOf(plane).filter((feature) => {
      const x = (feature.x - options.cut.left * plane.width) * scale;
      const y = (feature.y - options.cut.top * plane.height) * scale;
      return others.some((other) => Math.hypot(other.x - x, other.y - y) < 3 && bits(feature, other) <= 56);
    });
    expect(again.length).toBeGreaterThan(50);
  });
});
