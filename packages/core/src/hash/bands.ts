export const BAND_BITS = 16;

/** Above this many keys a plain scan over all codes is cheaper than looking them up. */
const MAX_PROBE_KEYS = 20_000;

/**
 * A code's 16-bit bands, highest bits first: the keys under which an exact Hamming index files it (multi-index hashing, Norouzi,
 * Punjani and Fleet, 2012). The code has a whole number of bands: 4 for 64 bits, 16 for 256.
 */
export function bandKeys(code: Uint8Array): number[] {
  return Array.from({ length: code.length / 2 }, (_, band) => (code[2 * band]! << 8) | code[2 * band + 1]!);
}

/**
 * For each band the keys to look up so that every code within `maxDistance` bits shares at least one of them; a band may have none.
 * Null when that would take more than 20,000 keys.
 *
 * By the pigeonhole principle it is enough that the bands' radii + 1 sum to maxDistance + 1: a code that is outside every radius
 * differs in at least that many bits.
 *
 * @throws RangeError when `maxDistance` is not an integer from 0 to the code's bits.
 */
export function probeKeys(code: Uint8Array, maxDistance: number): number[][] | null {
  const bits = code.length * 8;
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > bits) {
    throw new RangeError(`Expected \`maxDistance\` to be an integer from 0 to ${bits}, got \`${maxDistance}\``);
  }
  const bands = bandKeys(code);
  const radii = bandRadii(bands.length, maxDistance);
  const total = radii.reduce((sum, radius) => sum + ballSize(radius), 0);
  if (total > MAX_PROBE_KEYS) return null;
  return bands.map((key, band) => keysWithin(key, radii[band]!));
}

/** With maxDistance = m s + a over m bands, the first a + 1 bands get radius s and the rest s - 1. */
function bandRadii(bands: number, maxDistance: number): number[] {
  const base = Math.floor(maxDistance / bands);
  const widened = (maxDistance % bands) + 1;
  return Array.from({ length: bands }, (_, band) => (band < widened ? base : base - 1));
}

/** How many keys lie within a radius of one: the sum of the binomials. */
function ballSize(radius: number): number {
  let size = 0;
  let shell = 1;
  for (let distance = 0; distance <= radius; distance++) {
    size += shell;
    shell = (shell * (BAND_BITS - distance)) / (distance + 1);
  }
  return size;
}

function keysWithin(key: number, radius: number): number[] {
  const keys: number[] = [];
  if (radius >= 0) collectKeys(key, { radius, fromBit: 0 }, keys);
  return keys;
}

/** Only bits from `fromBit` up are flipped, so each key comes once. */
function collectKeys(key: number, flips: { readonly radius: number; readonly fromBit: number }, keys: number[]): void {
  keys.push(key);
  if (flips.radius === 0) return;
  for (let bit = flips.fromBit; bit < BAND_BITS; bit++) {
    collectKeys(key ^ (1 << bit), { radius: flips.radius - 1, fromBit: bit + 1 }, keys);
  }
}
