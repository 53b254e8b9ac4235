import type { Raster } from '../decode/raster.ts';
import type { DominantColour } from '../record.ts';

const MOST_COLOURS = 5;
/** A group whose samples are this far from their mean (root mean square, of 255) looks like one colour and is not divided. */
const SAME_COLOUR = 10;
const VISIBLE_ALPHA = 128;

/**
 * The colours that a small picture consists of, the largest first; exact where it consists of flat areas. Empty when nothing in it is visible.
 *
 * As in median cut (Heckbert 1982) the group that varies most is divided along its widest channel until there are five; the cut is where
 * it leaves the least variance (Wu 1992), so that a small area of its own colour is not lost, and a group's colour is its median.
 * @param raster RGB + alpha.
 */
export function dominantColours(raster: Raster): DominantColour[] {
  const pixels = visiblePixels(raster);
  if (pixels.length === 0) return [];
  let groups = [measure(pixels)];
  while (groups.length < MOST_COLOURS) {
    const widest = groups.reduce((a, b) => (b.variance > a.variance ? b : a));
    if (widest.variance <= SAME_COLOUR ** 2 * widest.pixels.length) break;
    groups = groups.filter((group) => group !== widest).concat(divide(widest).map(measure));
  }
  return groups
    .map((group) => ({
      hex: medianHex(group.pixels),
      share: Math.round((1000 * group.pixels.length) / pixels.length) / 1000,
    }))
    .sort((a, b) => b.share - a.share || (a.hex < b.hex ? -1 : 1));
}

/** 0xrrggbb */
type Pixel = number;
const SHIFTS = [16, 8, 0] as const;
type Shift = (typeof SHIFTS)[number];

function sample(pixel: Pixel, shift: Shift): number {
  return (pixel >> shift) & 255;
}

function visiblePixels({ data, channels }: Raster): Pixel[] {
  const pixels: Pixel[] = [];
  for (let i = 0; i < data.length; i += channels)
    if (data[i + 3]! >= VISIBLE_ALPHA) pixels.push((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
  return pixels;
}

interface Group {
  readonly pixels: readonly Pixel[];
  /** Sum of the squared differences from the mean, all channels. */
  readonly variance: number;
  readonly widest: Shift;
}

function measure(pixels: readonly Pixel[]): Group {
  const variances = SHIFTS.map((shift) => ({
    shift,
    variance: squaredDifferences(pixels.map((pixel) => sample(pixel, shift))),
  }));
  const widest = variances.reduce((a, b) => (b.variance > a.variance ? b : a)).shift;
  return { pixels, widest, variance: variances.reduce((sum, { variance }) => sum + variance, 0) };
}

function squaredDifferences(samples: readonly number[]): number {
  const sum = samples.reduce((a, b) => a + b, 0);
  return samples.reduce((total, value) => total + value * value, 0) - (sum * sum) / samples.length;
}

/** Cuts between two values of the widest channel, where the sums of squared differences on both sides together are least. */
function divide({ pixels, widest }: Group): [Pixel[], Pixel[]] {
  const counts = new Float64Array(256);
  for (const pixel of pixels) counts[sample(pixel, widest)]!++;
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
  return [
    pixels.filter((pixel) => sample(pixel, widest) <= best),
    pixels.filter((pixel) => sample(pixel, widest) > best),
  ];
}

function medianHex(pixels: readonly Pixel[]): string {
  const medians = SHIFTS.map((shift) => {
    const samples = Uint8Array.from(pixels, (pixel) => sample(pixel, shift)).sort();
    return samples[samples.length >> 1]!;
  });
  return `#${medians.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
