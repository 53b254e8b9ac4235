import { FREQUENCIES, FREQUENCY_INDICES } from '../fingerprint/descriptor.ts';
import { FEATURE_BYTES, LEVEL_FACTOR } from '../fingerprint/local-features.ts';
import { createArena, type Arena, type SharedMemory } from '../kernels/instantiate-shared.ts';
import { FOUND_BYTES } from './found-candidates.ts';

/** Lists keep 8 bits for the feature of an image, and 24 for the image. */
export const MOST_FEATURES = 256;

/** Independent tables: a feature is found when it falls into the same list of either of them. */
const TABLES = 2;
const MOST_KEY_BITS = FREQUENCIES / TABLES;
const LEAST_KEY_BITS = 16;
/** Lists for each feature, as a power of 2: chance matches are rare then, and copies still meet. */
const SPARE_KEY_BITS = 5;
/** Keys that a feature is looked up under: the kernel turns 4 bits. */
const KEYS_TRIED = 16;
/** Lists this many times as long as the mean hold what is everywhere: stop words. */
const STOP_RATIO = 40;
const LEAST_STOP = 512;
/** A feature that is like more than so many of others before it, and of this share of the images, is common: it says little about which image it is in. */
const LEAST_COMMON = 256;
const COMMON_SHARE = 0.002;
/** Matches of one image, in one sense, that are looked at; what its further features would match is left out. */
const MOST_MATCHES = 2 ** 20;
/** Matches of two images. */
const MOST_PAIR_MATCHES = MOST_FEATURES ** 2;
/** Read at once by the kernel, and so past the end. */
const VECTOR_BYTES = 16;

/** So that a record is read at once. */
const CACHE_LINE = 64;
/** The scale of equal levels in the table of scales. */
const SCALE_CENTRE = 8;
/** The kernel's directions are 256 parts of a turn. */
const DIRECTIONS = 256;
/** More than places that agree take, so that no record, whatever it says, is marked beyond. */
const CELLS_BYTES = 256;

/** What threads need to search in a memory: all of it can be posted to them. */
export interface FeatureMemory {
  readonly shared: SharedMemory;
  readonly layout: number;
  /** One for each thread. */
  readonly scratches: readonly { readonly at: number; readonly found: number }[];
  /** How many threads have taken a scratch. */
  readonly taken: number;
}

export interface FeatureMemorySize {
  /** Features of each image: of those in the index first, then of those that are only looked up. */
  readonly counts: readonly number[];
  readonly indexed: number;
  readonly threads: number;
}

export interface LaidOutFeatures {
  readonly memory: FeatureMemory;
  /** First feature of each image and one past the last, as the memory has them. */
  readonly first: Uint32Array;
  /** Where each image's records stand: still empty. */
  readonly recordsOf: (image: number) => Uint8Array;
}

/** @throws RangeError where an image has too many features, or all of them would take more than 4 GiB, or than the machine has. */
export function layOutFeatures({ counts, indexed, threads }: FeatureMemorySize): LaidOutFeatures {
  const starts = new Uint32Array(counts.length + 1);
  for (const [image, count] of counts.entries()) {
    requireFewFeatures(count);
    starts[image + 1] = starts[image]! + count;
  }
  const arena = createArena();
  const layout = layoutOf(arena, starts, indexed);
  const scratches = Array.from({ length: threads }, () => scratchOf(arena, layout));
  const putFields = (fields: object): number => arena.put(Uint32Array.from(Object.values(fields)));
  const memory = {
    shared: arena.memory,
    layout: putFields(layout),
    scratches: scratches.map((fields) => ({ at: putFields(fields), found: fields.found })),
    taken: arena.allocate(4),
  };
  const { buffer } = arena.memory;
  const first = new Uint32Array(buffer, layout.first, starts.length);
  const recordsOf = (image: number): Uint8Array => {
    const [from, to] = [first[image]! * FEATURE_BYTES, first[image + 1]! * FEATURE_BYTES];
    return new Uint8Array(buffer, layout.records + from, to - from);
  };
  return { memory, first, recordsOf };
}

/** @throws RangeError for more features of an image than lists can tell apart. */
export function requireFewFeatures(count: number): void {
  if (count > MOST_FEATURES) throw new RangeError(`Expected at most ${MOST_FEATURES} features an image, got ${count}`);
}

/** The kernel's Layout, in its order. */
function layoutOf(arena: Arena, starts: Uint32Array, indexed: number) {
  const features = starts[indexed]!;
  const wantedBits = Math.ceil(Math.log2(features + 1)) + SPARE_KEY_BITS;
  const keyBits = Math.min(MOST_KEY_BITS, Math.max(LEAST_KEY_BITS, wantedBits));
  const records = arena.allocate(starts.at(-1)! * FEATURE_BYTES + CACHE_LINE);
  return {
    records: Math.ceil(records / CACHE_LINE) * CACHE_LINE,
    first: arena.put(starts),
    cosines: arena.put(new Uint8Array(cosines().buffer)),
    scales: arena.put(new Uint8Array(scales().buffer)),
    indexed,
    keyMask: 2 ** keyBits - 1,
    longestList: Math.ceil(Math.max(LEAST_STOP, STOP_RATIO * (features / 2 ** keyBits))),
    mostAlike: Math.ceil(LEAST_COMMON + COMMON_SHARE * indexed),
    starts0: arena.allocate(4 * (2 ** keyBits + 1)),
    starts1: arena.allocate(4 * (2 ** keyBits + 1)),
    lists0: arena.allocate(4 * features),
    lists1: arena.allocate(4 * features),
    filled0: arena.allocate(2 ** keyBits / 8),
    filled1: arena.allocate(2 ** keyBits / 8),
    mirror0: mirrorMask(0, keyBits),
    mirror1: mirrorMask(1, keyBits),
  };
}

/** The kernel's Scratch, in its order. */
function scratchOf(arena: Arena, layout: { readonly indexed: number; readonly longestList: number }) {
  return {
    keys: arena.allocate(16 * MOST_FEATURES),
    spans: arena.allocate(8 * (KEYS_TRIED + 1)), // a list is written before it is known to be empty
    entries: arena.allocate(4 * KEYS_TRIED * layout.longestList),
    matches: arena.allocate(8 * MOST_MATCHES),
    mostMatches: MOST_MATCHES,
    counts: arena.allocate(4 * layout.indexed),
    places: arena.allocate(4 * layout.indexed),
    grouped: arena.allocate(8 * MOST_MATCHES),
    common: arena.allocate(MOST_FEATURES),
    turns: arena.allocate(MOST_PAIR_MATCHES + VECTOR_BYTES),
    levels: arena.allocate(MOST_PAIR_MATCHES + VECTOR_BYTES),
    points: arena.allocate(8 * MOST_PAIR_MATCHES),
    cells: arena.allocate(CELLS_BYTES),
    found: arena.allocate(2 * layout.indexed * FOUND_BYTES),
  };
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
