import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { areaSpans, bilinearSpans, type Spans } from './spans.ts';
import { weightedMeans, type SampleGrid } from './weighted-means.ts';

function grid(rows: readonly (readonly number[])[], step: number, others: Partial<SampleGrid> = {}): SampleGrid {
  const width = rows[0]!.length / step;
  return { data: Uint8Array.from(rows.flat()), offset: 0, step, rowStride: width, width, height: rows.length, ...others }; // prettier-ignore
}

function own({ width, height }: SampleGrid): [Spans, Spans] {
  return [areaSpans(width, width), areaSpans(height, height)];
}

/** Samples and their weights at one place of a line. */
function taken({ indices, weights }: Spans, place: number): [sample: number, weight: number][] {
  const [first, last] = [indices[4 * place]!, indices[4 * place + 1]!];
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const weight = i === 0 ? weights[4 * place + 2]! : first + i === last ? weights[4 * place + 3]! : 1;
    return [first + i, weight];
  });
}

describe('weightedMeans', () => {
  it('takes each channel on its own', () => {
    const rgb = grid([[1, 100, 200, 3, 110, 210]], 3);
    expect(weightedMeans(rgb, areaSpans(2, 1), areaSpans(1, 1))).toEqual([
      Float32Array.of(2),
      Float32Array.of(105),
      Float32Array.of(205),
    ]);
  });

  it('lays transparent pixels on white', () => {
    const rgba = grid([[9, 100, 8, 0, 9, 100, 8, 51], [9, 100, 8, 255, 9, 8, 7, 255]], 4); // prettier-ignore
    // White, and a fifth of 9, 100 and 8 on four fifths of 255; then the pixels as they are.
    expect(weightedMeans(rgba, ...own(rgba)).map((plane) => [...plane])).toEqual([
      [255, 206, 9, 9],
      [255, 224, 100, 8],
      [255, 206, 8, 7],
    ]);
    const greyAlpha = grid([[90, 255, 0, 128]], 2);
    expect(weightedMeans(greyAlpha, ...own(greyAlpha)).map((plane) => [...plane])).toEqual([[90, 127]]);
  });

  it('leaves the pixels it is given as they are', () => {
    const data = Uint8Array.of(10, 0, 20, 128);
    const greyAlpha = grid([[0, 0, 0, 0]], 2, { data });
    weightedMeans(greyAlpha, ...own(greyAlpha));
    expect([...data]).toEqual([10, 0, 20, 128]);
  });

  it('gives samples in whole 1024ths, and of a flat picture its tone', () => {
    const flat = { data: new Uint8Array(7000).fill(201), offset: 0, step: 1, rowStride: 100, width: 100, height: 70 };
    expect(new Set(weightedMeans(flat, areaSpans(100, 64), areaSpans(70, 64))[0])).toEqual(new Set([201]));
    expect(weightedMeans(grid([[0, 0, 1]], 1), areaSpans(3, 1), areaSpans(1, 1))[0]![0]).toBe(341 / 1024);
  });

  it('reads a part of a picture, and of a larger buffer', () => {
    const data = Float32Array.from({ length: 40 }, (_, i) => i).subarray(4);
    const part = { data, offset: 7, step: 1, rowStride: 6, width: 2, height: 2 };
    expect([...weightedMeans(part, ...own(part))[0]!]).toEqual([11, 12, 17, 18]);
  });

  it('agrees with the definition for any picture and spans', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const shape = fc.record({ width: side, height: side, toWidth: side, toHeight: side, step: fc.integer({ min: 1, max: 3 }), isFloat: fc.boolean(), spans: fc.constantFrom(areaSpans, bilinearSpans) }); // prettier-ignore
    fc.assert(
      fc.property(
        shape,
        fc.infiniteStream(fc.nat(255)),
        ({ width, height, toWidth, toHeight, step, isFloat, spans }, samples) => {
          // prettier-ignore
          fc.pre(step !== 2);
          const bytes = Uint8Array.from(samples.take(width * height * step));
          const picture = { data: isFloat ? Float32Array.from(bytes) : bytes, offset: 0, step, rowStride: width, width, height }; // prettier-ignore
          const [columns, rows] = [spans(width, toWidth), spans(height, toHeight)];
          for (const [channel, plane] of weightedMeans(picture, columns, rows).entries())
            for (let at = 0; at < plane.length; at++) {
              let sum = 0;
              for (const [y, down] of taken(rows, Math.floor(at / toWidth)))
                for (const [x, across] of taken(columns, at % toWidth))
                  sum += down * across * bytes[(y * width + x) * step + channel]!;
              expect(plane[at]).toBeCloseTo(sum / (columns.total * rows.total), 2);
            }
        },
      ),
      { numRuns: 60 },
    );
  });
});
