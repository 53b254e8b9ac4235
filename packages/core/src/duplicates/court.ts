import { expectedFalsePairs, NEAR_MISS_SIMILARITY, raiseBar } from './bar.ts';
import type { ContentMatch, ContentMatches } from './content-match.ts';
import { describeMatch } from './describe-match.ts';
import { familiesOf } from './families.ts';
import type { Candidate } from './nominate.ts';
import { createPortraits } from './portrait-cache.ts';
import type { SearchImage } from './search-image.ts';
import { judge } from './verdict.ts';

/** Shots of one scene differ more than copies. */
const LEAST_SCENE_SIMILARITY = 0.02;

/** Judges candidates one after another, each pair until it is accepted, and keeps count of the near misses. */
export interface Court {
  /** @param isRough whether the candidate's map comes from a few features only. */
  judge(candidate: Candidate, isRough: boolean): void;
  /** Takes a pair that needs no verdict. */
  accept(a: number, b: number): void;
  /** Drops what is accepted but less similar than a bar at which at most so many false pairs are expected; the bar holds from then on. */
  raiseBar(maxFalsePairs: number): Omit<ContentMatches, 'matches'>;
  matches(): ContentMatch[];
}

export function createCourt(images: readonly SearchImage[], leastSimilarity: number): Court {
  const portrait = createPortraits(images.map(({ fingerprint }) => fingerprint));
  const keyOf = (a: number, b: number): number => a * images.length + b;
  const accepted = new Map<number, ContentMatch>();
  const nearMisses = new Set<number>();
  let bar = leastSimilarity;
  return {
    judge({ a, b, map }, isRough) {
      const key = keyOf(a, b);
      if (accepted.has(key)) return;
      const verdict = judge(portrait(a), portrait(b), [{ map, isRough }]);
      if (!verdict) return;
      const { similarity, isSameScene } = verdict;
      if (similarity >= (isSameScene ? LEAST_SCENE_SIMILARITY : bar))
        accepted.set(key, { a, b, verdict: describeMatch(images[a]!, images[b]!, verdict) });
      else if (similarity >= NEAR_MISS_SIMILARITY) nearMisses.add(key);
    },
    accept(a, b) {
      if (!accepted.has(keyOf(a, b))) accepted.set(keyOf(a, b), { a, b, verdict: undefined });
    },
    raiseBar(maxFalsePairs) {
      const pairs = [...nearMisses].map((key) => [Math.floor(key / images.length), key % images.length] as const);
      const misses = missesBetweenFamilies(pairs, familiesOf(images.length, [...accepted.values()]));
      bar = raiseBar(misses, leastSimilarity, maxFalsePairs);
      for (const [key, { verdict }] of accepted)
        if (verdict && !verdict.isSameScene && verdict.similarity < bar) accepted.delete(key);
      return { leastSimilarity: bar, expectedFalsePairs: expectedFalsePairs(misses, bar) };
    },
    matches: () => [...accepted.values()],
  };
}

/** A picture and its copies miss another picture and its copies together, and that once; among themselves they are no misses. */
function missesBetweenFamilies(pairs: readonly (readonly [number, number])[], families: Uint32Array): number {
  const missed = new Set<number>();
  for (const [a, b] of pairs) {
    const [one, other] = [families[a]!, families[b]!];
    if (one !== other) missed.add(Math.min(one, other) * families.length + Math.max(one, other));
  }
  return missed.size;
}
