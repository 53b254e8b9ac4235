import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { portraitOf, type Portrait } from './portrait.ts';

/** Most that are kept, some 10 kB each. */
const MOST_KEPT = 1000;

/** Portraits by place in the list; of those used longest ago some are made anew. */
export function createPortraits(fingerprints: readonly Fingerprint[]): (place: number) => Portrait {
  const kept = new Map<number, Portrait>();
  return (place) => {
    const portrait = kept.get(place) ?? portraitOf(fingerprints[place]!);
    kept.delete(place);
    kept.set(place, portrait); // a map keeps the order: the first is the one used longest ago
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return portrait;
  };
}
