import { popcount32 } from '../hash/hamming-distance.ts';
import { hasContent } from './content-gate.ts';
import { FULL_TURN, type Candidate, type SearchImage } from './search-image.ts';

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
 * Pairs that may be copies: some orientation of one picture has a PDQ code near the other's. Gives, picture by picture, the candidates with
 * earlier pictures, so that a caller can stop or report progress between them. Exact within `maxDistance`.
 */
export function* nominate(images: readonly SearchImage[], options: NominateOptions = {}): Generator<Candidate[]> {
  const { wants = () => true, maxDistance = NOMINATION_DISTANCE } = options;
  const codes = packCodes(images);
  const isClear = images.map(({ fingerprint }) => hasContent(fingerprint));
  for (let b = 0; b < images.length; b++) {
    const found: Candidate[] = [];
    if (isClear[b])
      for (let a = 0; a < b; a++) {
        if (!isClear[a] || !wants(a, b)) continue;
        const candidate = nearestOrientation(codes, a, b, maxDistance);
        if (candidate) found.push(candidate);
      }
    yield found;
  }
}

/** All codes as 32-bit words: 8 orientations x 8 words a picture. */
function packCodes(images: readonly SearchImage[]): Uint32Array {
  const codes = new Uint32Array(images.length * FULL_TURN * WORDS);
  for (const [index, { fingerprint }] of images.entries()) {
    const view = new DataView(fingerprint.codes.buffer, fingerprint.codes.byteOffset, fingerprint.codes.byteLength);
    for (let word = 0; word < FULL_TURN * WORDS; word++)
      codes[index * FULL_TURN * WORDS + word] = view.getUint32(word * 4);
  }
  return codes;
}

function nearestOrientation(codes: Uint32Array, a: number, b: number, maxDistance: number): Candidate | undefined {
  let best: number | undefined;
  let most = maxDistance;
  for (let orientation = 0; orientation < FULL_TURN; orientation++) {
    const distance = distanceUpTo(codes, (a * FULL_TURN + orientation) * WORDS, b * FULL_TURN * WORDS, most);
    if (distance > most) continue;
    best = orientation;
    most = distance - 1;
  }
  return best === undefined ? undefined : { a, b, orientation: best };
}

/** Bits that differ; stops early, with some larger number, once `most` is passed. */
function distanceUpTo(codes: Uint32Array, a: number, b: number, most: number): number {
  let distance = 0;
  for (let word = 0; word < WORDS && distance <= most; word++)
    distance += popcount32(codes[a + word]! ^ codes[b + word]!);
  return distance;
}
