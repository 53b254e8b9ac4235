import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type OverlayOptions } from 'sharp';

import { exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { SearchImage } from './search-image.ts';

/** Something that stands in the scene, and moves on from one shot to the next. */
function walker(left: number): OverlayOptions {
  const svg =
    '<svg width="60" height="90"><ellipse cx="30" cy="45" rx="28" ry="44" fill="#234"/><circle cx="30" cy="20" r="14" fill="#dba"/></svg>';
  return { input: Buffer.from(svg), left, top: 180 };
}

let scene: Buffer;

/** What a camera sees of the scene, moved by some pixels. */
async function shot(source: string, by: number, ...things: readonly OverlayOptions[]): Promise<SearchImage> {
  const whole = await sharp(scene)
    .composite([...things])
    .png()
    .toBuffer();
  return searchImageOf(
    sharp(whole)
      .extract({ left: 10 + by, top: 8, width: 440, height: 290 })
      .jpeg(),
    { source },
  );
}

beforeAll(async () => {
  scene = await sharp(await exampleBytes('train/landscape/mountain-path.jpg'))
    .resize(480, 320)
    .png()
    .toBuffer();
});

describe('two shots of one scene', () => {
  it('are listed apart: in no pair, no cluster and no leak', async () => {
    const [one, next] = [await shot('one', 0, walker(100)), await shot('next', 7, walker(260))];
    const report = await findDuplicates([
      { ...one, split: 'train' },
      { ...next, split: 'test' },
    ]);
    expect(report.same_scene.map(({ a, b, relation }) => [a, b, relation])).toEqual([['one', 'next', 'same-scene']]);
    expect([report.pairs, report.clusters, report.leaks]).toEqual([[], [], []]);
    expect(report.summary).toMatchObject({ near_pairs: 0, clusters: 0, leaks: 0 });
    expect(Object.keys(report.images)).toEqual(['one', 'next']);
  });

  it('are told from either side', async () => {
    const [one, next] = [await shot('one', 0, walker(100)), await shot('next', 7, walker(260))];
    const { pairs, same_scene } = await findDuplicates([next, one]);
    expect([pairs, same_scene.map(({ relation }) => relation)]).toEqual([[], ['same-scene']]);
  });

  it('do not make copies of each of them one scene', async () => {
    const [one, next] = [await shot('one', 0, walker(100)), await shot('next', 7, walker(260))];
    const small = await shot('small', 0, walker(100));
    const copy = { ...small, checksum: 'f'.repeat(64) };
    const { pairs, same_scene, clusters } = await findDuplicates([one, next, copy]);
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([['one', 'small']]);
    expect(same_scene.map(({ a, b }) => [a, b])).toEqual([['one', 'next'], ['next', 'small']]); // prettier-ignore
    expect(clusters.map(({ members }) => members)).toEqual([['one', 'small']]);
  });

  it('are something else than a copy with a cover, a crop, and a crop with a cover', async () => {
    const one = await shot('one', 0);
    const covered = await shot('covered', 0, walker(100));
    const whole = await searchImageOf(sharp(scene).jpeg(), { source: 'whole' });
    const relations = async (a: SearchImage, b: SearchImage): Promise<string[]> => {
      const { pairs, same_scene } = await findDuplicates([a, b]);
      return [...pairs, ...same_scene].map(({ relation }) => relation);
    };
    expect(await relations(one, covered)).toEqual(['overlaid']);
    expect(await relations(whole, one)).toEqual(['cropped']);
    expect(await relations(whole, covered)).toEqual(['cropped']);
  });
});
