import { setImmediate as nextTick } from 'node:timers/promises';

import { invertOrientation } from '../fingerprint/turn-square.ts';
import type { Content } from './contents.ts';
import { copiesOfCopies } from './copies-of-copies.ts';
import { pairLowContent } from './low-content.ts';
import { nominate } from './nominate.ts';
import type { Candidate } from './search-image.ts';
import { judge, type Verdict } from './verdict.ts';

/** A verified pair of contents, by their places in the list, a before b. */
export interface ContentMatch {
  readonly a: number;
  readonly b: number;
  /** Undefined where both have little content and simply look the same. */
  readonly verdict: Verdict | undefined;
}

export interface MatchOptions {
  readonly isWanted: (a: number, b: number) => boolean;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Checked between pictures: throws its reason when the search is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** How often a copy of a copy is looked for: two steps join what stands up to four edits apart. */
const CLOSURE_ROUNDS = 2;
const TICK_MS = 40;

/**
 * All pairs of contents that verification accepts: nominated ones, those with little content, and copies of copies (each judged by its own
 * pixels). In the order of their places; the same contents give the same pairs in whatever order they are listed.
 */
export async function matchContents(
  contents: readonly Content[],
  { isWanted, onProgress, signal }: MatchOptions,
): Promise<ContentMatch[]> {
  // From its two ends a pair looks a few bits different, since turning a picture moves the median of its code: an order of the contents' own
  // decides which end is looked from.
  const order = [...contents.keys()].sort((a, b) =>
    contents[a]!.image.checksum < contents[b]!.image.checksum ? -1 : 1,
  );
  const images = order.map((place) => contents[place]!.image);
  const wants = (a: number, b: number): boolean => isWanted(order[a]!, order[b]!);
  const matches: ContentMatch[] = [];
  const accept = ({ a, b, orientation }: Candidate): void => {
    const verdict = judge(images[a]!.fingerprint, images[b]!.fingerprint, orientation);
    if (verdict) matches.push({ a, b, verdict });
  };
  const pause = createPause(signal);
  let done = 0;
  for (const candidates of nominate(images, { wants })) {
    candidates.forEach(accept);
    done++;
    if (await pause()) onProgress?.(done, images.length);
  }
  for (const equal of pairLowContent(images, wants)) {
    for (const { a, b } of equal) matches.push({ a, b, verdict: undefined });
    await pause();
  }
  for (let round = 0; round < CLOSURE_ROUNDS; round++)
    for (const candidates of copiesOfCopies(matches, wants)) {
      candidates.forEach(accept);
      await pause();
    }
  onProgress?.(images.length, images.length);
  return matches.map((match) => atPlaces(match, order)).sort((one, other) => one.a - other.a || one.b - other.b);
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
  return one < other ? { a: one, b: other, verdict } : { a: other, b: one, verdict: verdict && fromOtherEnd(verdict) };
}

function fromOtherEnd({ orientation, verification, ...rest }: Verdict): Verdict {
  const [a, b] = verification.chroma;
  return { ...rest, orientation: invertOrientation(orientation), verification: { ...verification, chroma: [b, a] } };
}
