import { setImmediate as nextTick } from 'node:timers/promises';

import { composeOrientations, invertOrientation } from '../fingerprint/turn-square.ts';
import type { Content } from './contents.ts';
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
  readonly wants: (a: number, b: number) => boolean;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Checked between pictures: throws its reason when the search is to stop. */
  readonly signal?: AbortSignal | undefined;
}

/** How often a copy of a copy is looked for: two steps join what stands up to four edits apart. */
const CLOSURE_ROUNDS = 2;
const TICK_MS = 40;

/** All pairs of contents that verification accepts: nominated ones, those with little content, and copies of copies (each judged by its own pixels). */
export async function matchContents(
  contents: readonly Content[],
  { wants, onProgress, signal }: MatchOptions,
): Promise<ContentMatch[]> {
  const images = contents.map(({ image }) => image);
  const matches: ContentMatch[] = [];
  const accept = ({ a, b, orientation }: Candidate): void => {
    const verdict = judge(images[a]!.fingerprint, images[b]!.fingerprint, orientation);
    if (verdict) matches.push({ a, b, verdict });
  };
  let done = 0;
  let ticked = performance.now();
  for (const candidates of nominate(images, { wants })) {
    candidates.forEach(accept);
    done++;
    if (performance.now() - ticked < TICK_MS) continue;
    onProgress?.(done, images.length);
    await nextTick();
    signal?.throwIfAborted();
    ticked = performance.now();
  }
  for (const equal of pairLowContent(images, wants))
    matches.push(...equal.map(({ a, b }) => ({ a, b, verdict: undefined })));
  for (let round = 0; round < CLOSURE_ROUNDS; round++) copiesOfCopies(matches, wants).forEach(accept);
  onProgress?.(images.length, images.length);
  return matches;
}

/** Pairs that are not matched but both match a third picture, with the turn that this implies. */
function copiesOfCopies(matches: readonly ContentMatch[], wants: (a: number, b: number) => boolean): Candidate[] {
  const turns = new Map<number, Map<number, number>>();
  const link = (from: number, to: number, orientation: number): void => {
    const known = turns.get(from);
    if (known) known.set(to, orientation);
    else turns.set(from, new Map([[to, orientation]]));
  };
  for (const { a, b, verdict } of matches) {
    if (!verdict) continue;
    link(a, b, verdict.orientation);
    link(b, a, invertOrientation(verdict.orientation));
  }
  const found = new Map<string, Candidate>();
  for (const [middle, around] of turns)
    for (const a of around.keys())
      for (const [b, toB] of around) {
        if (a >= b || turns.get(a)?.has(b) || found.has(`${a} ${b}`) || !wants(a, b)) continue;
        const orientation = composeOrientations(turns.get(a)!.get(middle)!, toB);
        found.set(`${a} ${b}`, { a, b, orientation });
      }
  return [...found.values()];
}
