import { FREQUENCIES, FREQUENCY_INDICES } from '../fingerprint/descriptor.ts';
import { FEATURE_BYTES } from '../fingerprint/local-features.ts';
import { LEVEL_FACTOR } from '../fingerprint/local-features.ts';
import { sharedMemory, type SharedMemory } from '../kernels/instantiate-shared.ts';
import { FOUND_BYTES } from './found-candidates.ts';

/** Lists keep 8 bits for the feature of an image, and 24 for the image. */
export const MOST_FEATURES = 256;

/** Independent tables: a feature is found when it falls into the same list of either of them. */
const TABLES = 2;
const MOST_KEY_BITS = FREQUENCIES / TABLES;
const LEAST_KEY_BITS = 16;
/** Lists for each feature, as a power of 2: chance matches are rare then, and copies still meet. */
const SPARE_KEY_BITS = 3;
/** Keys that a feature is looked up under: the kernel turns 4 bits. */
const KEYS_TRIED = 16;
/** Lists this many times as long as the mean hold what is everywhere: stop words. */
const STOP_RATIO = 40;
const LEAST_STOP = 64;
/** A feature that is like more than so many others, and this share of the images, is common: it says little about which image this is. */
const LEAST_COMMON = 16;
const COMMON_SHARE = 0.002;
/** Matches of one image, in one sense, that are looked at; what its further features would match is left out. */
const MOST_MATCHES = 2 ** 20;

/** The first page is the kernel's own. */
const FIRST_ADDRESS = 65_536;
const ALIGNMENT = 64;
const FIELDS_BYTES = 64;
/** The scale of equal levels in the table of scales. */
const SCALE_CENTRE = 8;
/** The kernel's directions are 256 parts of a turn. */
const DIRECTIONS = 256;
/** More than places that agree take, so that no record, whatever it says, is marked beyond. */
const CELLS_BYTES = 256;

/** Where things stand in a memory in which threads search; all of it can be posted to them. */
export interface FeatureMemory {
  readonly shared: SharedMemory;
  readonly layout: number;
  /** One for each thread. */
  readonly scratches: readonly { readonly at: number; readonly found: number }[];
  /** Threads that have taken a scratch. */
  readonly taken: number;
}

export interface LaidOutFeatures {
  readonly memory: FeatureMemory;
  /** First feature of each image and one past the last, as the memory has them. */
  readonly first: Uint32Array;
  /** Where each image's records stand: still empty. */
  readonly recordsOf: (image: number) => Uint8Array;
}

export interface FeatureMemorySize {
  /** Features of each image: of those in the index first, then of those that are only looked up. */
  readonly counts: readonly number[];
  readonly indexed: number;
  readonly threads: number;
}

/** @throws RangeError where an image has too many features, or all of them would take more than 4 GiB, or than the machine has. */
export function layOutFeatures({ counts, indexed, threads }: FeatureMemorySize): LaidOutFeatures {
  const tooMany = counts.find((count) => count > MOST_FEATURES);
  if (tooMany !== undefined)
    throw new RangeError(`Expected at most ${MOST_FEATURES} features an image, got ${tooMany}`);
  const starts = new Uint32Array(counts.length + 1);
  for (const [image, count] of counts.entries()) starts[image + 1] = starts[image]! + count;
  const { allot, size } = allotter();
  const layout = allotLayout(starts, indexed, allot);
  const scratches = Array.from({ length: threads }, () => allotScratch(layout.fields, allot));
  const taken = allot(4);
  const shared = sharedMemory(size());
  for (const { at, fields } of [layout, ...scratches]) new Uint32Array(shared.buffer, at).set(Object.values(fields));
  new Float64Array(shared.buffer, layout.fields.cosines).set(cosines());
  new Float64Array(shared.buffer, layout.fields.scales).set(scales());
  const first = new Uint32Array(shared.buffer, layout.fields.first, starts.length);
  first.set(starts);
  const addresses = scratches.map(({ at, fields }) => ({ at, found: fields.found }));
  return {
    memory: { shared, layout: layout.at, scratches: addresses, taken },
    first,
    recordsOf(image) {
      const [from, to] = [first[image]! * FEATURE_BYTES, first[image + 1]! * FEATURE_BYTES];
      return new Uint8Array(shared.buffer, layout.fields.records + from, to - from);
    },
  };
}

type Allot = (bytes: number) => number;

/** Hands out addresses, each on a cache line of its own. */
function allotter(): { allot: Allot; size: () => number } {
  let next = FIRST_ADDRESS;
  const allot = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  return { allot, size: () => next };
}

/** The kernel's Layout, in its order. */
function allotLayout(starts: Uint32Array, indexed: number, allot: Allot) {
  const features = starts[indexed]!;
  const wantedBits = Math.ceil(Math.log2(features + 1)) + SPARE_KEY_BITS;
  const keyBits = Math.min(MOST_KEY_BITS, Math.max(LEAST_KEY_BITS, wantedBits));
  const fields = {
    records: allot(starts.at(-1)! * FEATURE_BYTES),
    first: allot(starts.byteLength),
    cosines: allot(8 * DIRECTIONS),
    scales: allot(8 * 2 * SCALE_CENTRE),
    indexed,
    keyMask: 2 ** keyBits - 1,
    longestList: Math.ceil(Math.max(LEAST_STOP, STOP_RATIO * (features / 2 ** keyBits))),
    mostAlike: Math.ceil(LEAST_COMMON + COMMON_SHARE * indexed),
    starts0: allot(4 * (2 ** keyBits + 1)),
    starts1: allot(4 * (2 ** keyBits + 1)),
    lists0: allot(4 * features),
    lists1: allot(4 * features),
    mirror0: mirrorMask(0, keyBits),
    mirror1: mirrorMask(1, keyBits),
  };
  return { at: allot(FIELDS_BYTES), fields };
}

/** The kernel's Scratch, in its order. */
function allotScratch(
  { indexed, longestList }: { readonly indexed: number; readonly longestList: number },
  allot: Allot,
) {
  const fields = {
    spans: allot(8 * KEYS_TRIED),
    entries: allot(4 * KEYS_TRIED * longestList),
    matches: allot(8 * MOST_MATCHES),
    mostMatches: MOST_MATCHES,
    counts: allot(4 * indexed),
    places: allot(4 * indexed),
    grouped: allot(8 * MOST_MATCHES),
    common: allot(MOST_FEATURES),
    cells: allot(CELLS_BYTES),
    found: allot(2 * indexed * FOUND_BYTES),
  };
  return { at: allot(FIELDS_BYTES), fields };
}

function cosines(): Float64Array {
  return Float64Array.from({ length: DIRECTIONS }, (_, direction) => Math.cos((direction * 2 * Math.PI) / DIRECTIONS));
}

function scales(): Float64Array {
  return Float64Array.from({ length: 2 * SCALE_CENTRE }, (_, index) => LEVEL_FACTOR ** (index - SCALE_CENTRE));
}

/** Bits of a table's key whose frequencies change their sign in a mirror: those odd across the patch's direction. */
function mirrorMask(table: number, keyBits: number): number {
  let mask = 0;
  for (let bit = 0; bit < keyBits; bit++) if (FREQUENCY_INDICES[table + bit * TABLES]![1] % 2 === 1) mask |= 1 << bit;
  return mask;
}
