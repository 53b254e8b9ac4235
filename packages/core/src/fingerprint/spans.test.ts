import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { areaSpans, bilinearSpans, type Spans } from './spans.ts';

/** First and last sample and their weights, place by place. */
function rows({ count, indices, weights }: Spans): number[][] {
  return Array.from({ length: count }, (_, place) => [
    ...indices.subarray(4 * place, 4 * place + 2),
    ...weights.subarray(4 * place + 2, 4 * place + 4),
  ]);
}

describe('areaSpans', () => {
  it('shares out the samples that two places cover', () => {
    expect(rows(areaSpans(3, 2))).toEqual([[0, 1, 1, 0.5], [1, 2, 0.5, 1]]); // prettier-ignore
    expect(rows(areaSpans(2.5, 1))).toEqual([[0, 2, 1, 0.5]]);
  });

  it('covers the line exactly, whatever its length and the number of places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 8000 }), fc.integer({ min: 1, max: 300 }), (eighths, count) => {
        const { total, ...spans } = areaSpans(eighths / 8, count);
        expect(total).toBe(eighths / 8 / count);
        for (const [first, last, head, tail] of rows({ total, ...spans })) {
          const sum = first === last ? head! : head! + (last! - first! - 1) + tail!;
          expect(sum).toBeCloseTo(total, 3);
          expect(last).toBeLessThan(Math.ceil(eighths / 8));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('bilinearSpans', () => {
  it('takes the nearer of two samples with more weight, and at the ends the outermost', () => {
    expect(rows(bilinearSpans(2, 4))).toEqual([[0, 1, 1, 0], [0, 1, 0.75, 0.25], [0, 1, 0.25, 0.75], [1, 1, 1, 0]]); // prettier-ignore
    expect(rows(bilinearSpans(1, 2))).toEqual([[0, 0, 1, 0], [0, 0, 1, 0]]); // prettier-ignore
  });

  it('reaches into a last sample that is only partly of the picture, not beyond', () => {
    expect(rows(bilinearSpans(2.5, 5))).toEqual([[0, 1, 1, 0], [0, 1, 0.75, 0.25], [0, 1, 0.25, 0.75], [1, 2, 0.75, 0.25], [1, 2, 0.25, 0.75]]); // prettier-ignore
  });
});
