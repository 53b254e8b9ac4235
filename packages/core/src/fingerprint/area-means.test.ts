import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { areaMeans } from './area-means.ts';
import type { SampleGrid } from './weighted-means.ts';

function grid(rows: readonly (readonly number[])[], others: Partial<SampleGrid> = {}): SampleGrid {
  const width = rows[0]!.length;
  const data = Uint8Array.from(rows.flat());
  return { data, offset: 0, step: 1, rowStride: width, width, height: rows.length, ...others };
}

/** The mean over the area by the definition: each sample weighed by how much of it the output pixel covers. */
function slowMean({ data, rowStride, width, height }: SampleGrid, out: [number, number], at: [number, number]): number {
  const overlap = (sample: number, place: number, length: number, count: number): number =>
    Math.max(0, Math.min(sample + 1, ((place + 1) * length) / count) - Math.max(sample, (place * length) / count));
  let sum = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      sum += overlap(x, at[0], width, out[0]) * overlap(y, at[1], height, out[1]) * data[y * rowStride + x]!;
  return (sum * out[0] * out[1]) / (width * height);
}

describe('areaMeans', () => {
  it('takes the mean of whole boxes', () => {
    const means = areaMeans(grid([[0, 10, 20, 30], [40, 50, 60, 70]]), 2, 1); // prettier-ignore
    expect([...means]).toEqual([25, 45]);
  });

  it('shares out samples that two output pixels cover', () => {
    expect([...areaMeans(grid([[0, 90, 30]]), 2, 1)]).toEqual([30, 50]);
    expect([...areaMeans(grid([[0], [90], [30]]), 1, 2)]).toEqual([30, 50]);
  });

  it('stretches a picture that is too small', () => {
    expect([...areaMeans(grid([[10, 20]]), 4, 2)]).toEqual([10, 10, 20, 20, 10, 10, 20, 20]);
    expect([...areaMeans(grid([[7]]), 3, 3)]).toEqual(Array(9).fill(7));
  });

  it('gives the samples themselves at their own size', () => {
    expect([...areaMeans(grid([[1, 2, 3], [4, 5, 6]]), 3, 2)]).toEqual([1, 2, 3, 4, 5, 6]); // prettier-ignore
  });

  it('leaves out what lies outside the picture in the last column and row', () => {
    // Half of the last column belongs to the picture: (10 + 20 / 2) / 1.5.
    expect(areaMeans(grid([[10, 20]], { width: 1.5 }), 1, 1)[0]).toBeCloseTo(20 / 1.5, 2);
    expect([...areaMeans(grid([[10, 20, 255]], { width: 2 }), 1, 1)]).toEqual([15]);
    expect(areaMeans(grid([[10], [20]], { height: 1.25 }), 1, 1)[0]).toBe(15 / 1.25);
  });

  it('agrees with the definition for pictures of every size, fractions of samples included', () => {
    const shape = fc.record({
      columns: fc.integer({ min: 1, max: 13 }),
      rows: fc.integer({ min: 1, max: 13 }),
      cut: fc.constantFrom(0, 0.125, 0.5, 0.875),
      out: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    });
    fc.assert(
      fc.property(shape, fc.infiniteStream(fc.nat(255)), ({ columns, rows, cut, out }, samples) => {
        const data = Uint8Array.from(samples.take(columns * rows));
        const picture = { data, offset: 0, step: 1, rowStride: columns, width: columns - cut, height: rows - cut };
        const means = areaMeans(picture, out[0], out[1]);
        for (let y = 0; y < out[1]; y++)
          for (let x = 0; x < out[0]; x++) expect(means[y * out[0] + x]).toBeCloseTo(slowMean(picture, out, [x, y]), 2);
      }),
    );
  });
});
