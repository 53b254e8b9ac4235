import { areaSpans } from './spans.ts';
import { weightedMeans, type SampleGrid } from './weighted-means.ts';

/** Shrinks or stretches one channel to width x height by the mean of the area each output pixel covers, fractions of samples included. */
export function areaMeans(grid: SampleGrid, width: number, height: number): Float32Array {
  return weightedMeans(grid, areaSpans(grid.width, width), areaSpans(grid.height, height))[0]!;
}
