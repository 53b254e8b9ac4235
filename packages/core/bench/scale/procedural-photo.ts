import { fractalNoise } from '../sets/fractal-noise.ts';
import type { Photo, Size } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { deadLeaves, type Leaves } from './leaves.ts';
import { type Glyphs, writeWords } from './lettering.ts';

/** How a leaf looks: numbers a pixel's colour is made of, in sample values. */
const LOOK = 9;
const [RED, GREEN, BLUE, SLOPE_X, SLOPE_Y, GRAIN, STRIPE_X, STRIPE_Y, STRIPE_DEPTH] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;

const SHARE_WITH_WORDS = 0.25;

/** A picture of 320 to 640 pixels a side that has the edges, textures and colours of a photo, and is like no other. */
export function proceduralPhoto(random: Random, glyphs: Glyphs): Photo {
  const [longSide, shortSide] = [random.integer(480, 640), random.integer(320, 480)];
  const isUpright = random.next() < 0.4;
  const size = { width: isUpright ? shortSide : longSide, height: isUpright ? longSide : shortSide };
  const photo = { name: 'procedural', ...size, data: colourLeaves(size, deadLeaves(size, random), random) };
  if (random.next() < SHARE_WITH_WORDS) writeWords(photo, glyphs, random);
  return photo;
}

function colourLeaves(size: Size, { labels, count }: Leaves, random: Random): Buffer {
  const { width, height } = size;
  const canvas: Canvas = { width, pixels: new Uint8ClampedArray(width * height * 3), grain: drawGrain(size, random) };
  const looks = drawLooks(count, width, random);
  for (let y = 0; y < height; y++) {
    for (let start = 0, end = 0; start < width; start = end) {
      const label = labels[y * width + start]!;
      while (end < width && labels[y * width + end] === label) end++;
      colourRun(canvas, looks.subarray(label * LOOK, (label + 1) * LOOK), { y, start, end });
    }
  }
  return Buffer.from(canvas.pixels.buffer);
}

interface Canvas {
  readonly width: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Of half the width and height, which is enough after JPEG and four times cheaper. */
  readonly grain: Float32Array;
}

/** Pixels of one leaf in one row, from `start` up to `end`. */
interface Run {
  readonly y: number;
  readonly start: number;
  readonly end: number;
}

function colourRun({ width, pixels, grain }: Canvas, look: Float32Array, { y, start, end }: Run): void {
  const [red, green, blue] = [look[RED]!, look[GREEN]!, look[BLUE]!];
  const [slopeX, grainDepth, stripeX, stripeDepth] = [
    look[SLOPE_X]!,
    look[GRAIN]!,
    look[STRIPE_X]!,
    look[STRIPE_DEPTH]!,
  ];
  const [light, phase] = [y * look[SLOPE_Y]!, y * look[STRIPE_Y]!];
  const grainRow = (y >> 1) * ((width + 1) >> 1);
  for (let x = start, at = (y * width + start) * 3; x < end; x++, at += 3) {
    // A triangle wave of period 256, from -64 to 64.
    const stripes = Math.abs(((x * stripeX + phase) & 255) - 128) - 64;
    const shade = light + x * slopeX + grain[grainRow + (x >> 1)]! * grainDepth + stripes * stripeDepth;
    pixels[at] = red + shade;
    pixels[at + 1] = green + shade;
    pixels[at + 2] = blue + shade;
  }
}

function drawGrain({ width, height }: Size, random: Random): Float32Array {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  return fractalNoise(half, random.next, random.between(0.5, 0.75));
}

/** Colours lie round three of the picture's own, as those of one scene do. */
function drawLooks(count: number, width: number, random: Random): Float32Array {
  const sample = (): number => random.between(20, 235);
  const vividness = random.between(0.1, 0.8);
  const palette = [0, 1, 2].map((): readonly number[] => {
    const [grey, ...colour] = [sample(), sample(), sample(), sample()];
    return colour.map((channel) => grey + (channel - grey) * vividness);
  });
  const looks = new Float32Array(count * LOOK);
  for (let look = 0; look < looks.length; look += LOOK) {
    const colour = random.pick(palette);
    const light = random.between(-60, 60);
    const slope = 90 / width;
    looks[look + RED] = colour[RED]! + light + random.between(-12, 12);
    looks[look + GREEN] = colour[GREEN]! + light + random.between(-12, 12);
    looks[look + BLUE] = colour[BLUE]! + light + random.between(-12, 12);
    looks[look + SLOPE_X] = random.between(-slope, slope);
    looks[look + SLOPE_Y] = random.between(-slope, slope);
    looks[look + GRAIN] = random.between(4, 55);
    looks[look + STRIPE_X] = random.between(-30, 30);
    looks[look + STRIPE_Y] = random.between(-30, 30);
    looks[look + STRIPE_DEPTH] = random.next() < 0.2 ? random.between(0.1, 0.5) : 0;
  }
  return looks;
}
