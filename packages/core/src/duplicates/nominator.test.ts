import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes, searchImageOf, searchImageOfExample } from '../../fixtures/search-images.ts';
import { findDuplicates } from './find-duplicates.ts';
import { createNominator, nominatedAmong, nomineeOf } from './nominator.ts';
import type { SearchImage } from './search-image.ts';
import { SENSITIVITIES } from './sensitivity.ts';

const PHOTOS = ['train/animal/cat.jpg', 'train/landscape/sunset.jpg', 'train/landscape/storm-road.jpg'] as const;

let originals: SearchImage[];
let copies: SearchImage[];
let others: SearchImage[];

beforeAll(async () => {
  originals = await Promise.all(PHOTOS.map((name) => searchImageOfExample(name)));
  const cat = await exampleBytes(PHOTOS[0]);
  const { width, height } = await sharp(cat).metadata();
  copies = await Promise.all([
    searchImageOf(
      sharp(cat)
        .extract({ left: 0, top: 0, width: Math.round(width * 0.8), height: Math.round(height * 0.8) })
        .png(),
      { source: 'cropped' },
    ),
    searchImageOf(
      sharp(await exampleBytes(PHOTOS[1]))
        .flop()
        .resize(400)
        .jpeg(),
      { source: 'mirrored' },
    ),
    searchImageOf(
      sharp(await exampleBytes(PHOTOS[2]))
        .greyscale()
        .webp(),
      { source: 'grey' },
    ),
  ]);
  others = [
    await searchImageOfExample('train/landscape/forest-stream.jpg'),
    await searchImageOfExample('test/flat/blank-page.png'),
    await searchImageOf(sharp(await exampleBytes('test/flat/blank-page.png')).tiff(), { source: 'blank copy' }),
  ];
});

describe('createNominator', () => {
  it('gives the images of which the few are copies, whatever stands beside them', async () => {
    const nominator = createNominator(copies.map(nomineeOf), 'balanced');
    const places = await nominator.nominated(
      [others[0]!, originals[0]!, originals[1]!, others[1]!, originals[2]!].map(nomineeOf),
    );
    expect(places).toEqual(expect.arrayContaining([1, 2, 4]));
    expect(places).not.toContain(3);
  });

  it('finds pictures with little content by how they look', async () => {
    const nominator = createNominator([nomineeOf(others[2]!)], 'balanced');
    expect(await nominator.nominated([originals[0]!, others[1]!].map(nomineeOf))).toEqual([1]);
  });

  it('gives the same part by part as at once', async () => {
    const all = [...others, ...originals].map(nomineeOf);
    const nominator = createNominator(copies.map(nomineeOf), 'thorough');
    const parts = await Promise.all(all.map((image) => nominator.nominated([image])));
    expect(parts.flatMap((places, part) => places.map(() => part))).toEqual(await nominator.nominated(all));
  });

  it.each(SENSITIVITIES)(
    'leaves out no image that a whole search pairs with one of the few, when %s',
    async (sensitivity) => {
      const named = [...originals, ...others].map((image, index) => ({ ...image, source: `many ${index}` }));
      const { pairs } = await findDuplicates([...named, ...copies], { sensitivity });
      const paired = named.flatMap(({ source }, place) =>
        pairs.some(({ a, b }) => (a === source && !b.startsWith('many')) || (b === source && !a.startsWith('many')))
          ? [place]
          : [],
      );
      expect(paired.length).toBeGreaterThanOrEqual(2);
      const nominator = createNominator(copies.map(nomineeOf), sensitivity);
      expect(await nominator.nominated(named.map(nomineeOf))).toEqual(expect.arrayContaining(paired));
    },
  );

  it('nominates nothing against none, and none of nothing', async () => {
    expect(await createNominator([], 'balanced').nominated(originals.map(nomineeOf))).toEqual([]);
    expect(await createNominator(copies.map(nomineeOf), 'balanced').nominated([])).toEqual([]);
  });
});

describe('nominatedAmong', () => {
  it('gives all that have a copy among the others', async () => {
    const all = [...originals, ...others, ...copies].map(nomineeOf);
    expect(await nominatedAmong(all, 'balanced')).toEqual(expect.arrayContaining([0, 1, 2, 4, 5, 6, 7, 8]));
  });
});
