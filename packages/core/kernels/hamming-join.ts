// Finds the pairs of codes within a distance, bucket by bucket. Several threads run it on one memory, each on rows of its own: where a thread
// is stands in the globals below, everything else in memory, as src/hamming/join-memory.ts lays it out.
import { Band, BAND_BYTES, file, keyOf } from './hamming/band';
import { Code256, Code64, distance64 } from './hamming/code';

/** So many rows are compared with so many columns, which stay in the first-level cache, before the thread looks whether it has to stop. */
const BLOCK_ROWS: u32 = 64;
const BLOCK_COLUMNS: u32 = 512;

/** Comparisons between two signs of life: some 50 ms. */
const STINT: u32 = 1 << 25;

/** No row: the buckets have yet to be begun. */
const NOWHERE: u32 = u32.MAX_VALUE;

/** Half a code of 256 bits in which more differ than are allowed ends a comparison early, where most of them do: from here on too few. */
const HALF_TELLS_UP_TO: u32 = 52;

/** Codes filed by a band: copies of them in key order, whose copies they are, and where each key's begin. */
@unmanaged
class Side {
  codes: usize;
  ids: usize;
  starts: usize;
}

/** The join of two sides in one band. */
@unmanaged
class Job {
  a: Side;
  b: Side;
  codeBytes: u32;
  maxDistance: u32;
  /** 1 when both sides are the same: of (a, b) and (b, a) only one is looked at, and no code against itself. */
  isSelf: u32;
  band: Band;
  /** The differences of keys that the band's radius allows. */
  probes: usize;
  probeCount: u32;
  /** The bands that were joined before: a pair that meets in one of them has been found there. */
  earlier: usize;
  earlierEnd: usize;
  /** For each code of a with how many codes of b it is compared, from the first; 0 when with all. */
  ends: usize;
}

/** Where a thread puts what it finds: three columns. */
@unmanaged
class Output {
  a: usize;
  b: usize;
  distance: usize;
  capacity: u32;
}

let job: Job = changetype<Job>(0);
let output: Output = changetype<Output>(0);
let found: u32 = 0;
let compared: u32 = 0;

// The rows to join, and where among them the thread is: a block of the buckets `bucket` and `bucket ^ probes[probe]`.
let firstRow: u32 = 0;
let endRow: u32 = 0;
let bucket: u32 = 0;
let probe: u32 = 0;
let row: u32 = NOWHERE;
let column: u32 = 0;

/** Files the codes that stand at `source`, in the order of their ids, by the job's band. */
export function arrange(jobAt: usize, sideAt: usize, source: usize, count: u32): void {
  const side = changetype<Side>(sideAt);
  const codeBytes = changetype<Job>(jobAt).codeBytes;
  file(changetype<Job>(jobAt).band, source, codeBytes, count, side.starts, side.ids);
  let to = side.codes;
  for (let i: u32 = 0; i < count; i++, to += codeBytes)
    copyCode(source + wordAt(side.ids, i) * codeBytes, to, codeBytes);
}

/** Makes the rows from `first` up to `end`, as the job's side a is filed, this thread's task. */
export function begin(jobAt: usize, outputAt: usize, first: u32, end: u32): void {
  job = changetype<Job>(jobAt);
  output = changetype<Output>(outputAt);
  firstRow = first;
  endRow = end;
  bucket = keyOf(job.band, job.a.codes + first * job.codeBytes);
  probe = 0;
  row = NOWHERE;
}

/** Goes on until the task is done, the output is full or some 50 ms are over; gives how many pairs are in the output. */
export function run(): u32 {
  found = compared = 0;
  if (job.codeBytes == offsetof<Code64>()) joinBuckets<Code64>();
  else joinBuckets<Code256>();
  return found;
}

/** 1 when nothing is left of the task. */
export function isDone(): u32 {
  return u32(bucket > job.band.mask || wordAt(job.a.starts, bucket) >= endRow);
}

function joinBuckets<Code>(): void {
  const starts = job.a.starts;
  for (; !isDone(); bucket++) {
    const from = max(wordAt(starts, bucket), firstRow);
    const to = min(wordAt(starts, bucket + 1), endRow);
    if (from < to && !joinBucket<Code>(from, to)) return;
  }
}

/** Joins rows of one bucket with all buckets within the band's radius; false when it had to stop. */
function joinBucket<Code>(from: u32, to: u32): bool {
  const probes = job.probes;
  const probeCount = job.probeCount;
  const starts = job.b.starts;
  const isSelf = job.isSelf;
  const current = bucket;
  let i = probe;
  for (; i < probeCount; i++) {
    const other = current ^ wordAt(probes, i);
    if (isSelf && other < current) continue;
    const columns = wordAt(starts, other);
    const end = wordAt(starts, other + 1);
    if (columns < end && !joinBlocks<Code>(from, to, columns, end)) break;
  }
  probe = i < probeCount ? i : 0;
  return i == probeCount;
}

/** Joins the rows of one bucket with the columns of another, block by block; false when it had to stop. */
function joinBlocks<Code>(from: u32, to: u32, columns: u32, end: u32): bool {
  let i = row == NOWHERE ? from : row;
  let j = row == NOWHERE ? columns : column;
  row = NOWHERE;
  for (; j < end; j += BLOCK_COLUMNS, i = from) {
    const endColumn = min(j + BLOCK_COLUMNS, end);
    for (; i < to; i += BLOCK_ROWS) {
      if (found > output.capacity - BLOCK_ROWS * BLOCK_COLUMNS || compared > STINT) {
        row = i;
        column = j;
        return false;
      }
      joinBlock<Code>(i, min(i + BLOCK_ROWS, to), j, endColumn);
    }
  }
  return true;
}

function joinBlock<Code>(fromRow: u32, toRow: u32, fromColumn: u32, toColumn: u32): void {
  const isSelf = job.isSelf;
  // Where nothing is filed a code's place is its id, and columns past a row's end need not be looked at.
  const ends = job.band.mask == 0 ? job.ends : 0;
  for (let i = fromRow; i < toRow; i++) {
    const first = isSelf ? max(fromColumn, i + 1) : fromColumn;
    const end = ends ? min(toColumn, wordAt(ends, i)) : toColumn;
    joinRow<Code>(i, first, end);
  }
  compared += (toRow - fromRow) * (toColumn - fromColumn);
}

function joinRow<Code>(i: u32, first: u32, end: u32): void {
  const codeBytes = <u32>offsetof<Code>();
  const row = job.a.codes + i * codeBytes;
  const columns = job.b.codes;
  const last = columns + end * codeBytes;
  const maxDistance = job.maxDistance;
  if (codeBytes == offsetof<Code64>()) {
    for (let at = columns + first * codeBytes; at < last; at += codeBytes) {
      const distance = distance64(row, at);
      if (distance <= maxDistance) meet(row, at, distance);
    }
  } else {
    const half = maxDistance <= HALF_TELLS_UP_TO ? maxDistance : 256;
    for (let at = columns + first * codeBytes; at < last; at += codeBytes) {
      let distance = distance64(row, at) + distance64(row + 8, at + 8);
      if (distance > half) continue;
      distance += distance64(row + 16, at + 16) + distance64(row + 24, at + 24);
      if (distance <= maxDistance) meet(row, at, distance);
    }
  }
}

/** Puts a pair of filed codes into the output, unless it has been found in an earlier band. */
function meet(codeA: usize, codeB: usize, distance: u32): void {
  for (let at = job.earlier; at < job.earlierEnd; at += BAND_BYTES) {
    const band = changetype<Band>(at);
    if (<u32>popcnt(keyOf(band, codeA) ^ keyOf(band, codeB)) <= band.radius) return;
  }
  const a = wordAt(job.a.ids, <u32>(codeA - job.a.codes) / job.codeBytes);
  const b = wordAt(job.b.ids, <u32>(codeB - job.b.codes) / job.codeBytes);
  if (job.ends && b >= wordAt(job.ends, a)) return;
  const isTurned = job.isSelf && b < a;
  store<u32>(output.a + (found << 2), isTurned ? b : a);
  store<u32>(output.b + (found << 2), isTurned ? a : b);
  store<u16>(output.distance + (found << 1), <u16>distance);
  found++;
}

function copyCode(from: usize, to: usize, codeBytes: u32): void {
  for (let at: usize = 0; at < codeBytes; at += 8) store<u64>(to + at, load<u64>(from + at));
}

function wordAt(words: usize, i: u32): u32 {
  return load<u32>(words + ((<usize>i) << 2));
}
