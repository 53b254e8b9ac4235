import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { EDITS, type Box, type Edit, type Size } from '../../fixtures/edits.ts';
import { invertOrientation } from '../../fixtures/orientations.ts';
import { exampleBytes, searchImageOf } from '../../fixtures/search-images.ts';
import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { DuplicatePair } from './report-types.ts';
import type { SearchImage } from './search-image.ts';

/** Pairs of the original with the copy and of the copy with the original, as two searches report them. */
type Pairs = readonly [forth: DuplicatePair, back: DuplicatePair];

async function pairsOf(original: SearchImage, copy: SearchImage): Promise<Pairs> {
  const [forth, back] = [await findDuplicates([original, copy]), await findDuplicates([copy, original])];
  expect([forth.pairs.length, back.pairs.length]).toEqual([1, 1]);
  return [forth.pairs[0]!, back.pairs[0]!];
}

/** Area that two boxes share, by the area that they cover together. */
function intersectionOverUnion([x, y, width, height]: Box, [x2, y2, width2, height2]: Box): number {
  const across = Math.min(x + width, x2 + width2) - Math.max(x, x2);
  const down = Math.min(y + height, y2 + height2) - Math.max(y, y2);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared / (width * height + width2 * height2 - shared);
}

describe.each(['train/landscape/forest-stream.jpg', 'train/animal/dogs.jpg', 'train/object/coffee.jpg'])(
  'the relation of %s to',
  (name) => {
    let bytes: Buffer;
    let size: Size;
    let original: SearchImage;
    const known = new Map<Edit, Promise<Pairs>>();

    beforeAll(async () => {
      const { data, info } = await sharp(await exampleBytes(name)).resize(480).png().toBuffer({ resolveWithObject: true }); // prettier-ignore
      [bytes, size] = [data, info];
      original = await searchImageOf(bytes, { source: 'original' });
    });

    function pairsWith(edit: Edit): Promise<Pairs> {
      const make = async (): Promise<Pairs> =>
        pairsOf(original, await searchImageOf(await edit.make(sharp(bytes), size), { source: 'copy' }));
      const pairs = known.get(edit) ?? make();
      known.set(edit, pairs);
      return pairs;
    }

    it.each(EDITS)('$what is $relation, from both sides', async (edit) => {
      const [forth, back] = await pairsWith(edit);
      expect([forth.relation, back.relation]).toEqual([edit.relation, edit.relation]);
      const { orientation = 0 } = edit;
      expect([forth.evidence.orientation, back.evidence.orientation]).toEqual([
        DIHEDRAL_NAMES[orientation],
        DIHEDRAL_NAMES[invertOrientation(orientation)],
      ]);
      expect(back.similarity).toBe(forth.similarity);
      expect(forth.similarity).toBeGreaterThan(0.9);
    });

    it.each(EDITS)('$what says which is inside which, and by how much, within 3 points', async (edit) => {
      const [forth, back] = await pairsWith(edit);
      const expected = edit.inside?.inside ?? null;
      expect([forth.evidence.inside, back.evidence.inside]).toEqual(
        expected === null ? [null, null] : expected === 'original' ? ['a', 'b'] : ['b', 'a'],
      );
      for (const { evidence } of [forth, back])
        if (edit.inside) expect(Math.abs(evidence.inside_share! - edit.inside.share(size))).toBeLessThan(0.03);
        else expect(evidence.inside_share).toBeNull();
    });

    it.each(EDITS.filter(({ overlay }) => overlay))('$what says where it is covered', async (edit) => {
      for (const { evidence } of await pairsWith(edit)) {
        const overlap = intersectionOverUnion(evidence.overlay!, edit.overlay!);
        expect([evidence.overlay, overlap >= 0.5]).toEqual([evidence.overlay, true]);
      }
    });

    it.each(EDITS.filter(({ overlay }) => !overlay))('$what says of no place that it is covered', async (edit) => {
      for (const { evidence } of await pairsWith(edit)) expect(evidence.overlay).toBeNull();
    });
  },
);
