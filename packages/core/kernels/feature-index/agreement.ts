// Whether matches of two images imply one similarity. A match is image << 16 | feature of that image << 8 | feature of the searched one.
import {
  angleOf,
  featuresOf,
  firstOf,
  layout,
  levelOf,
  markPlace,
  PLACES_BYTES,
  recordAt,
  scratch,
  xOf,
  yOf,
} from './memory';

/** What rare and common features count for, at distinct places, and what they must come to: 4 rare ones, or 12 that many images have. */
const RARE: u32 = 3;
const COMMON: u32 = 1;
const LEAST_VOTES: u32 = 4 * RARE;
/** An image with fewer features than this has fewer to agree, and fewer that agree by chance. */
const FEW_FEATURES: u32 = 40;
const LEAST_VOTES_OF_FEW: u32 = 3 * RARE;
const MOST_TRIED: u32 = 60;
/** Levels that two matches may differ about how large the copy is, and 1/256 turns about how it is turned. */
const LEVEL_TOLERANCE: i32 = 1;
const ANGLE_TOLERANCE: i32 = 14;
/** How far a feature may be from where another one's similarity puts it, in pixels of the coarser outline. */
const TOLERANCE: f64 = 4;
/** The scale of equal levels in the table of scales. */
const SCALE_CENTRE: i32 = 8;
const FOUND_BYTES: u32 = 64;

// The similarity that is being tried: (x, y) of `a` goes to (xx x + xy y + x0, yx x + yy y + y0).
let xx: f64, xy: f64, x0: f64, yx: f64, yy: f64, y0: f64;
let turn: i32;
let level: i32;
let scale: f64;

export function imageOf(match: u64): u32 {
  return <u32>(match >> 16);
}

/** Writes a candidate, the `index`th, where enough of the matches agree; whether they do. */
export function agree(b: u32, matches: usize, count: u32, mirrored: u32, index: u32): bool {
  const a = imageOf(load<u64>(matches));
  const isOfFew = min(featuresOf(a), featuresOf(b)) < FEW_FEATURES;
  const least = isOfFew ? LEAST_VOTES_OF_FEW : LEAST_VOTES;
  let most: u32 = least - 1;
  const tried = min(count, MOST_TRIED);
  for (let i: u32 = 0; i < tried; i++) {
    imply(b, load<u64>(matches + ((i * count) / tried) * 8), mirrored);
    const votes = votesFor(b, matches, count, mirrored);
    if (votes <= most) continue;
    most = votes;
    write(index, a, b, votes);
  }
  return most >= least;
}

/** The similarity that one match implies by place, size and direction. */
function imply(b: u32, match: u64, mirrored: u32): void {
  const one = featureOfA(match);
  const other = featureOfB(b, match);
  turn = turnOf(one, other, mirrored);
  level = levelOf(other) - levelOf(one);
  scale = load<f64>(layout.scales + (SCALE_CENTRE + level) * 8);
  const c = scale * load<f64>(layout.cosines + turn * 8);
  const s = scale * load<f64>(layout.cosines + ((turn - 64) & 255) * 8);
  xx = mirrored ? -c : c;
  xy = -s;
  yx = mirrored ? -s : s;
  yy = c;
  x0 = xOf(other) - xx * xOf(one) - xy * yOf(one);
  y0 = yOf(other) - yx * xOf(one) - yy * yOf(one);
}

/** What the matches that agree with the similarity count for, in whichever picture has fewer places of them. */
function votesFor(b: u32, matches: usize, count: u32, mirrored: u32): u32 {
  const reach = TOLERANCE * max(1, scale);
  memory.fill(scratch.cells, 0, 4 * PLACES_BYTES);
  let votesA: u32 = 0;
  let votesB: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const match = load<u64>(matches + i * 8);
    const one = featureOfA(match);
    const other = featureOfB(b, match);
    if (abs(levelOf(other) - levelOf(one) - level) > LEVEL_TOLERANCE) continue;
    const off = (turnOf(one, other, mirrored) - turn) & 255;
    if (off > ANGLE_TOLERANCE && off < 256 - ANGLE_TOLERANCE) continue;
    const dx = xx * xOf(one) + xy * yOf(one) + x0 - xOf(other);
    const dy = yx * xOf(one) + yy * yOf(one) + y0 - yOf(other);
    if (dx * dx + dy * dy >= reach * reach) continue;
    const isCommon: u32 = load<u8>(scratch.common + ((<u32>match) & 255));
    const cells = scratch.cells + isCommon * 2 * PLACES_BYTES;
    const vote = isCommon ? COMMON : RARE;
    votesA += vote * markPlace(cells, one);
    votesB += vote * markPlace(cells + PLACES_BYTES, other);
  }
  return min(votesA, votesB);
}

/** In 1/256 turns. A mirror reverses angles; the map of a mirrored picture turns after it mirrors. */
function turnOf(one: usize, other: usize, mirrored: u32): i32 {
  return (mirrored ? angleOf(other) + angleOf(one) + 128 : angleOf(other) - angleOf(one)) & 255;
}

function featureOfA(match: u64): usize {
  return recordAt(firstOf(imageOf(match)) + ((<u32>(match >> 8)) & 255));
}

function featureOfB(b: u32, match: u64): usize {
  return recordAt(firstOf(b) + ((<u32>match) & 255));
}

function write(index: u32, a: u32, b: u32, votes: u32): void {
  const at = scratch.found + index * FOUND_BYTES;
  store<u32>(at, a);
  store<u32>(at, b, 4);
  store<u32>(at, votes, 8);
  store<f64>(at, xx, 16);
  store<f64>(at, xy, 24);
  store<f64>(at, x0, 32);
  store<f64>(at, yx, 40);
  store<f64>(at, yy, 48);
  store<f64>(at, y0, 56);
}
