import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { mulberry32, noiseRaster, wavesRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { hammingDistance, hexDistance } from './hamming-distance.ts';
import { pdqLuma64 } from './pdq-luma.ts';
import { DIHEDRAL_NAMES, pdq, pdqBits, pdqDihedral, pdqQuality, pdqTransform } from './pdq.ts';

describe('pdq', () => {
  it.each([
    [
      wavesRaster({ width: 200, height: 150, channels: 3 }, 1),
      '01cb831b11c3131b01c9831b01c9ab17fe6355cefae4ff77aa1500fa54edfec8',
      100,
    ],
    [
      wavesRaster({ width: 90, height: 600, channels: 1 }, 2),
      '91fb4ca151fb54a101fb54a101fb14abaadf55a1ff90aad67f70557a022c017e',
      100,
    ],
    [
      noiseRaster({ width: 64, height: 64, channels: 3 }, 3),
      '3eb35a2122a9c92debb18da1688c39f6746176bd0715a4a6513db82e4fcfa159',
      100,
    ],
  ])('keeps its value, picture %#', (raster, hex, quality) => {
    expect(pdq(raster)).toEqual({ hex, quality });
  });

  it.each([
    [5, 5],
    [200, 7],
    [512, 300],
    [513, 40],
    [3000, 3],
  ])('agrees with the transform of the luma by the definition at %p x %p', (width, height) => {
    const raster = noiseRaster({ width, height, channels: 3 }, 4);
    const luma64 = pdqLuma64(raster);
    expectSameBits(slowTransform(luma64), BigInt(`0x${pdq(raster).hex}`));
  });

  it('ignores alpha', () => {
    const opaque = wavesRaster({ width: 80, height: 70, channels: 4 }, 5);
    const translucent = { ...opaque, data: opaque.data.map((sample, i) => (i % 4 === 3 ? 255 - sample : sample)) };
    expect(pdq(translucent)).toEqual(pdq(opaque));
  });

  it('has no bit set and quality 0 on a flat picture', () => {
    const flat: Raster = { data: new Uint8Array(70 * 90).fill(200), width: 70, height: 90, channels: 1 };
    expect(pdq(flat)).toEqual({ hex: '0'.repeat(64), quality: 0 });
  });

  it.each([
    [1, 1],
    [3, 2],
    [4, 512],
  ])('has no bit set and quality 0 on a picture as small as %p x %p', (width, height) => {
    expect(pdq(noiseRaster({ width, height, channels: 3 }, 6))).toEqual({ hex: '0'.repeat(64), quality: 0 });
  });

  it('tells pictures apart', () => {
    const shape = { width: 256, height: 192, channels: 3 } as const;
    expect(hexDistance(pdq(wavesRaster(shape, 7)).hex, pdq(wavesRaster(shape, 8)).hex)).toBeGreaterThan(90);
  });
});

describe('pdqBits', () => {
  it('sets the bits above the 128th smallest of 256, coefficient 0 being the lowest bit', () => {
    const rising = Float32Array.from({ length: 256 }, (_, i) => i - 100);
    const code = pdqBits(rising);
    expect(code).toEqual(Uint8Array.from({ length: 32 }, (_, byte) => (byte < 16 ? 255 : 0)));
  });

  it('leaves equal coefficients without a bit', () => {
    expect(pdqBits(new Float32Array(256).fill(1))).toEqual(new Uint8Array(32));
  });
});

describe('pdqQuality', () => {
  it('is 0 where no neighbours differ by a whole per cent', () => {
    expect(pdqQuality(Float32Array.from({ length: 4096 }, (_, i) => (i % 64) * 2.5))).toBe(0);
  });

  it('adds up steps in both directions and divides by 90', () => {
    // One vertical edge of 51, that is 20 per cent, over 64 rows: 1280 / 90 = 14.2. A horizontal one beside it: 2560 / 90 = 28.4.
    const edge = Float32Array.from({ length: 4096 }, (_, i) => (i % 64 < 32 ? 0 : 51));
    const cross = edge.map((sample, i) => sample + (i < 2048 ? 0 : 51));
    expect(pdqQuality(edge)).toBe(14);
    expect(pdqQuality(cross)).toBe(28);
  });

  it('reaches a whole number exactly where the sum does', () => {
    // 114.75 are 45 per cent: 64 * 45 / 90 = 32.
    expect(pdqQuality(Float32Array.from({ length: 4096 }, (_, i) => (i % 64 < 32 ? 0 : 114.75)))).toBe(32);
  });

  it('drops the fraction of each step, falling or rising', () => {
    // 5 of 255 are 1.96 per cent and count as 1: 63 steps in each of 64 rows, 4032 / 90 = 44.8.
    const comb = Float32Array.from({ length: 4096 }, (_, i) => (i % 2) * 5);
    expect(pdqQuality(comb)).toBe(44);
  });

  it('is at most 100', () => {
    expect(pdqQuality(Float32Array.from({ length: 4096 }, (_, i) => (i % 2) * 255))).toBe(100);
  });
});

describe('pdqDihedral', () => {
  it('starts with the code itself', () => {
    const coefficients = pdqTransform(noiseLuma(9));
    expect(pdqDihedral(coefficients)[0]).toEqual(pdqBits(coefficients));
  });

  it('gives the codes of the 64 x 64 picture really turned', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const luma = noiseLuma(seed);
        const codes = pdqDihedral(pdqTransform(luma));
        DIHEDRAL_NAMES.forEach((name, i) => {
          const turned = turn({ data: luma, width: 64, height: 64 }, name).data;
          expectSameBits(pdqTransform(turned), BigInt(`0x${Buffer.from(codes[i]!).toString('hex')}`));
        });
      }),
      { numRuns: 20 },
    );
  });

  it('gives the codes of a larger picture really turned but for a few bits, and no others', () => {
    const raster = wavesRaster({ width: 300, height: 220, channels: 1 }, 10);
    const codes = pdqDihedral(pdqTransform(pdqLuma64(raster)));
    const nearest = DIHEDRAL_NAMES.map((name) => {
      const turned = turn(raster, name);
      const code = pdqBits(pdqTransform(pdqLuma64({ ...turned, channels: 1 })));
      const distances = codes.map((candidate) => hammingDistance(candidate, code));
      return {
        orientation: DIHEDRAL_NAMES[distances.indexOf(Math.min(...distances))],
        distance: Math.min(...distances),
      };
    });
    expect(nearest.map(({ orientation }) => orientation)).toEqual(DIHEDRAL_NAMES);
    expect(Math.max(...nearest.map(({ distance }) => distance))).toBeLessThanOrEqual(31);
  });
});

/** Where a coefficient stands this close to the lower median, rounding may decide its bit. */
const ROUNDING = 1e-3;

function expectSameBits(coefficients: ArrayLike<number>, bits: bigint): void {
  const values = Array.from(coefficients);
  const lowerMedian = values.toSorted((a, b) => a - b)[127]!;
  values.forEach((value, i) => {
    const bit = (bits >> BigInt(i)) & 1n;
    if (Math.abs(value - lowerMedian) > ROUNDING) expect([i, bit]).toEqual([i, value > lowerMedian ? 1n : 0n]);
  });
}

function slowTransform(luma64: Float32Array): number[] {
  const d = Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: 64 }, (__, j) => Math.sqrt(2 / 64) * Math.cos((Math.PI / 128) * (i + 1) * (2 * j + 1))),
  );
  return Array.from({ length: 256 }, (_, at) => {
    const vertical = d[at >> 4]!;
    const horizontal = d[at & 15]!;
    return luma64.reduce((sum, sample, i) => sum + vertical[i >> 6]! * sample * horizontal[i & 63]!, 0);
  });
}

function noiseLuma(seed: number): Float32Array {
  const random = mulberry32(seed);
  return Float32Array.from({ length: 4096 }, () => random() * 255);
}

interface Plane<Samples extends Uint8Array | Float32Array> {
  readonly data: Samples;
  readonly width: number;
  readonly height: number;
}

/** Turns a picture pixel by pixel: an optional mirroring left-right, then quarter turns clockwise. */
function turn<Samples extends Uint8Array | Float32Array>(plane: Plane<Samples>, name: string): Plane<Samples> {
  const quarterTurns = Number(/\d+/.exec(name)?.[0] ?? 0) / 90;
  let turned = name.startsWith('mirror') ? mirrored(plane) : plane;
  for (let i = 0; i < quarterTurns; i++) turned = quarterTurned(turned);
  return turned;
}

function mirrored<Samples extends Uint8Array | Float32Array>({ data, width, height }: Plane<Samples>): Plane<Samples> {
  const to = data.slice() as Samples;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) to[y * width + width - 1 - x] = data[y * width + x]!;
  return { data: to, width, height };
}

/** The top row becomes the right column. */
function quarterTurned<Samples extends Uint8Array | Float32Array>(plane: Plane<Samples>): Plane<Samples> {
  const { data, width, height } = plane;
  const to = data.slice() as Samples;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) to[x * height + height - 1 - y] = data[y * width + x]!;
  return { data: to, width: height, height: width };
}
