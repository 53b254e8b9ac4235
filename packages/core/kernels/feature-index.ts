// Finds images whose local features are alike and stand in the same arrangement. Features are looked up by the signs of their lowest
// frequencies, in lists that stand in one memory, in which any number of threads may search, each in a scratch of its own.
import { agree, imageOf } from './feature-index/agreement';
import { keyOf, weakBits } from './feature-index/keys';
import { firstOf, layout, recordAt, scratch, workIn } from './feature-index/memory';

/** Most bits of 256 that differ between two features that vote. */
const VOTING_BITS: u64 = 32;
/** An image with fewer matches is no candidate, whatever they count for. */
const LEAST_MATCHES: u32 = 3;
/** A key and its weak bits, for either table. */
const KEYS_BYTES: u32 = 16;

let matchCount: u32 = 0;
/** Codes that were compared so far, for benches. */
export let compared: u64 = 0;

export function open(layoutAt: usize, scratchAt: usize): void {
  workIn(layoutAt, scratchAt);
}

/** Fills one table by counting sort. Entries are image << 8 | feature of the image; each list is in the order of the images. */
export function build(table: u32): void {
  const ends: usize = startsOf(table) + 4;
  const list = listsOf(table);
  const filled = filledOf(table);
  const features = firstOf(layout.indexed);
  for (let feature: u32 = 0; feature < features; feature++) {
    const key = keyOf(recordAt(feature), table);
    const at = ends + key * 4;
    store<u32>(at, load<u32>(at) + 1);
    const byte = filled + (key >> 3);
    store<u8>(byte, (<u32>load<u8>(byte)) | (1 << (key & 7)));
  }
  let sum: u32 = 0;
  for (let key: u32 = 0; key <= layout.keyMask; key++) {
    const count = load<u32>(ends + key * 4);
    store<u32>(ends + key * 4, sum);
    sum += count;
  }
  // Each list's end moves on from its start while the list is filled.
  for (let image: u32 = 0; image < layout.indexed; image++) {
    const from = firstOf(image);
    for (let feature = from; feature < firstOf(image + 1); feature++) {
      const at = ends + keyOf(recordAt(feature), table) * 4;
      const place = load<u32>(at);
      store<u32>(list + place * 4, (image << 8) | (feature - from));
      store<u32>(at, place + 1);
    }
  }
}

/** Writes the candidates for image `b` among the first `limit` images, as it is and mirrored; how many there are. */
export function search(b: u32, limit: u32): u32 {
  const from = firstOf(b);
  const count = firstOf(b + 1) - from;
  for (let feature: u32 = 0; feature < count; feature++)
    readKeys(recordAt(from + feature), scratch.keys + feature * KEYS_BYTES);
  let found: u32 = 0;
  for (let mirrored: u32 = 0; mirrored < 2; mirrored++) {
    matchCount = 0;
    for (let feature: u32 = 0; feature < count; feature++) {
      const before = matchCount;
      matchFeature(recordAt(from + feature), feature, limit, mirrored);
      store<u8>(scratch.common + feature, matchCount - before > layout.mostAlike ? 1 : 0);
    }
    found = judgeMatches(b, mirrored, found);
  }
  return found;
}

/** A feature's key and weak bits in each table. */
function readKeys(record: usize, at: usize): void {
  for (let table: u32 = 0; table < 2; table++) {
    store<u32>(at + table * 8, keyOf(record, table));
    store<u32>(at + table * 8, weakBits(record, table), 4);
  }
}

/** Adds the features that are like one of the searched image. */
function matchFeature(record: usize, index: u32, limit: u32, mirrored: u32): void {
  const swap: usize = mirrored ? 16 : 0; // a mirrored picture's codes have their halves swapped
  const code0 = load<u64>(record + swap);
  const code1 = load<u64>(record + swap, 8);
  const code2 = load<u64>(record - swap, 16);
  const code3 = load<u64>(record - swap, 24);
  const keys = scratch.keys + index * KEYS_BYTES;
  const key0 = load<u32>(keys) ^ (mirrored ? layout.mirror0 : 0);
  const certain0 = layout.keyMask & ~load<u32>(keys, 4);
  for (let table: u32 = 0; table < 2; table++) {
    const key = table ? load<u32>(keys, 8) ^ (mirrored ? layout.mirror1 : 0) : key0;
    const count = gatherEntries(table, key, load<u32>(keys + table * 8, 4), limit);
    compared += count;
    for (let i: u32 = 0; i < count && matchCount < scratch.mostMatches; i++) {
      const entry = load<u32>(scratch.entries + i * 4);
      const image = entry >> 8;
      const other = recordAt(firstOf(image) + (entry & 255));
      const bits =
        popcnt(load<u64>(other) ^ code0) +
        popcnt(load<u64>(other, 8) ^ code1) +
        popcnt(load<u64>(other, 16) ^ code2) +
        popcnt(load<u64>(other, 24) ^ code3);
      if (bits > VOTING_BITS) continue;
      // What the first table has shown is not counted again.
      if (table && ((keyOf(other, 0) ^ key0) & certain0) == 0) continue;
      store<u64>(scratch.matches + matchCount++ * 8, ((<u64>entry) << 8) | index);
      const counted = scratch.counts + image * 4;
      store<u32>(counted, load<u32>(counted) + 1);
    }
  }
}

/** What stands in all lists that a feature may stand in, of images before `limit`: step by step, so that reads of memory need not wait for one another. */
function gatherEntries(table: u32, key: u32, weak: u32, limit: u32): u32 {
  const starts = startsOf(table);
  const list = listsOf(table);
  const filled = filledOf(table);
  let spans: usize = scratch.spans;
  let turned: u32 = 0;
  do {
    const tried = key ^ turned;
    store<u64>(spans, tried);
    spans += (((<u32>load<u8>(filled + (tried >> 3))) >> (tried & 7)) & 1) * 8; // most lists of a small index are empty
    turned = (turned - weak) & weak; // the next subset of the weak bits
  } while (turned);
  for (let span: usize = scratch.spans; span < spans; span += 8)
    store<u64>(span, load<u64>(starts + load<u32>(span) * 4)); // where the list starts, and where the next one does
  let count: u32 = 0;
  for (let span: usize = scratch.spans; span < spans; span += 8) {
    const begin = load<u32>(span);
    const end = load<u32>(span, 4);
    if (end - begin > layout.longestList) continue;
    for (let place = begin; place < end; place++) {
      const entry = load<u32>(list + place * 4);
      if (entry >> 8 >= limit) break;
      store<u32>(scratch.entries + count++ * 4, entry);
    }
  }
  return count;
}

/** Puts the matches of each image that has enough of them side by side, and sees whether they agree. */
function judgeMatches(b: u32, mirrored: u32, found: u32): u32 {
  let end: u32 = 0;
  for (let i: u32 = 0; i < matchCount; i++) {
    const match = load<u64>(scratch.matches + i * 8);
    const count = load<u32>(scratch.counts + imageOf(match) * 4);
    if (count < LEAST_MATCHES) continue;
    const placed = scratch.places + imageOf(match) * 4;
    let place = load<u32>(placed); // 0 before the image's first match, and after its last one where it is the first image
    if (!place) place = end += count;
    store<u64>(scratch.grouped + --place * 8, match);
    store<u32>(placed, place);
  }
  for (let i: u32 = 0; i < end;) {
    const matches: usize = scratch.grouped + i * 8;
    const count = load<u32>(scratch.counts + imageOf(load<u64>(matches)) * 4);
    if (agree(b, matches, count, mirrored, found)) found++;
    i += count;
  }
  for (let i: u32 = 0; i < matchCount; i++) {
    const image = imageOf(load<u64>(scratch.matches + i * 8));
    store<u32>(scratch.counts + image * 4, 0);
    store<u32>(scratch.places + image * 4, 0);
  }
  return found;
}

function startsOf(table: u32): usize {
  return table ? layout.starts1 : layout.starts0;
}

function listsOf(table: u32): usize {
  return table ? layout.lists1 : layout.lists0;
}

function filledOf(table: u32): usize {
  return table ? layout.filled1 : layout.filled0;
}
