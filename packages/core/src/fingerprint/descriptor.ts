/** A patch is PATCH x PATCH samples. */
export const PATCH = 12;

/** Bytes of a descriptor's code: a bit for each of 256 comparisons of two samples. */
export const CODE_BYTES = 32;
/** Low frequencies whose signs make the keys of a descriptor. */
export const FREQUENCIES = 48;
/** Bytes of the frequencies, four bits each. */
export const KEY_BYTES = FREQUENCIES / 2;

/** Index pairs [u, v] of the two-dimensional cosine transform, lowest first: across and down, as seen from the patch's direction. */
export const FREQUENCY_INDICES: readonly (readonly [number, number])[] = lowFrequencies(FREQUENCIES);

/**
 * Indices of the two samples that each bit of a code's first half compares. The bits of the second half compare the same samples of the patch's
 * mirror image across its direction: so a mirrored picture gives the same code with its halves swapped.
 */
export const SAMPLE_PAIRS: Uint8Array = samplePairs(CODE_BYTES * 4);

function lowFrequencies(count: number): [number, number][] {
  const found: [number, number][] = [];
  for (let order = 2; found.length < count; order++)
    for (let v = 0; v <= order && found.length < count; v++) found.push([order - v, v]);
  return found;
}

function samplePairs(count: number): Uint8Array {
  const random = seededRandom(7);
  const place = (): number => Math.round((PATCH - 1) / 2 + (random() + random() + random() - 1.5) * PATCH * 0.55);
  const isInside = (value: number): boolean => value >= 0 && value < PATCH;
  const made = new Uint8Array(2 * count);
  for (let pair = 0; pair < count;) {
    const [ax, ay, bx, by] = [place(), place(), place(), place()] as const;
    if (![ax, ay, bx, by].every(isInside) || (ax - bx) ** 2 + (ay - by) ** 2 < 5) continue;
    made.set([ay * PATCH + ax, by * PATCH + bx], 2 * pair++);
  }
  return made;
}

/** Mulberry32: numbers from 0 up to 1, the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
