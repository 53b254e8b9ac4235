// Whether matches of two images imply one similarity. A match is image << 16 | feature of that image << 8 | feature of the searched one.
import {
  angleOf,
  featuresOf,
  firstOf,
  layout,
  levelOf,
  markPlace,
  PLACES_BYTES,
  pointOf,
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
const LEVEL_TOLERANCE: i8 = 1;
const ANGLE_TOLERANCE: i8 = 14;
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
  if (layOut(b, matches, count, mirrored) < least) return false;
  let most: u32 = least - 1;
  const tried = min(count, MOST_TRIED);
  for (let i: u32 = 0; i < tried; i++) {
    imply((i * count) / tried, mirrored);
    const votes = votesFor(matches, count);
    if (votes <= most) continue;
    most = votes;
    write(index, a, b, votes);
  }
  return most >= least;
}

/** Lays the facts of each match out in the scratch, so that each similarity is tried on all of them in one go; what the matches could count for at most. */
function layOut(b: u32, matches: usize, count: u32, mirrored: u32): u32 {
  let votes: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const match = load<u64>(matches + i * 8);
    const one = recordAt(firstOf(imageOf(match)) + ((<u32>(match >> 8)) & 255));
    const other = recordAt(firstOf(b) + ((<u32>match) & 255));
    store<u8>(scratch.turns + i, <u8>turnOf(one, other, mirrored));
    store<i8>(scratch.levels + i, <i8>(levelOf(other) - levelOf(one)));
    store<u32>(scratch.points + i * 8, pointOf(one));
    store<u32>(scratch.points + i * 8, pointOf(other), 4);
    votes += voteOf(match);
  }
  return votes;
}

/** The similarity that one match implies by place, size and direction. */
function imply(i: u32, mirrored: u32): void {
  const one = scratch.points + i * 8;
  const other = one + 4;
  turn = load<u8>(scratch.turns + i);
  level = load<i8>(scratch.levels + i);
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
function votesFor(matches: usize, count: u32): u32 {
  const reach = TOLERANCE * max(1, scale);
  memory.fill(scratch.cells, 0, 4 * PLACES_BYTES);
  let votesA: u32 = 0;
  let votesB: u32 = 0;
  for (let from: u32 = 0; from < count; from += 16) {
    for (let like = likeInSizeAndTurn(from, count); like; like &= like - 1) {
      const i = from + ctz(like);
      const one = scratch.points + i * 8;
      const other = one + 4;
      const dx = xx * xOf(one) + xy * yOf(one) + x0 - xOf(other);
      const dy = yx * xOf(one) + yy * yOf(one) + y0 - yOf(other);
      if (dx * dx + dy * dy >= reach * reach) continue;
      const vote = voteOf(load<u64>(matches + i * 8));
      const cells = scratch.cells + (vote == COMMON ? 2 * PLACES_BYTES : 0);
      votesA += vote * markPlace(cells, one);
      votesB += vote * markPlace(cells + PLACES_BYTES, other);
    }
  }
  return min(votesA, votesB);
}

/** Which of the 16 matches from one on change size and direction as the similarity does: a bit for each. */
function likeInSizeAndTurn(from: u32, count: u32): u32 {
  const turns = i8x16.abs(i8x16.sub(v128.load(scratch.turns + from), i8x16.splat(<i8>turn)));
  const levels = i8x16.abs(i8x16.sub(v128.load(scratch.levels + from), i8x16.splat(<i8>level)));
  const like = v128.and(
    i8x16.le_u(turns, i8x16.splat(ANGLE_TOLERANCE)),
    i8x16.le_u(levels, i8x16.splat(LEVEL_TOLERANCE)),
  );
  const left = count - from;
  return i8x16.bitmask(like) & (left < 16 ? (1 << left) - 1 : 0xffff);
}

function voteOf(match: u64): u32 {
  return load<u8>(scratch.common + ((<u32>match) & 255)) ? COMMON : RARE;
}

/** In 1/256 turns. A mirror reverses angles; the map of a mirrored picture turns after it mirrors. */
function turnOf(one: usize, other: usize, mirrored: u32): i32 {
  return (mirrored ? angleOf(other) + angleOf(one) + 128 : angleOf(other) - angleOf(one)) & 255;
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
