// Local features as records, made up: for tests and benches of the search among them.
import { FREQUENCIES, FREQUENCY_INDICES } from '../src/fingerprint/descriptor.ts';
import { FEATURE_BYTES, KEYS_AT, PLACE_AT } from '../src/fingerprint/local-features.ts';

type Random = () => number;

/** Side of the square that the features stand in, in units of a record's places. */
const SIDE = 256 * 128;

/** Frequencies that change their sign in a mirror. */
const ODD_ACROSS = [...FREQUENCY_INDICES.keys()].filter((frequency) => FREQUENCY_INDICES[frequency]![1] % 2 === 1);

/** Features of a picture of its own. @param prototypes records of which each feature is a noisy copy, of a tenth of the bits; none: all random. */
export function seededFeatures(random: Random, count: number, prototypes?: Uint8Array): Uint8Array {
  const features = Uint8Array.from({ length: count * FEATURE_BYTES }, () => random() * 256);
  for (let at = 0; at < features.length; at += FEATURE_BYTES) {
    if (prototypes) {
      const from = Math.floor((random() * prototypes.length) / FEATURE_BYTES) * FEATURE_BYTES;
      features.set(prototypes.subarray(from, from + FEATURE_BYTES), at);
      addNoise(random, features.subarray(at, at + PLACE_AT), 0.1);
    }
    const place = new DataView(features.buffer, at + PLACE_AT);
    place.setUint16(0, random() * SIDE, true);
    place.setUint16(2, random() * SIDE, true);
    place.setUint8(4, random() * 256);
    place.setUint8(5, random() * 6);
  }
  return features;
}

/** The same features in the picture turned clockwise by a quarter. @param noise share of the bits that differ. */
export function turnedFeatures(random: Random, original: Uint8Array, noise = 0): Uint8Array {
  return changed(original, (record, place) => {
    addNoise(random, record, noise);
    const [x, y] = [place.getUint16(0, true), place.getUint16(2, true)];
    place.setUint16(0, SIDE - 128 - Math.min(y, SIDE - 128), true);
    place.setUint16(2, x, true);
    place.setUint8(4, place.getUint8(4) + 64);
  });
}

/** The same features in the picture's mirror image, left for right. */
export function mirroredFeatures(original: Uint8Array): Uint8Array {
  return changed(original, (record, place) => {
    record.set([...record.subarray(KEYS_AT / 2, KEYS_AT), ...record.subarray(0, KEYS_AT / 2)]);
    for (const frequency of ODD_ACROSS) record[KEYS_AT + (frequency >> 1)]! ^= frequency & 1 ? 0xf0 : 0x0f;
    place.setUint16(0, SIDE - 128 - Math.min(place.getUint16(0, true), SIDE - 128), true);
    place.setUint8(4, 128 - place.getUint8(4));
  });
}

function changed(original: Uint8Array, change: (record: Uint8Array, place: DataView) => void): Uint8Array {
  const features = original.slice();
  for (let at = 0; at < features.length; at += FEATURE_BYTES)
    change(features.subarray(at, at + PLACE_AT), new DataView(features.buffer, at + PLACE_AT));
  return features;
}

/** Turns a share of the bits of the code, and of the signs of the frequencies. */
function addNoise(random: Random, record: Uint8Array, share: number): void {
  const codeBits = 8 * KEYS_AT;
  const bits = codeBits + FREQUENCIES;
  const step = (): number => 1 + Math.floor(Math.log(1 - random()) / Math.log1p(-share));
  for (let bit = step() - 1; bit < bits; bit += step())
    if (bit < codeBits) record[bit >> 3]! ^= 1 << (bit & 7);
    else record[KEYS_AT + ((bit - codeBits) >> 1)]! ^= bit & 1 ? 0xf0 : 0x0f;
}
