import { wasm } from '../kernels/hamming-index.wasm.ts';
import { createArena, instantiateShared, type Arena } from '../kernels/instantiate-shared.ts';
import { BAND_BYTES, bandWords } from './band-words.ts';
import type { CodeBits, DistinctCodes } from './distinct-codes.ts';
import type { Pairs } from './pairs.ts';
import { ballSize, type Band } from './plan-bands.ts';
import { probesOf } from './probes.ts';

/** Codes that can be asked for what is near a given one. */
export interface HammingIndex {
  /**
   * All distinct codes within `maxDistance` of the given ones, exactly: `a` is a given code's place and `b` the number of a distinct code. Ordered
   * by `a` only.
   * @param codes one after another, such as an image's in its eight orientations.
   * @throws RangeError when the codes are not of the index's size, or `maxDistance` is no integer from 0 to their bits.
   */
  query(codes: Uint8Array, maxDistance: number): Pairs;
}

/** What kernels/hamming-index.ts exports. */
interface IndexKernel {
  fill(index: number, band: number, table: number): void;
  find(index: number, code: number, maxDistance: number): number;
  scan(index: number, code: number, maxDistance: number): number;
}

const BAND_WIDTH = 16;

/** Below this many codes nothing is faster than to compare with all of them. */
const WORTH_FILING = 20_000;

// What it costs to look up a key, and to compare with a code that it leads to, in comparisons of codes that follow each other in memory.
const PROBE_COST = 4;
const CANDIDATE_COST = 8;

/**
 * Files codes for queries, by each of their 16-bit bands: multi-index hashing as in `planBands`, for one code at a time. It takes 4 bytes a code for
 * each band beside the codes themselves.
 */
export function createHammingIndex(codes: DistinctCodes): HammingIndex {
  const arena = createArena();
  const kernel = instantiateShared(wasm, arena.memory) as IndexKernel;
  const { bits, count } = codes;
  const codesAt = arena.put(codes.codes);
  const foundAt = arena.allocate(count * 4);
  const distancesAt = arena.allocate(count * 2);
  const queryAt = arena.allocate(bits / 8);
  /** The kernel's Index. */
  const putIndex = (bandsAt: number, tablesAt: number, bandCount: number): number =>
    arena.put(Uint32Array.of(codesAt, bits / 8, count, bandsAt, tablesAt, bandCount, foundAt, distancesAt));
  const files = count < WORTH_FILING ? [] : fileBands(arena, kernel, { bits, count, index: putIndex(0, 0, 0) });
  const lookups = new Map<number, Lookup>();

  const prepare = (maxDistance: number): Lookup => {
    const known = lookups.get(maxDistance);
    if (known) return known;
    const bands = planLookup(codes, files.length, maxDistance);
    const tables = bands.map((band, i) => {
      const probes = probesOf(band);
      return [files[i]!.starts, files[i]!.ids, arena.put(probes), probes.length];
    });
    const tablesAt = arena.put(Uint32Array.from(tables.flat()));
    const lookup = { index: putIndex(arena.put(bandWords(bands, bits / 8)), tablesAt, bands.length), bands };
    lookups.set(maxDistance, lookup);
    return lookup;
  };
  return {
    query(queries, maxDistance) {
      checkQuery(queries, maxDistance, bits);
      const { index, bands } = prepare(maxDistance);
      const { buffer } = arena.memory;
      const found: Found[] = [];
      for (let from = 0; from < queries.length; from += bits / 8) {
        new Uint8Array(buffer, queryAt, bits / 8).set(queries.subarray(from, from + bits / 8));
        const matches =
          bands.length === 0 ? kernel.scan(index, queryAt, maxDistance) : kernel.find(index, queryAt, maxDistance);
        found.push({
          numbers: new Uint32Array(new Uint32Array(buffer, foundAt, matches)),
          distances: new Uint16Array(new Uint16Array(buffer, distancesAt, matches)),
        });
      }
      return joinColumns(found);
    },
  };
}

/** How codes within a distance are found: by these bands, or by a scan when there are none. */
interface Lookup {
  /** The kernel's Index. */
  readonly index: number;
  readonly bands: readonly Band[];
}

/** Where the codes filed by one band are. */
interface BandFile {
  readonly starts: number;
  readonly ids: number;
}

/** What one code has found. */
interface Found {
  readonly numbers: Uint32Array;
  readonly distances: Uint16Array;
}

function fileBands(
  arena: Arena,
  kernel: IndexKernel,
  { bits, count, index }: { readonly bits: CodeBits; readonly count: number; readonly index: number },
): BandFile[] {
  const bands = Array.from({ length: bits / BAND_WIDTH }, (_, i) => bandAt(i, 0));
  const bandsAt = arena.put(bandWords(bands, bits / 8));
  return bands.map((_, i) => {
    const file = { starts: arena.allocate((2 ** BAND_WIDTH + 2) * 4), ids: arena.allocate(count * 4) };
    kernel.fill(index, bandsAt + i * BAND_BYTES, arena.put(Uint32Array.of(file.starts, file.ids, 0, 0)));
    return file;
  });
}

function bandAt(i: number, radius: number): Band {
  return { from: i * BAND_WIDTH, width: BAND_WIDTH, radius };
}

/** The bands to look up; none where a scan is cheaper. */
function planLookup({ count }: DistinctCodes, filed: number, maxDistance: number): Band[] {
  if (filed === 0) return [];
  const bands = spreadRadii(maxDistance, filed).map((radius, i) => bandAt(i, radius));
  const probes = bands.reduce((sum, band) => sum + ballSize(band), 0);
  return probes * (PROBE_COST + (CANDIDATE_COST * count) / 2 ** BAND_WIDTH) < count ? bands : [];
}

/** The radii that are needed: their sum, with 1 for each band, is maxDistance + 1 (see `planBands`). */
function spreadRadii(maxDistance: number, bands: number): number[] {
  const used = Math.min(bands, maxDistance + 1);
  const radius = Math.floor((maxDistance + 1) / used);
  const larger = (maxDistance + 1) % used;
  return Array.from({ length: used }, (_, band) => (band < larger ? radius : radius - 1));
}

function joinColumns(found: readonly Found[]): Pairs {
  const length = found.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const pairs = { a: new Uint32Array(length), b: new Uint32Array(length), distance: new Uint16Array(length) };
  let at = 0;
  for (const [query, { numbers, distances }] of found.entries()) {
    pairs.a.fill(query, at, at + numbers.length);
    pairs.b.set(numbers, at);
    pairs.distance.set(distances, at);
    at += numbers.length;
  }
  return pairs;
}

function checkQuery(queries: Uint8Array, maxDistance: number, bits: CodeBits): void {
  if (queries.length % (bits / 8) !== 0) {
    throw new RangeError(`Expected \`codes\` to be a whole number of ${bits / 8} bytes, got ${queries.length} bytes`);
  }
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > bits) {
    throw new RangeError(`Expected \`maxDistance\` to be an integer from 0 to ${bits}, got \`${maxDistance}\``);
  }
}
