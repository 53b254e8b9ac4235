import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp, { type JpegOptions } from 'sharp';

import { handmadeJpeg } from '../../../fixtures/handmade-jpeg.ts';
import { exampleBytes } from '../../../fixtures/search-images.ts';
import { slowJpeg, type SlowComponent } from '../../../fixtures/slow-jpeg.ts';
import { reduceJpeg, type Plane, type ReducedJpeg } from './reduced-jpeg.ts';

const PHOTO = await exampleBytes('train/landscape/mountain-path.jpg');

async function photo(options: JpegOptions = {}, width = 117, height = 75): Promise<Buffer> {
  return sharp(PHOTO).resize(width, height, { fit: 'fill' }).jpeg(options).toBuffer();
}

/** Row and column of each place in the zigzag order: along the diagonals, back and forth. */
const ZIGZAG = Array.from({ length: 15 }, (_, sum) => {
  const rows = Array.from({ length: 8 }, (_, row) => row).filter((row) => sum - row >= 0 && sum - row < 8);
  return (sum % 2 === 0 ? rows.reverse() : rows).map((row) => [row, sum - row] as const);
}).flat();

/** A block's means over side x side equal parts of the full inverse DCT (T.81, A.3.3) of its side x side lowest coefficients. */
function meansOf(block: readonly number[], quantisers: readonly number[], side: number): number[] {
  const means = Array<number>(side * side).fill(128);
  const norm = (index: number): number => (index === 0 ? Math.SQRT1_2 : 1) / 2;
  for (const [place, [v, u]] of ZIGZAG.entries()) {
    if (v >= side || u >= side || block[place] === 0) continue;
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) {
        const wave = Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
        const part = Math.floor((y * side) / 8) * side + Math.floor((x * side) / 8);
        means[part]! += (norm(u) * norm(v) * block[place]! * quantisers[place]! * wave * side * side) / 64;
      }
  }
  return means;
}

/** Rounding apart, every sample is what the slow way gives; the most that one differs. */
function mostOff({ data, columns, rows }: Plane, component: SlowComponent, side: number): number {
  const { blocksAcross, blocksDown, blocks, quantisers } = component;
  expect([columns, rows, data.length]).toEqual([
    blocksAcross * side,
    blocksDown * side,
    blocksAcross * blocksDown * side * side,
  ]);
  let most = 0;
  for (const [index, block] of blocks.entries())
    for (const [part, mean] of meansOf(block, quantisers, side).entries()) {
      const x = (index % blocksAcross) * side + (part % side);
      const y = Math.floor(index / blocksAcross) * side + Math.floor(part / side);
      most = Math.max(most, Math.abs(data[y * columns + x]! - Math.min(255, Math.max(0, mean))));
    }
  return most;
}

function planesOf({ luma, chroma }: ReducedJpeg): Plane[] {
  return [luma, ...(chroma ?? [])];
}

/** Samples a block in each direction of luma, and of chroma. */
const SIDES = { 8: [1, 1], 4: [2, 1], 2: [4, 2] } as const;

const HALF = 0.5001; // the samples are rounded

describe('reduceJpeg', () => {
  const kinds: readonly JpegOptions[] = [
    { quality: 80 },
    { quality: 30, optimiseCoding: false },
    { quality: 95, chromaSubsampling: '4:4:4' },
    { quality: 100, chromaSubsampling: '4:4:4', optimiseCoding: false },
    { quality: 5 },
  ];
  it.each(([8, 4, 2] as const).flatMap((reduction) => kinds.map((options) => ({ reduction, options }))))(
    'gives what the slow decoder gives: %j',
    async ({ reduction, options }) => {
      const bytes = await photo(options);
      const reduced = reduceJpeg(bytes, () => reduction)!;
      for (const [index, component] of slowJpeg(bytes).entries())
        expect(mostOff(planesOf(reduced)[index]!, component, SIDES[reduction][Math.min(index, 1)]!)).toBeLessThan(HALF);
    },
  );

  it.each([8, 4, 2] as const)('gives of a grey file, at 1/%i, what the slow decoder gives', async (reduction) => {
    const bytes = await sharp(PHOTO).resize(77, 50).toColourspace('b-w').jpeg().toBuffer();
    const { luma, chroma } = reduceJpeg(bytes, () => reduction)!;
    expect(chroma).toBeUndefined();
    expect(mostOff(luma, slowJpeg(bytes)[0]!, SIDES[reduction][0])).toBeLessThan(HALF);
  });

  it('gives of a progressive file at 1/8 what the slow decoder gives, and leaves the rest to a full decoder', async () => {
    const bytes = await photo({ progressive: true });
    const planes = planesOf(reduceJpeg(bytes, () => 8)!);
    for (const [index, component] of slowJpeg(bytes).entries())
      expect(mostOff(planes[index]!, component, 1)).toBeLessThan(HALF);
    expect([reduceJpeg(bytes, () => 4), reduceJpeg(bytes, () => 2)]).toEqual([undefined, undefined]);
  });

  it('rounds at 1/8 as libjpeg does: halves up', () => {
    // DC of 0 to 7 with a quantiser of 4: steps of half a sample.
    const bytes = handmadeJpeg({ columns: 8, rows: 1, values: [0, 1, 2, 3, 4, 5, 6, 7], quantiser: 4 });
    expect([...reduceJpeg(bytes, () => 8)!.luma.data]).toEqual([128, 129, 129, 130, 130, 131, 131, 132]);
  });

  it('gives the scale of each plane', async () => {
    const { width, height, luma, chroma } = reduceJpeg(await photo(), () => 2)!;
    expect([width, height, luma.scaleX, luma.scaleY]).toEqual([117, 75, 1 / 2, 1 / 2]);
    expect(chroma!.map(({ scaleX, scaleY }) => [scaleX, scaleY])).toEqual([
      [1 / 8, 1 / 8],
      [1 / 8, 1 / 8],
    ]);
  });

  it('begins anew at each restart marker, whatever the bits before it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 12 }),
        seededValues,
        (rows, interval, value) => {
          const values = Array.from({ length: 7 * rows }, (_, index) => value(index));
          const bytes = handmadeJpeg({ columns: 7, rows, values, interval, quantiser: 1 });
          expect([...reduceJpeg(bytes, () => 8)!.luma.data]).toEqual(
            values.map((dc) => Math.min(255, Math.max(0, Math.floor((dc + 4) / 8) + 128))),
          );
        },
      ),
    );
  });

  it('leaves a file with a missing restart interval, or with one that is cut short, to a full decoder', () => {
    const values = [...Array(40).keys()];
    const bytes = handmadeJpeg({ columns: 8, rows: 5, values, interval: 8, quantiser: 1 });
    const marker = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xd1);
    const lacking = Uint8Array.from([...bytes.subarray(0, marker), ...bytes.subarray(marker + 2)]);
    const shortened = Uint8Array.from([...bytes.subarray(0, marker - 2), ...bytes.subarray(marker)]);
    expect(reduceJpeg(bytes, () => 8)).toBeDefined();
    expect([lacking, shortened].map((broken) => reduceJpeg(broken, () => 8))).toEqual([undefined, undefined]);
  });

  it('refuses a difference of 16 bits, and more blocks than the file has bits', () => {
    const bytes = handmadeJpeg({ columns: 4, rows: 1, values: [0, 1, 2, 3], quantiser: 1 });
    const dht = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc4);
    const wide = bytes.slice().fill(16, dht + 5 + 16, dht + 5 + 16 + 12);
    const sof = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0);
    const vast = bytes.slice().fill(0xff, sof + 5, sof + 9);
    expect([wide, vast].map((broken) => reduceJpeg(broken, () => 8))).toEqual([undefined, undefined]);
  });

  it('remembers more Huffman tables than it has room for, and leaves earlier pictures alone', async () => {
    const files = await Promise.all(
      Array.from({ length: 30 }, (_, index) => photo({ quality: 3 * index + 5 }, 64, 48)),
    );
    const first = files.map((bytes) => reduceJpeg(bytes, () => 4));
    expect(files.map((bytes) => reduceJpeg(bytes, () => 4))).toEqual(first);
    expect(new Set(first.map((picture) => Buffer.from(picture!.luma.data).toString('hex'))).size).toBe(30);
  });

  it('neither throws nor hangs, and gives whole planes or nothing, whatever bytes are changed', async () => {
    const files = [await photo(), await photo({ progressive: true }), handmadeJpeg(RESTARTED)];
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(8 as const, 4 as const, 2 as const),
        fc.option(fc.nat()),
        (file, changes, reduction, length) => {
          const bytes = Uint8Array.from(length === null ? file : file.subarray(0, length % file.length));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const reduced = reduceJpeg(bytes, (width, height) => (width * height > 1e6 ? undefined : reduction));
          for (const { data, columns, rows } of reduced ? planesOf(reduced) : [])
            expect(data.length).toBe(columns * rows);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const RESTARTED = { columns: 8, rows: 8, values: [...Array(64).keys()], interval: 3, quantiser: 2 };

/** Values of 10 bits, whose differences take up to 11. */
const seededValues = fc.integer().map((seed) => (index: number) => Math.imul(seed + index, 2654435761) >> 22);
