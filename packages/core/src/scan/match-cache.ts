import type { KeptMatches } from '../duplicates/kept-matches.ts';
import type { Store } from '../store/store.ts';

/** In a store, matches stand beside fingerprints: they too are made of contents, of many at once. */
const VERSION = 'matches';

/** Matches of whole searches, kept in a store between runs; without one they are not. */
export function createMatchCache(store: Store | undefined): KeptMatches | undefined {
  return (
    store && {
      find: async (key) => (await store.getFingerprints(VERSION, [key]))[0]?.bytes,
      keep: (key, bytes) => store.putFingerprints(VERSION, [{ checksum: key, bytes }]),
    }
  );
}
