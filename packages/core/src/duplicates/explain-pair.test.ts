import { describe, expect, it } from '@jest/globals';

import { searchImageOfExample } from '../../fixtures/search-images.ts';
import { explainPair } from './explain-pair.ts';

async function explain(a: string, b: string) {
  return explainPair(await searchImageOfExample(a), await searchImageOfExample(b));
}

describe('explainPair', () => {
  it('explains a crop: nominated, nearly all tiles agree, and where it lies', async () => {
    const explanation = await explain(
      'train/landscape/mountain-meadow.jpg',
      'test/landscape/mountain-meadow-cropped.jpg',
    );
    expect(explanation).toMatchObject({
      is_match: true,
      kind: 'near',
      relation: 'cropped',
      nomination: { pdq_distance: 56, most_pdq_distance: 90, nominated_by: ['pdq', 'features'] },
    });
    const { laid } = explanation;
    expect(laid?.evidence.inside).toBe('b');
    expect(laid?.share_of_a).toBeCloseTo(0.9, 1);
    expect(laid?.tiles.filter(({ correlation }) => correlation !== null)).toHaveLength(laid!.informative_tiles);
    expect(laid!.tiles.filter(({ agreement }) => agreement === 'unknown')).toEqual(
      laid!.tiles.filter(({ correlation }) => correlation === null),
    );
    expect(laid!.tiles.filter(({ agreement }) => agreement === 'strong' || agreement === 'weak')).toHaveLength(
      laid!.agreeing_tiles,
    );
    const odds = Object.values(laid!.log_odds).reduce((sum, value) => sum + value, 0);
    expect(explanation.similarity).toBeCloseTo(1 / (1 + Math.exp(-1.5 * (odds - laid!.even_log_odds))), 3);
  });

  it('says of unrelated pictures how few of their tiles agree, though a search would not have looked', async () => {
    const { is_match, relation, nomination, reason } = await explain(
      'train/animal/cat.jpg',
      'test/animal/ladybird.jpg',
    );
    expect([is_match, relation, nomination.nominated_by]).toEqual([false, null, []]);
    expect(reason).toMatch(/^Only \d+% of what the compared tiles show agrees, .* where 0\.5 is needed\.$/);
  });

  it('says of two icons that drawings must agree nearly everywhere', async () => {
    const { is_match, reason } = await explain('test/flat/icon-bell.png', 'train/flat/icon-mail.png');
    expect(is_match).toBe(false);
    expect(reason).toBe(
      'Both have large plain places, as drawings, pages and screens do, so nearly all must agree: 8% does.',
    );
  });

  it('says of copies of a file that their bytes are the same', async () => {
    const { kind, relation, similarity, reason } = await explain('test/animal/dogs.jpg', 'train/animal/dogs.jpg');
    expect([kind, relation, similarity, reason]).toEqual([
      'exact',
      'same-bytes',
      1,
      'The two files have the same bytes.',
    ]);
  });
});
