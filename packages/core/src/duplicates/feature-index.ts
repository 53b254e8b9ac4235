import { FEATURE_BYTES } from '../fingerprint/local-features.ts';
import type { Affine } from './affine.ts';
import { layOutFeatures, MOST_FEATURES, requireFewFeatures } from './feature-memory.ts';
import { startFeatureSearcher } from './feature-searcher.ts';
import { readCandidates } from './found-candidates.ts';
import type { HasFeatures } from './nominate-features.ts';

/** Images by their local features, kept for looking up single ones. */
export interface FeatureIndex {
  /** Images of the index, by their places in its list, of which some features stand in the same arrangement as those of this image. */
  readonly find: (image: HasFeatures) => FoundImage[];
}

export interface FoundImage {
  readonly image: number;
  /** From the image of the index to the one that was looked for, in pixels of their outlines. */
  readonly map: Affine;
}

/** @throws RangeError where all features take more than 4 GiB; `find` where an image has more than 256. */
export function createFeatureIndex(images: readonly HasFeatures[]): FeatureIndex {
  const indexed = images.length;
  const counts = [...images.map(({ features }) => features.length / FEATURE_BYTES), MOST_FEATURES];
  const { memory, first, recordsOf } = layOutFeatures({ counts, indexed, threads: 1 });
  for (const [image, { features }] of images.entries()) recordsOf(image).set(features);
  const { build, search } = startFeatureSearcher(memory);
  build(0);
  build(1);
  return {
    find({ features }) {
      const count = features.length / FEATURE_BYTES;
      requireFewFeatures(count);
      first[indexed + 1] = first[indexed]! + count;
      recordsOf(indexed).set(features);
      const found = search({ from: indexed, to: indexed + 1, limit: indexed });
      return readCandidates(found).map(({ a, map }) => ({ image: a, map }));
    },
  };
}
