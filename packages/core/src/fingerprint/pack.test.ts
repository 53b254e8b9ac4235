import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Fingerprint } from './fingerprint.ts';
import { packFingerprint, unpackFingerprint } from './pack.ts';

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

const side = fc.integer({ min: 1, max: 20 });
const edge = fc.integer({ min: 0, max: 65_535 });
const outline = fc
  .tuple(side, side)
  .chain(([width, height]) => fc.record({ data: bytes(width * height), width: fc.constant(width), height: fc.constant(height) })); // prettier-ignore

const anyFingerprint: fc.Arbitrary<Fingerprint> = fc.record({
  codes: bytes(256),
  innerCodes: fc.constantFrom(0, 256).chain(bytes),
  quality: fc.integer({ min: 0, max: 100 }),
  plainShare: fc.integer({ min: 0, max: 255 }).map((share) => share / 255),
  grey: bytes(1024),
  chroma: bytes(512),
  outline,
  inner: fc.record({ left: edge, top: edge, right: edge, bottom: edge }),
  features: fc.integer({ min: 0, max: 5 }).chain((count) => bytes(64 * count)),
});

/** Arrays of one kind, so that equality is of what is in them. */
function plain(print: Fingerprint): unknown {
  return JSON.parse(JSON.stringify(print, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));
}

function some(): Uint8Array {
  return packFingerprint(fc.sample(anyFingerprint, { numRuns: 1, seed: 1 })[0]!);
}

describe('packFingerprint and unpackFingerprint', () => {
  it('give back every fingerprint, from 1,810 bytes, those of the outline and the features, and 256 for a border', () => {
    fc.assert(
      fc.property(anyFingerprint, (print) => {
        const packed = packFingerprint(print);
        expect(packed).toHaveLength(1810 + print.outline.data.length + print.features.length + print.innerCodes.length);
        expect(plain(unpackFingerprint(packed))).toEqual(plain(print));
      }),
      { numRuns: 30 },
    );
  });

  it('read from the middle of a larger buffer, and copy', () => {
    const packed = some();
    const buffer = Buffer.concat([Buffer.alloc(7), packed, Buffer.alloc(3)]);
    const unpacked = unpackFingerprint(buffer.subarray(7, -3));
    buffer.fill(0);
    expect(plain(unpacked)).toEqual(plain(unpackFingerprint(packed)));
  });

  it.each([0, 1809])('refuse %i bytes', (length) => {
    const message = `Expected a fingerprint of at least 1810 bytes, got ${length}`;
    expect(() => unpackFingerprint(new Uint8Array(length))).toThrow(new RangeError(message));
  });

  it('refuse bytes that lack one, or have one too many', () => {
    const packed = some();
    for (const wrong of [packed.subarray(0, -1), Buffer.concat([packed, Buffer.alloc(1)])])
      expect(() => unpackFingerprint(wrong)).toThrow(
        new RangeError(`Expected the ${wrong.length} bytes to be a fingerprint, but its parts do not add up to them`),
      );
  });
});
