// What feature-memory.ts (in src/duplicates) writes and where: a layout that all threads share, and a scratch for each.

/** Addresses and sizes. */
@unmanaged
export class Layout {
  records: u32;
  /** First feature of each image, and one past the last. */
  first: u32;
  /** Of 256 parts of a turn. */
  cosines: u32;
  /** LEVEL_FACTOR to the powers from -SCALE_CENTRE. */
  scales: u32;
  /** Images in the lists: the first ones. */
  indexed: u32;
  keyMask: u32;
  longestList: u32;
  /** A feature that is like more than so many others is common. */
  mostAlike: u32;
  starts0: u32;
  starts1: u32;
  lists0: u32;
  lists1: u32;
  /** A bit for each list: whether anything stands in it. */
  filled0: u32;
  filled1: u32;
  /** Bits of each table's keys that a mirror turns. */
  mirror0: u32;
  mirror1: u32;
}

/** Where one searching thread works. */
@unmanaged
export class Scratch {
  /** Of each feature of the searched image, 16 bytes: its key and weak bits in the first table, and in the second. */
  keys: u32;
  /** Begin and end of the lists to look through. */
  spans: u32;
  /** What stands in them. */
  entries: u32;
  /** Features of indexed images that are like one of the searched image. */
  matches: u32;
  mostMatches: u32;
  /** Matches of each image, all 0 between searches. */
  counts: u32;
  /** Where the next match of each image goes, all 0 between searches. */
  places: u32;
  /** Matches, image by image. */
  grouped: u32;
  /** Whether each feature of the searched image is common. */
  common: u32;
  /** Of the matches of one image, the changes of direction and of level, a byte each, and the points: 8 bytes. */
  turns: u32;
  levels: u32;
  points: u32;
  /** Places that agree, of rare and of common features, in either picture: PLACES_BYTES each. */
  cells: u32;
  found: u32;
}

export let layout: Layout = changetype<Layout>(0);
export let scratch: Scratch = changetype<Scratch>(0);

export function workIn(layoutAt: usize, scratchAt: usize): void {
  layout = changetype<Layout>(layoutAt);
  scratch = changetype<Scratch>(scratchAt);
}

// A record is 32 bytes of code, 24 of frequencies, a point, angle, level, and two spare bytes. A point is x and y in 1/128 pixels, 2 bytes each.
const RECORD: u32 = 64;
export const KEYS_AT: usize = 32;
const POINT_AT: usize = 56;
const ANGLE_AT: usize = 60;
const LEVEL_AT: usize = 61;

export function recordAt(feature: u32): usize {
  return layout.records + feature * RECORD;
}

export function firstOf(image: u32): u32 {
  return load<u32>(layout.first + image * 4);
}

export function featuresOf(image: u32): u32 {
  return firstOf(image + 1) - firstOf(image);
}

/** A record's point, packed. */
export function pointOf(record: usize): u32 {
  return load<u32>(record, POINT_AT);
}

/** In pixels of the outline, half of those it was found in. */
export function xOf(point: usize): f64 {
  return <f64>load<u16>(point) / 256 - 0.25;
}

export function yOf(point: usize): f64 {
  return <f64>load<u16>(point, 2) / 256 - 0.25;
}

/** In 256 parts of a turn. */
export function angleOf(record: usize): i32 {
  return load<u8>(record, ANGLE_AT);
}

export function levelOf(record: usize): i32 {
  return load<u8>(record, LEVEL_AT);
}

/** A picture has 16 x 16 places, each 8 pixels of the outline across: what is in one place mostly shows the same. */
const PLACE_SHIFT: u32 = 11;
export const PLACES_BYTES: u32 = 32;

/** Marks a point's place; 1 where none was there before. */
export function markPlace(cells: usize, point: usize): u32 {
  const down: usize = load<u16>(point, 2) >> PLACE_SHIFT;
  const right: u32 = load<u16>(point) >> PLACE_SHIFT;
  const row = cells + down * 2;
  const bit: u32 = 1 << right;
  const seen: u32 = load<u16>(row);
  store<u16>(row, seen | bit);
  return seen & bit ? 0 : 1;
}
