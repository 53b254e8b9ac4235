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

/** What the search for a plan takes: smaller joins are not worth one. */
const PLANNING_NS = 500_000;

const NO_BAND: BandKind = { width: 0, radius: 0 };

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
  const scan = demand.comparisons * comparisonOf(demand).scanNs;
  let best: Layout = { larger: 0, wide: NO_BAND, smaller: 1, narrow: NO_BAND, nanoseconds: scan };
  if (scan < PLANNING_NS) return spellOut(best);
  for (let count = 1; count <= Math.min(demand.maxDistance + 1, demand.bits); count++)
    for (let width = 1; width <= MAX_WIDTH; width++) {
      const layout = layOut(demand, count, width);
      if (layout && layout.nanoseconds < best.nanoseconds) best = layout;
    }
  return spellOut(best);
}

/** Bands of two kinds: some with the larger radius, and the others. */
interface Layout {
  readonly larger: number;
  readonly wide: BandKind;
  readonly smaller: number;
  readonly narrow: BandKind;
  readonly nanoseconds: number;
}

type BandKind = Omit<Band, 'from'>;

/** `count` bands, those with the larger radius having `width` bits and the others what is left. */
function layOut(demand: BandDemand, count: number, width: number): Layout | undefined {
  const radius = Math.floor((demand.maxDistance + 1) / count);
  const larger = (demand.maxDistance + 1) % count;
  const smaller = count - larger;
  const left = Math.min(MAX_WIDTH, Math.floor((demand.bits - larger * width) / smaller));
  const wide = { width, radius };
  const narrow = { width: left, radius: radius - 1 };
  if (!isUsable(narrow) || (larger > 0 && !isUsable(wide))) return undefined;
  const nanoseconds = larger * costOf(wide, demand) + smaller * costOf(narrow, demand);
  return { larger, wide, smaller, narrow, nanoseconds };
}

function spellOut({ larger, wide, smaller, narrow, nanoseconds }: Layout): BandPlan {
  let from = 0;
  const bands: Band[] = [];
  for (let i = 0; i < larger + smaller; i++) {
    const kind = i < larger ? wide : narrow;
    bands.push({ from, ...kind });
    from += kind.width;
  }
  return { bands, nanoseconds };
}

function isUsable(kind: BandKind): boolean {
  return kind.radius < kind.width && ballSize(kind) <= MAX_PROBES;
}

function costOf(band: BandKind, demand: BandDemand): number {
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
export function ballSize({ width, radius }: BandKind): number {
  let size = 0;
  let shell = 1;
  for (let distance = 0; distance <= radius; distance++) {
    size += shell;
    shell = (shell * (width - distance)) / (distance + 1);
  }
  return size;
}
