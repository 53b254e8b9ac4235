import { areaSpans, bilinearSpans, type Spans } from './spans.ts';
import { weightedMeans, type SampleGrid } from './weighted-means.ts';

/** Each channel of a picture at another size: area means where it shrinks, bilinear where it grows. */
export function resample(grid: SampleGrid, width: number, height: number): Float32Array[] {
  return weightedMeans(grid, spansOf(grid.width, width), spansOf(grid.height, height));
}

function spansOf(length: number, count: number): Spans {
  return length >= count ? areaSpans(length, count) : bilinearSpans(length, count);
}
