import { setImmediate as nextTick } from 'node:timers/promises';

import type { Content } from './contents.ts';
import { copiesOfCopies, type Link } from './copies-of-copies.ts';
import { pairLowContent } from './low-content.ts';
import { nominateFeatures } from './nominate-features.ts';
import { nominate, type Candidate } from './nominate.ts';
import { createPortraits } from './portrait-cache.ts';
import { SENSITIVITIES, type Sensitivity } from './sensitivity.ts';
import { fromOtherSide, judge, type Verdict } from './verdict.ts';

/** A verified pair of contents, by their places in the list, a before b: copies, or shots of one scene. */
export interface ContentMatch {
  readonly a: number;
  readonly b: number;
  /** Undefined where both have little content and simply look the same. */
  readonly verdict: Verdict | undefined;
}

export interface MatchOptions {
  readonly isWanted: (a: number, b: number) => boolean;
  readonly sensitivity: Sensitivity;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Checked between pictures: throws its reason when the search is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** How often a copy of a copy is looked for: two steps join what stands up to four edits apart. */
const CLOSURE_ROUNDS = 2;
const TICK_MS = 40;
/** Shots of one scene differ more than copies. */
const LEAST_SCENE_SIMILARITY = 0.02;

/**
 * All pairs of contents that verification accepts: nominated by their codes or their local features, with little content, and copies of copies
 * (each judged by its own pixels). In the order of their places; the same contents give the same pairs in whatever order they are listed.
 */
export async function matchContents(
  contents: readonly Content[],
  { isWanted, sensitivity, onProgress, signal }: MatchOptions,
): Promise<ContentMatch[]> {
  // From its two ends a pair looks a little different, since pixels are compared on the grid of one of the two: an order of the contents' own
  // decides which end is looked from.
  const order = [...contents.keys()].sort((a, b) =>
    contents[a]!.image.checksum < contents[b]!.image.checksum ? -1 : 1,
  );
  const images = order.map((place) => contents[place]!.image);
  const fingerprints = images.map(({ fingerprint }) => fingerprint);
  const portrait = createPortraits(fingerprints);
  const wants = (a: number, b: number): boolean => isWanted(order[a]!, order[b]!);
  const matches = new Map<number, ContentMatch>();
  const keyOf = (a: number, b: number): number => a * images.length + b;
  const { maxDistance, leastSimilarity } = SENSITIVITIES[sensitivity];
  const consider = ({ a, b, map }: Candidate, isRough: boolean): void => {
    if (matches.has(keyOf(a, b))) return;
    const verdict = judge(portrait(a), portrait(b), [{ map, isRough }]);
    if (verdict && verdict.similarity >= (verdict.isSameScene ? LEAST_SCENE_SIMILARITY : leastSimilarity)) matches.set(keyOf(a, b), { a, b, verdict });
  };
  const pause = createPause(signal);
  // One half for codes, the other for features.
  const total = 2 * images.length;
  const onCodes = (share: number): void => onProgress?.(Math.floor(share * images.length), total);
  const onFeatures = (done: number): void => onProgress?.(images.length + done, total);
  for await (const candidates of nominate(fingerprints, { wants, maxDistance, signal, onProgress: onCodes })) {
    for (const candidate of candidates) {
      consider(candidate, false);
      await pause();
    }
  }
  for await (const candidates of nominateFeatures(fingerprints, { wants, signal, onProgress: onFeatures })) {
    for (const candidate of candidates) {
      consider(candidate, true);
      await pause();
    }
  }
  for (const equal of pairLowContent(images, wants)) {
    for (const { a, b } of equal) if (!matches.has(keyOf(a, b))) matches.set(keyOf(a, b), { a, b, verdict: undefined });
    await pause();
  }
  for (let round = 0; round < CLOSURE_ROUNDS; round++)
    for (const candidates of copiesOfCopies([...matches.values()].map(toLink), wants)) {
      for (const candidate of candidates) consider(candidate, false);
      await pause();
    }
  onProgress?.(total, total);
  return [...matches.values()]
    .map((match) => atPlaces(match, order))
    .sort((one, other) => one.a - other.a || one.b - other.b);
}

function toLink({ a, b, verdict }: ContentMatch): Link {
  return { a, b, map: verdict?.isSameScene ? undefined : verdict?.map };
}

/** Lets other work in now and then; true when it did. */
function createPause(signal: AbortSignal | undefined): () => Promise<boolean> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TICK_MS) return false;
    await nextTick();
    signal?.throwIfAborted();
    last = performance.now();
    return true;
  };
}

/** The match of sorted contents as one of the contents as they are listed. */
function atPlaces({ a, b, verdict }: ContentMatch, order: readonly number[]): ContentMatch {
  const [one, other] = [order[a]!, order[b]!];
  return one < other ? { a: one, b: other, verdict } : { a: other, b: one, verdict: verdict && fromOtherSide(verdict) };
}
