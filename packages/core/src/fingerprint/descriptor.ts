import { sampleAt, type Level } from './pyramid.ts';

/** A patch is PATCH x PATCH samples, SPACING pixels of its level apart. */
const PATCH = 12;
const SAMPLES = PATCH * PATCH;
const SPACING = 1.8;
/** The disc whose centre of weight gives a patch its direction. */
const DISC_RADIUS = 9;
const DISC_SQUARED = 84;

/** Bytes of a descriptor's code. */
export const CODE_BYTES = 32;
/** Low frequencies whose signs make the keys of a descriptor. */
export const FREQUENCIES = 48;
/** Bytes of the frequencies, four bits each. */
export const KEY_BYTES = FREQUENCIES / 2;

/** Frequencies are quantised to steps of this; the norm of a patch is 1. */
const FREQUENCY_STEP = 1 / 32;

/** Index pairs [u, v] of the two-dimensional cosine transform, lowest first: across and down, as seen from the patch's direction. */
export const FREQUENCY_INDICES: readonly (readonly [number, number])[] = lowFrequencies(FREQUENCIES);

const basis = FREQUENCY_INDICES.map(([u, v]) =>
  Float32Array.from({ length: SAMPLES }, (_, at) => {
    const [x, y] = [at % PATCH, Math.floor(at / PATCH)];
    return Math.cos((Math.PI / PATCH) * u * (x + 0.5)) * Math.cos((Math.PI / PATCH) * v * (y + 0.5));
  }),
);

/** Places of the two samples that each bit compares. The second 128 pairs are the first ones' mirror images across the patch's direction. */
const pairs = samplePairs();

/** Describes what is round (x, y) of a level, as seen from its own direction: the same whatever the light, the contrast and the picture's turn. */
export function describePatch(
  level: Level,
  x: number,
  y: number,
  into: { readonly code: Uint8Array; readonly keys: Uint8Array },
): number {
  const angle = directionOf(level, x, y);
  const patch = patchAt(level, { x, y, angle });
  normalise(patch);
  for (let bit = 0; bit < CODE_BYTES * 8; bit++)
    if (patch[pairs[2 * bit]!]! > patch[pairs[2 * bit + 1]!]!) into.code[bit >> 3]! |= 1 << (bit & 7);
  for (let index = 0; index < FREQUENCIES; index++) {
    let sum = 0;
    for (let at = 0; at < SAMPLES; at++) sum += patch[at]! * basis[index]![at]!;
    into.keys[index >> 1]! |= quantise(sum) << (4 * (index & 1));
  }
  return angle;
}

/** Where the weight of the disc lies, in radians ("ORB: an efficient alternative to SIFT or SURF", Rublee et al. 2011, section 3.2). */
function directionOf({ data, width, height }: Level, x: number, y: number): number {
  let across = 0;
  let down = 0;
  for (let dy = -DISC_RADIUS; dy <= DISC_RADIUS; dy++)
    for (let dx = -DISC_RADIUS; dx <= DISC_RADIUS; dx++) {
      if (dx * dx + dy * dy > DISC_SQUARED) continue;
      const row = Math.min(height - 1, Math.max(0, y + dy));
      const value = data[row * width + Math.min(width - 1, Math.max(0, x + dx))]!;
      across += dx * value;
      down += dy * value;
    }
  return Math.atan2(down, across);
}

function patchAt(
  level: Level,
  { x, y, angle }: { readonly x: number; readonly y: number; readonly angle: number },
): Float32Array {
  const [cosine, sine] = [Math.cos(angle) * SPACING, Math.sin(angle) * SPACING];
  const patch = new Float32Array(SAMPLES);
  for (let v = 0, at = 0; v < PATCH; v++)
    for (let u = 0; u < PATCH; u++, at++) {
      const [du, dv] = [u - (PATCH - 1) / 2, v - (PATCH - 1) / 2];
      patch[at] = sampleAt(level, x + cosine * du - sine * dv, y + sine * du + cosine * dv);
    }
  return patch;
}

/** To mean 0 and norm 1. */
function normalise(patch: Float32Array): void {
  const mean = patch.reduce((sum, value) => sum + value, 0) / SAMPLES;
  let squares = 0;
  for (let at = 0; at < SAMPLES; at++) squares += (patch[at]! -= mean) ** 2;
  const factor = 1 / (Math.sqrt(squares) + 1e-3);
  for (let at = 0; at < SAMPLES; at++) patch[at]! *= factor;
}

/** Four bits: 8 to 15 for positive values, by size; 7 down to 0 for the others. */
function quantise(value: number): number {
  const size = Math.min(7, Math.floor(Math.abs(value) / FREQUENCY_STEP));
  return value > 0 ? 8 + size : 7 - size;
}

function lowFrequencies(count: number): [number, number][] {
  const found: [number, number][] = [];
  for (let order = 2; found.length < count; order++)
    for (let v = 0; v <= order && found.length < count; v++) found.push([order - v, v]);
  return found;
}

function samplePairs(): Uint8Array {
  const random = seededRandom(7);
  const place = (): number => Math.round((PATCH - 1) / 2 + (random() + random() + random() - 1.5) * PATCH * 0.55);
  const isInside = (value: number): boolean => value >= 0 && value < PATCH;
  const made = new Uint8Array(2 * CODE_BYTES * 8);
  const half = CODE_BYTES * 4;
  for (let pair = 0; pair < half;) {
    const [ax, ay, bx, by] = [place(), place(), place(), place()];
    if (![ax, ay, bx, by].every(isInside) || (ax - bx) ** 2 + (ay - by) ** 2 < 5) continue;
    made.set([ay * PATCH + ax, by * PATCH + bx], 2 * pair);
    made.set([(PATCH - 1 - ay) * PATCH + ax, (PATCH - 1 - by) * PATCH + bx], 2 * (half + pair));
    pair++;
  }
  return made;
}

/** Mulberry32: numbers from 0 to 1, the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
