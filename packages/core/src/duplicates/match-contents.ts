import { setImmediate as nextTick } from 'node:timers/promises';

import type { Content } from './contents.ts';
import { createCourt } from './court.ts';
import type { ContentMatch, ContentMatches } from './content-match.ts';
import { copiesOfCopies, type Link } from './copies-of-copies.ts';
import { pairLowContent } from './low-content.ts';
import { nominateFeatures } from './nominate-features.ts';
import { nominate, type Candidate } from './nominate.ts';
import { placeMatches } from './place-matches.ts';
import { SENSITIVITY_RULES } from './sensitivity-rules.ts';
import type { Sensitivity } from './sensitivity.ts';

export interface MatchOptions {
  readonly isWanted: (a: number, b: number) => boolean;
  readonly sensitivity: Sensitivity;
  /** Pairs of different pictures that may be expected among those that are found, over 0. */
  readonly maxFalsePairs: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Checked between pictures: throws its reason when the search is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** How often a copy of a copy is looked for: two steps join what stands up to four edits apart. */
const CLOSURE_ROUNDS = 2;
const TICK_MS = 40;

/**
 * All pairs of contents that verification accepts: nominated by their codes or their local features, with little content, and copies of copies
 * (each judged by its own pixels). In the order of their places; the same contents give the same pairs in whatever order they are listed.
 */
export async function matchContents(
  contents: readonly Content[],
  { isWanted, sensitivity, maxFalsePairs, onProgress, signal }: MatchOptions,
): Promise<ContentMatches> {
  // From its two ends a pair looks a little different, since pixels are compared on the grid of one of the two: an order of the contents' own
  // decides which end is looked from.
  const order = [...contents.keys()].sort((a, b) =>
    contents[a]!.image.checksum < contents[b]!.image.checksum ? -1 : 1,
  );
  const images = order.map((place) => contents[place]!.image);
  const fingerprints = images.map(({ fingerprint }) => fingerprint);
  const wants = (a: number, b: number): boolean => isWanted(order[a]!, order[b]!);
  const { detail, maxDistance, leastSimilarity } = SENSITIVITY_RULES[sensitivity];
  const court = createCourt(images, leastSimilarity);
  const pause = createPause(signal);
  // One half for codes, the other for features.
  const total = 2 * images.length;
  const onCodes = (share: number): void => onProgress?.(Math.floor(share * images.length), total);
  const onFeatures = (done: number): void => onProgress?.(images.length + done, total);
  const judgeAll = async (candidates: readonly Candidate[], isRough: boolean): Promise<void> => {
    for (const candidate of candidates) {
      court.judge(candidate, isRough);
      await pause();
    }
  };
  for await (const candidates of nominate(fingerprints, { wants, maxDistance, signal, onProgress: onCodes }))
    await judgeAll(candidates, false);
  if (detail === 'features')
    for await (const candidates of nominateFeatures(fingerprints, { wants, signal, onProgress: onFeatures }))
      await judgeAll(candidates, true);
  const bar = court.raiseBar(maxFalsePairs);
  for (const equal of pairLowContent(images, wants)) {
    for (const { a, b } of equal) court.accept(a, b);
    await pause();
  }
  for (let round = 0; round < CLOSURE_ROUNDS; round++)
    for (const candidates of copiesOfCopies(court.matches().map(toLink), wants)) await judgeAll(candidates, false);
  onProgress?.(total, total);
  return { ...bar, matches: placeMatches(court.matches(), (index) => order[index]!) };
}

function toLink({ a, b, verdict }: ContentMatch): Link {
  return { a, b, map: verdict?.isSameScene ? undefined : verdict?.map };
}

/** Lets other work in now and then. */
function createPause(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TICK_MS) return;
    await nextTick();
    signal?.throwIfAborted();
    last = performance.now();
  };
}
