import { availableParallelism } from 'node:os';

import { FEATURE_BYTES } from '../fingerprint/local-features.ts';
import { invert } from './affine.ts';
import { layOutFeatures, type FeatureMemory } from './feature-memory.ts';
import type { SearchPart } from './feature-searcher.ts';
import { startFeatureThreads, type FeatureThreads } from './feature-threads.ts';
import { readCandidates, type MapCandidate } from './found-candidates.ts';

export interface NominateFeaturesOptions {
  /** Images of which only pairs with other ones are wanted. Undefined: all pairs. */
  readonly isReference?: ((image: number) => boolean) | undefined;
  readonly wants?: ((a: number, b: number) => boolean) | undefined;
  /** Worker threads, 0 for none, which few images never start. Default: one a core. */
  readonly threads?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** When it aborts, its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** A fingerprint, say. */
export interface HasFeatures {
  /** Records as localFeatures gives them. */
  readonly features: Uint8Array;
}

/** Images looked up in one task. */
const PART = 32;
/** Searching fewer features takes hardly longer than starting threads does. */
const LEAST_FOR_THREADS = 200_000;

/**
 * Pairs of images of which some features look alike and stand in the same arrangement, as they are or mirrored, in batches. The same pictures
 * give the same pairs and maps in whatever order they are listed, and however many threads search.
 * @throws RangeError where all features take more than 4 GiB.
 */
export async function* nominateFeatures(
  images: readonly HasFeatures[],
  options: NominateFeaturesOptions = {},
): AsyncGenerator<MapCandidate[]> {
  const { isReference, wants = () => true, onProgress, signal } = options;
  if (images.every(({ features }) => features.length === 0)) return; // none were asked for
  const plan = planSearch(images, isReference);
  const threads = threadsFor(images, plan, options.threads ?? availableParallelism());
  const memory = shareFeatures(images, plan, threads);
  const pool = startFeatureThreads(memory, { threads, signal });
  const total = plan.parts.reduce((sum, { from, to }) => sum + to - from, 0);
  let done = 0;
  try {
    await pool.build();
    for await (const { part, found } of inOrder(plan.parts, pool)) {
      signal?.throwIfAborted();
      const candidates = readCandidates(found).map((candidate) => atPlaces(candidate, plan.order));
      yield candidates.filter(({ a, b }) => wants(a, b));
      done += part.to - part.from;
      onProgress?.(done, total);
    }
  } catch (error) {
    signal?.throwIfAborted(); // a thread that was stopped has an error of its own
    throw error;
  } finally {
    await pool.close();
  }
}

interface SearchPlan {
  /** The images in an order of their contents' own, those in the index first. */
  readonly order: readonly number[];
  readonly indexed: number;
  readonly parts: readonly SearchPart[];
}

function planSearch(images: readonly HasFeatures[], isReference: NominateFeaturesOptions['isReference']): SearchPlan {
  const byContent = (places: readonly number[]): number[] =>
    places.toSorted((a, b) => Buffer.compare(images[a]!.features, images[b]!.features));
  const all = [...images.keys()];
  if (!isReference) return { order: byContent(all), indexed: all.length, parts: partsOf(0, all.length) };
  const sides = [all.filter((image) => isReference(image)), all.filter((image) => !isReference(image))];
  const [smaller, larger] = sides.toSorted((one, other) => one.length - other.length) as [number[], number[]];
  const indexed = larger.length;
  return {
    order: [...byContent(larger), ...byContent(smaller)],
    indexed,
    parts: partsOf(indexed, all.length, indexed),
  };
}

function partsOf(from: number, to: number, limit?: number): SearchPart[] {
  const length = Math.ceil((to - from) / PART);
  return Array.from({ length }, (_, part) => ({
    from: from + part * PART,
    to: Math.min(to, from + (part + 1) * PART),
    limit,
  }));
}

/** Threads that are worth starting. */
function threadsFor(images: readonly HasFeatures[], { order, parts }: SearchPlan, threads: number): number {
  const lookedUp = order.slice(parts[0]?.from);
  const bytes = lookedUp.reduce((sum, image) => sum + images[image]!.features.length, 0);
  return bytes < LEAST_FOR_THREADS * FEATURE_BYTES ? 0 : threads;
}

/** Puts the features of all images into one memory. */
function shareFeatures(images: readonly HasFeatures[], { order, indexed }: SearchPlan, threads: number): FeatureMemory {
  const counts = order.map((image) => images[image]!.features.length / FEATURE_BYTES);
  const { memory, recordsOf } = layOutFeatures({ counts, indexed, threads: Math.max(1, threads) });
  for (const [place, image] of order.entries()) recordsOf(place).set(images[image]!.features);
  return memory;
}

/** What is found in each part, in the order of the parts; some of them are under way at once. */
async function* inOrder(
  parts: readonly SearchPart[],
  { width, search }: FeatureThreads,
): AsyncGenerator<{ readonly part: SearchPart; readonly found: Uint8Array }> {
  const underWay: Promise<Uint8Array>[] = [];
  let next = 0;
  for (const part of parts) {
    for (; underWay.length < width && next < parts.length; next++) {
      const found = search(parts[next]!);
      found.catch(() => undefined); // it is heard of when its turn comes, unless the search has ended before
      underWay.push(found);
    }
    yield { part, found: await underWay.shift()! };
  }
}

/** With the images' places in the caller's list, the earlier one first. */
function atPlaces({ a, b, map }: MapCandidate, order: readonly number[]): MapCandidate {
  const [one, other] = [order[a]!, order[b]!];
  return one < other ? { a: one, b: other, map } : { a: other, b: one, map: invert(map) };
}
