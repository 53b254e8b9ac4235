// Drawings: SVG text, which sharp renders.
import type { Random } from './random.ts';

const WORDS =
  'lorem ipsum dolor sit amet data model value result time system north river paper stone light under between figure table harbour window copper garden seven quiet market signal metal orange winter report total share growth open water bridge'.split(
    ' ',
  );

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 'normal' | 'bold';
  /** Height of a line as a multiple of the size; 1.5 unless told. */
  readonly leading?: number;
}

export interface Colour {
  /** Percent, each from a low to a high. */
  readonly saturation: readonly [low: number, high: number];
  readonly lightness: readonly [low: number, high: number];
}

/** A whole document; transparent where the body draws nothing. */
export function svg(width: number, height: number, body: string): Buffer {
  const size = `width="${Math.round(width)}" height="${Math.round(height)}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif">${body}</svg>`);
}

/** Lines of text one under the other, the first with its baseline at (x, y). */
export function textLines(lines: readonly string[], x: number, y: number, style: TextStyle): string {
  const { size, fill, weight = 'normal', leading = 1.5 } = style;
  const attributes = `font-size="${size}" fill="${fill}" font-weight="${weight}"`;
  return lines
    .map((line, row) => `<text x="${x}" y="${(y + row * size * leading).toFixed(1)}" ${attributes}>${line}</text>`)
    .join('');
}

/** Words to some number of letters. */
export function sentence(random: Random, letters: number): string {
  let text = random.pick(WORDS);
  while (text.length < letters) text += ` ${random.pick(WORDS)}`;
  return text;
}

export function sentences(random: Random, count: number, letters: number): string[] {
  return Array.from({ length: count }, () => sentence(random, letters * random.between(0.75, 1)));
}

export function hsl(random: Random, { saturation, lightness }: Colour): string {
  const percent = (range: readonly [number, number]): string => `${random.between(...range).toFixed(0)}%`;
  return `hsl(${random.integer(0, 359)},${percent(saturation)},${percent(lightness)})`;
}

/** A line through points. */
export function path(points: readonly (readonly [x: number, y: number])[], attributes: string): string {
  return `<path d="M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}" ${attributes}/>`;
}
