import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';

import { exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import { nominate } from './nominate.ts';
import { relationOf } from './relation.ts';
import type { Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import { judge } from './verdict.ts';

let photo: Sharp;
let original: SearchImage;

/** The relation that a search would name, from both sides. */
async function relationTo(copy: Sharp): Promise<Relation[]> {
  const other = await searchImageOf(copy);
  return [
    [original, other],
    [other, original],
  ].map(([a, b]) => {
    const [candidate] = [...nominate([a!, b!])].flat();
    const verdict = judge(a!.fingerprint, b!.fingerprint, candidate!.orientation);
    return relationOf(a!, b!, verdict!);
  });
}

beforeAll(async () => {
  photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')); // 640 x 426
  original = await searchImageOf(photo.clone().jpeg({ quality: 90 }));
});

const COPIES: readonly (readonly [relation: Relation, what: string, copy: (photo: Sharp) => Sharp])[] = [
  ['re-encoded', 'a lossier copy', (image) => image.jpeg({ quality: 30 })],
  ['re-encoded', 'a copy in another format', (image) => image.webp()],
  ['resized', 'a smaller copy', (image) => image.resize(300).jpeg()],
  ['resized', 'a copy of the same width and another height', (image) => image.resize(640, 400, { fit: 'fill' }).jpeg()],
  ['greyscale', 'a grey copy', (image) => image.greyscale().jpeg()],
  ['greyscale', 'a small grey copy', (image) => image.greyscale().resize(300).png()],
  ['recoloured', 'a copy with stronger colours', (image) => image.modulate({ saturation: 3 }).jpeg()],
  ['recoloured', 'a brighter copy', (image) => image.modulate({ brightness: 1.3 }).jpeg()],
  ['rotated', 'a copy turned by 90 degrees', (image) => image.rotate(90).jpeg()],
  ['rotated', 'a grey copy turned by 180 degrees', (image) => image.rotate(180).greyscale().jpeg()],
  ['mirrored', 'a mirrored copy', (image) => image.flop().jpeg()],
  ['mirrored', 'an upside-down copy', (image) => image.flip().jpeg()],
  ['mirrored', 'a mirrored and turned copy', (image) => image.flop().rotate(90).jpeg()],
  [
    'unsure',
    'a copy of which a sixth is covered',
    (image) =>
      image
        .composite([
          { input: { create: { width: 256, height: 170, channels: 3, background: '#888' } }, left: 20, top: 20 },
        ])
        .jpeg(),
  ],
];

describe('relationOf', () => {
  it.each(COPIES)('names %s: %s', async (relation, _what, copy) => {
    expect(await relationTo(copy(photo.clone()))).toEqual([relation, relation]);
  });
});
