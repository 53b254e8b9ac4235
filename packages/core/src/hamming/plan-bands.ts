import type { CodeBits } from './distinct-codes.ts';

/** Some neighbouring bits of a code, by which codes are filed, and the radius within which their keys are looked up. */
export interface Band {
  /** First bit, counted from the lowest of the first byte. */
  readonly from: number;
  /** Bits, 0 to 24; a band without bits meets all codes. */
  readonly width: number;
  readonly radius: number;
}

export interface BandPlan {
  readonly bands: readonly Band[];
  /** What a join of codes without any order would take in one thread, in nanoseconds. */
  readonly nanoseconds: number;
}

export interface BandDemand {
  readonly bits: CodeBits;
  readonly maxDistance: number;
  readonly rows: number;
  /** Codes with which a row is compared, if nothing says that they cannot be near. */
  readonly columns: number;
  /** Comparisons when each row is compared with all that it is to be compared with. */
  readonly comparisons: number;
}

/** Beyond this the starts of the keys alone are 64 MB. */
const MAX_WIDTH = 24;

/** Beyond this the list of keys to look up is no longer small against the codes. */
const MAX_PROBES = 10_000;

// Nanoseconds, of which only the ratios matter, as bench/hamming.ts shows them: looking up one key, beginning a row of a bucket, filing a code.
const PROBE_NS = 10;
const ROW_NS = 8;
const FILE_NS = 60;

/** Comparing codes that follow each other, and codes of a bucket: the first of them are waited for. */
interface Comparison {
  readonly scanNs: number;
  readonly bucketNs: number;
}

/**
 * The cheapest bands by which all pairs within `maxDistance` meet: multi-index hashing (Norouzi, Punjani and Fleet, 2012) with the pigeonhole
 * principle in its general form. When the bands' radii + 1 sum to maxDistance + 1, a pair outside every radius differs in more bits than that; so
 * some bands have a radius one larger than the others, and more bits. Where no bands are cheaper than comparing everything, one without bits.
 */
export function planBands(demand: BandDemand): BandPlan {
  let best: BandPlan = {
    bands: [{ from: 0, width: 0, radius: 0 }],
    nanoseconds: demand.comparisons * comparisonOf(demand).scanNs,
  };
  for (let count = 1; count <= Math.min(demand.maxDistance + 1, demand.bits); count++)
    for (let width = 1; width <= MAX_WIDTH; width++) {
      const plan = planWith(demand, count, width);
      if (plan && plan.nanoseconds < best.nanoseconds) best = plan;
    }
  return best;
}

/** With `count` bands, those with the larger radius having `width` bits and the others what is left. */
function planWith(demand: BandDemand, count: number, width: number): BandPlan | undefined {
  const radii = spreadRadii(demand.maxDistance, count);
  const larger = radii.filter((radius) => radius !== radii.at(-1)).length;
  const left = Math.min(MAX_WIDTH, Math.floor((demand.bits - larger * width) / (count - larger)));
  const bands: Band[] = [];
  let from = 0;
  let nanoseconds = 0;
  for (const [i, radius] of radii.entries()) {
    const band = { from, width: i < larger ? width : left, radius };
    if (band.width <= radius || ballSize(band) > MAX_PROBES) return undefined;
    bands.push(band);
    from += band.width;
    nanoseconds += costOf(band, demand);
  }
  return { bands, nanoseconds };
}

/** The bands' radii: their sum, with 1 for each, is maxDistance + 1. */
export function spreadRadii(maxDistance: number, bands: number): number[] {
  const used = Math.min(bands, maxDistance + 1);
  const radius = Math.floor((maxDistance + 1) / used);
  const larger = (maxDistance + 1) % used;
  return Array.from({ length: used }, (_, band) => (band < larger ? radius : radius - 1));
}

function costOf(band: Band, demand: BandDemand): number {
  const { rows, columns } = demand;
  const keys = 2 ** band.width;
  const filing = (rows + columns) * FILE_NS + keys;
  const probing = Math.min(keys, rows) * PROBE_NS;
  const joining = rows * (Math.min(1, columns / keys) * ROW_NS + (columns / keys) * comparisonOf(demand).bucketNs);
  return filing + ballSize(band) * (probing + joining);
}

/** Up to some 52 bits the first half of a code of 256 tells most pairs apart. */
function comparisonOf({ bits, maxDistance }: BandDemand): Comparison {
  if (bits === 64) return { scanNs: 1, bucketNs: 1 };
  return maxDistance <= 52 ? { scanNs: 1.7, bucketNs: 4 } : { scanNs: 2.6, bucketNs: 6.5 };
}

/** How many keys lie within the radius of one: the sum of the binomials. */
export function ballSize({ width, radius }: Band): number {
  let size = 0;
  let shell = 1;
  for (let distance = 0; distance <= radius; distance++) {
    size += shell;
    shell = (shell * (width - distance)) / (distance + 1);
  }
  return size;
}
