import { beforeAll, describe, expect, it } from '@jest/globals';

import { searchImageOfExample } from '../../fixtures/search-images.ts';
import type { ContentMatches } from './content-match.ts';
import { groupContents, type Content } from './contents.ts';
import { matchOnce, type AskedMatches, type KeptMatches } from './kept-matches.ts';
import { matchContents } from './match-contents.ts';

const ASKED: AskedMatches = { roles: ['', '', ''], allowed: [], sensitivity: 'balanced', maxFalsePairs: 1 };
const NAMES = [
  'train/landscape/mountain-meadow.jpg',
  'test/landscape/mountain-meadow-cropped.jpg',
  'train/animal/dogs-framed.jpg',
] as const;

let contents: Content[];
beforeAll(async () => {
  contents = groupContents(await Promise.all(NAMES.map((name) => searchImageOfExample(name))));
});

/** Counts the searches that had to be made. */
function createFinder() {
  const kept = new Map<string, Uint8Array>();
  const store: KeptMatches = {
    find: (key) => Promise.resolve(kept.get(key)),
    keep: (key, bytes) => Promise.resolve(void kept.set(key, bytes)),
  };
  const finder = {
    searches: 0,
    find: (asked: AskedMatches, list: readonly Content[] = contents): Promise<ContentMatches> =>
      matchOnce(list, { kept: store, asked }, () => {
        finder.searches++;
        return matchContents(list, { isWanted: () => true, ...asked });
      }),
  };
  return finder;
}

describe('matchOnce', () => {
  it('gives the same matches again without a search, to the last digit', async () => {
    const finder = createFinder();
    const found = await finder.find(ASKED);
    expect(found.matches.map(({ a, b, verdict }) => [a, b, verdict?.relation])).toEqual([[0, 1, 'cropped']]);
    expect(await finder.find(ASKED)).toEqual(found);
    expect(finder.searches).toBe(1);
  });

  it('knows the contents in another order, where a pair is seen from its other side', async () => {
    const finder = createFinder();
    await finder.find(ASKED);
    const turned = contents.toReversed();
    const again = await finder.find(ASKED, turned);
    expect(finder.searches).toBe(1);
    const fresh = await matchContents(turned, { isWanted: () => true, ...ASKED });
    expect(again.matches.map(({ a, b, verdict }) => [a, b, verdict?.evidence, verdict?.evidenceFromOtherSide])).toEqual(
      fresh.matches.map(({ a, b, verdict }) => [a, b, verdict?.evidence, verdict?.evidenceFromOtherSide]),
    );
  });

  it('searches again when anything else is asked, or of other contents', async () => {
    const finder = createFinder();
    const others: readonly AskedMatches[] = [
      ASKED,
      { ...ASKED, roles: ['true', '', ''] },
      { ...ASKED, allowed: ['one other'] },
      { ...ASKED, sensitivity: 'strict' },
      { ...ASKED, maxFalsePairs: 0.5 },
    ];
    for (const asked of others) await finder.find(asked);
    await finder.find({ ...ASKED, roles: ['', ''] }, contents.slice(0, 2));
    expect(finder.searches).toBe(6);
  });
});
