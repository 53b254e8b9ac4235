import type { Raster } from '../decode/raster.ts';
import type { DominantColour } from '../record.ts';

const MOST_COLOURS = 5;
/** A group whose samples are no further apart than this, of 255, looks like one colour and is not divided. */
const SAME_COLOUR = 24;
const VISIBLE_ALPHA = 128;

/**
 * The colours that a small picture consists of, the largest first; exact where it consists of flat areas. Empty when nothing in it is visible.
 *
 * As in median cut (Heckbert 1982) the group that varies most is divided along its widest channel until there are five; the cut is where
 * it leaves the least variance (Wu 1992), so that a small area of its own colour is not lost, and a group's colour is its median.
 * @param raster RGB + alpha.
 * @throws RangeError when it has not four channels.
 */
export function dominantColours(raster: Raster): DominantColour[] {
  if (raster.channels !== 4) throw new RangeError(`Expected pixels of 4 channels, got ${raster.channels}`);
  const pixels = visiblePixels(raster);
  if (pixels.length === 0) return [];
  let groups = [measure(pixels)];
  while (groups.length < MOST_COLOURS) {
    const [widest] = groups.filter(({ range }) => range > SAME_COLOUR).sort((a, b) => b.variance - a.variance);
    if (!widest) break;
    groups = groups.filter((group) => group !== widest).concat(divide(widest).map(measure));
  }
  return groups
    .map((group) => ({
      hex: medianHex(group),
      share: Math.round((1000 * group.pixels.length) / pixels.length) / 1000,
    }))
    .sort((a, b) => b.share - a.share || (a.hex < b.hex ? -1 : 1));
}

/** Samples as 0xrrggbb. */
type Pixels = Uint32Array;
const SHIFTS = [16, 8, 0] as const;
type Shift = (typeof SHIFTS)[number];

function visiblePixels({ data }: Raster): Pixels {
  const pixels = new Uint32Array(data.length / 4);
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3]! >= VISIBLE_ALPHA) pixels[count++] = (data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!;
  return pixels.subarray(0, count);
}

interface Group {
  readonly pixels: Pixels;
  /** How many pixels have each value, by channel. */
  readonly histograms: ReadonlyMap<Shift, Uint32Array>;
  /** Sum of the squared differences from the mean, all channels. */
  readonly variance: number;
  /** Between the least and the greatest value, in the channel where it is most. */
  readonly range: number;
  /** The channel with the most variance. */
  readonly widest: Shift;
}

function measure(pixels: Pixels): Group {
  const histograms = new Map(SHIFTS.map((shift) => [shift, histogram(pixels, shift)]));
  const variances = Array.from(histograms, ([shift, counts]) => ({ shift, variance: squaredDifferences(counts) }));
  const widest = variances.reduce((a, b) => (b.variance > a.variance ? b : a)).shift;
  const range = Math.max(...Array.from(histograms.values(), rangeOf));
  return { pixels, histograms, widest, range, variance: variances.reduce((sum, { variance }) => sum + variance, 0) };
}

function histogram(pixels: Pixels, shift: Shift): Uint32Array {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[(pixel >> shift) & 255]!++;
  return counts;
}

function rangeOf(counts: Uint32Array): number {
  const isUsed = (count: number): boolean => count > 0;
  return counts.findLastIndex(isUsed) - counts.findIndex(isUsed);
}

function squaredDifferences(counts: Uint32Array): number {
  let [number, sum, squares] = [0, 0, 0];
  for (const [value, count] of counts.entries()) {
    number += count;
    sum += count * value;
    squares += count * value * value;
  }
  return squares - (sum * sum) / number;
}

/** Cuts between two values of the widest channel, where the sums of squared differences on both sides together are least. */
function divide({ pixels, histograms, widest }: Group): [Pixels, Pixels] {
  const counts = histograms.get(widest)!;
  const total = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [best, bestGain, below, belowSum] = [0, -1, 0, 0];
  for (let value = 0; value < 255; value++) {
    below += counts[value]!;
    belowSum += counts[value]! * value;
    const above = pixels.length - below;
    if (below === 0 || above === 0) continue;
    const gain = belowSum ** 2 / below + (total - belowSum) ** 2 / above;
    if (gain > bestGain) [best, bestGain] = [value, gain];
  }
  const isBelow = (pixel: number): boolean => ((pixel >> widest) & 255) <= best;
  return [pixels.filter(isBelow), pixels.filter((pixel) => !isBelow(pixel))];
}

function medianHex({ pixels, histograms }: Group): string {
  const medians = Array.from(histograms.values(), (counts) => {
    let passed = 0;
    return counts.findIndex((count) => (passed += count) > pixels.length >> 1);
  });
  return `#${medians.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
