import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { popcount32 } from '../hash/hamming-distance.ts';
import { rectangleMap, type Affine } from './affine.ts';
import { hasContent } from './content-gate.ts';
import { FULL_TURN } from './search-image.ts';

/** Two images, by their places in the list, that are worth a closer look, and how they may lie on each other. */
export interface Candidate {
  readonly a: number;
  readonly b: number;
  /** From the outline of `a` to that of `b`. */
  readonly map: Affine;
}

/**
 * Bits of 256 within which two codes make a candidate. Far wider than the 31 at which PDQ alone is trusted: verification decides.
 * At 90 an unrelated pair is let through once in 1.2 million.
 */
export const NOMINATION_DISTANCE = 90;

const WORDS = 8;

/** Which pairs are looked at: every pair once (`a` before `b`), or only those that `wants` says. */
export interface NominateOptions {
  readonly wants?: ((a: number, b: number) => boolean) | undefined;
  readonly maxDistance?: number | undefined;
}

/**
 * Pairs that may be copies: in some orientation the PDQ code of one picture, or of what is inside its border, is near the other's. Gives, picture by
 * picture, the candidates with earlier pictures, so that a caller can stop or report progress between them. Exact within `maxDistance`.
 */
export function* nominate(fingerprints: readonly Fingerprint[], options: NominateOptions = {}): Generator<Candidate[]> {
  const { wants = () => true, maxDistance = NOMINATION_DISTANCE } = options;
  const views = fingerprints.flatMap(viewsOf);
  const codes = packCodes(views);
  const firstView = firstViews(views, fingerprints.length);
  const isClear = fingerprints.map(hasContent);
  for (let b = 0; b < fingerprints.length; b++) {
    const found: Candidate[] = [];
    if (isClear[b])
      for (let a = 0; a < b; a++) {
        if (!isClear[a] || !wants(a, b)) continue;
        for (let one = firstView[a]!; one < firstView[a + 1]!; one++)
          for (let other = firstView[b]!; other < firstView[b + 1]!; other++) {
            const orientation = nearestOrientation(codes, one, other, maxDistance);
            if (orientation === undefined) continue;
            found.push({ a, b, map: rectangleMap(views[one]!.part, views[other]!.part, orientation) });
          }
      }
    yield found;
  }
}

/** What a code was made of: the whole picture, or what is inside its border. */
interface View {
  readonly image: number;
  readonly codes: Uint8Array;
  readonly part: Fingerprint['inner'];
}

function viewsOf({ codes, innerCodes, outline, inner }: Fingerprint, image: number): View[] {
  const whole = { image, codes, part: { left: 0, top: 0, right: outline.width, bottom: outline.height } };
  return innerCodes.length === 0 ? [whole] : [whole, { image, codes: innerCodes, part: inner }];
}

function firstViews(views: readonly View[], images: number): Uint32Array {
  const first = new Uint32Array(images + 1);
  for (const { image } of views) first[image + 1]!++;
  for (let image = 0; image < images; image++) first[image + 1]! += first[image]!;
  return first;
}

/** All codes as 32-bit words: 8 orientations x 8 words a view. */
function packCodes(views: readonly View[]): Uint32Array {
  const packed = new Uint32Array(views.length * FULL_TURN * WORDS);
  for (const [index, { codes }] of views.entries()) {
    const view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
    for (let word = 0; word < FULL_TURN * WORDS; word++)
      packed[index * FULL_TURN * WORDS + word] = view.getUint32(word * 4);
  }
  return packed;
}

function nearestOrientation(codes: Uint32Array, a: number, b: number, maxDistance: number): number | undefined {
  let best: number | undefined;
  let most = maxDistance;
  for (let orientation = 0; orientation < FULL_TURN; orientation++) {
    const distance = distanceUpTo(codes, (a * FULL_TURN + orientation) * WORDS, b * FULL_TURN * WORDS, most);
    if (distance > most) continue;
    best = orientation;
    most = distance - 1;
  }
  return best;
}

/** Bits that differ; stops early, with some larger number, once `most` is passed. */
function distanceUpTo(codes: Uint32Array, a: number, b: number, most: number): number {
  let distance = 0;
  for (let word = 0; word < WORDS && distance <= most; word++)
    distance += popcount32(codes[a + word]! ^ codes[b + word]!);
  return distance;
}
