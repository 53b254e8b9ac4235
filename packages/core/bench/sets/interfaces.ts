// Programs' windows and screens that show a photo: drawn round a slot of any size. The same draws give the same surroundings.
import sharp, { type Sharp } from 'sharp';

import { fillFrame, layer, type Photo, type Size } from './photos.ts';
import type { Random } from './random.ts';
import { hsl, sentence, sentences, svg, textLines } from './svg.ts';

export interface Surroundings extends Size {
  readonly body: string;
  /** Where the slot's upper left corner is. */
  readonly left: number;
  readonly top: number;
  readonly slot: Size;
}

export type Interface = (slot: Size, random: Random) => Surroundings;

/** The photo in its slot, cut to the slot's shape. */
export async function showIn(photo: Photo, { width, height, body, left, top, slot }: Surroundings): Promise<Sharp> {
  const shown = await fillFrame(photo, slot);
  const surroundings = sharp(svg(width, height, body)).flatten({ background: '#fff' });
  return sharp(
    await surroundings
      .composite([layer(shown, left, top)])
      .png()
      .toBuffer(),
  );
}

/** A photo in a phone's feed: status bar, author, buttons and comments. */
export function phone(slot: Size, random: Random): Surroundings {
  const { width } = slot;
  const unit = width / 24;
  const top = unit * 6;
  const below = top + slot.height;
  const height = below + unit * 9;
  const ink = '#222';
  const dark = hsl(random, { saturation: [40, 70], lightness: [25, 40] });
  const body = [
    `<rect width="100%" height="100%" fill="#fdfdfd"/><rect width="100%" height="${unit * 2}" fill="${dark}"/>`,
    textLines(['9:41'], unit, unit * 1.4, { size: unit, fill: '#fff', weight: 'bold' }),
    `<rect x="${width - unit * 3}" y="${unit * 0.6}" width="${unit * 2}" height="${unit * 0.9}" rx="3" fill="#fff"/>`,
    `<circle cx="${unit * 2}" cy="${unit * 4}" r="${unit * 1.4}" fill="${dark}"/>`,
    textLines([sentence(random, 12), sentence(random, 16)], unit * 4.4, unit * 3.8, { size: unit, fill: ink }),
    ...[0, 1, 2].map((button) => heart(unit * (1.8 + button * 2.6), below + unit * 1.6, unit)),
    textLines(sentences(random, 3, 36), unit, below + unit * 4, { size: unit * 0.95, fill: ink }),
  ].join('');
  return { width, height: Math.round(height), body, left: 0, top, slot };
}

/** A photo in a browser: tabs, address, side column, heading and text. */
export function browser(slot: Size, random: Random): Surroundings {
  const unit = slot.width / 32;
  const column = unit * 9;
  const width = Math.round(slot.width + column + unit * 3);
  const top = unit * 8;
  const height = Math.round(top + slot.height + unit * 5);
  const tint = hsl(random, { saturation: [20, 60], lightness: [30, 55] });
  const body = [
    `<rect width="100%" height="100%" fill="#fafbfc"/><rect width="100%" height="${unit * 2}" fill="${tint}"/>`,
    `<rect x="${unit}" y="${unit * 0.5}" width="${unit * 7}" height="${unit * 1.5}" rx="4" fill="#fff"/>`,
    `<rect x="${unit * 3}" y="${unit * 2.4}" width="${width * 0.7}" height="${unit * 1.4}" rx="${unit * 0.7}" fill="#e3e6ea"/>`,
    textLines([sentence(random, 30)], unit * 4, unit * 3.4, { size: unit * 0.8, fill: '#444' }),
    textLines([sentence(random, 22)], column + unit, unit * 6.6, { size: unit * 1.6, fill: '#111', weight: 'bold' }),
    `<rect y="${unit * 4.4}" width="${column}" height="100%" fill="#eceff3"/>`,
    textLines(sentences(random, 12, 14), unit * 0.6, unit * 6.6, { size: unit * 0.9, fill: '#345', leading: 2 }),
    textLines(sentences(random, 3, 58), column + unit, top + slot.height + unit * 1.6, {
      size: unit * 0.8,
      fill: '#333',
    }),
  ].join('');
  return { width, height, body, left: column + unit, top, slot };
}

/** A photo in a desktop's viewer: title bar, tools and a row of buttons over a dark ground. */
export function viewer(slot: Size, random: Random): Surroundings {
  const unit = slot.width / 30;
  const side = unit * random.between(1, 4);
  const top = unit * 4.5;
  const width = Math.round(slot.width + side * 2);
  const height = Math.round(top + slot.height + unit * 5);
  const ground = random.pick(['#1e1e1e', '#2b2b30', '#20252b']);
  const tools = Array.from({ length: 7 }, (_, tool) => {
    const x = width / 2 + (tool - 3) * unit * 3.2;
    return `<rect x="${x}" y="${height - unit * 3.4}" width="${unit * 2}" height="${unit * 2}" rx="5" fill="#555b66"/>`;
  });
  const body = [
    `<rect width="100%" height="100%" fill="${ground}"/><rect width="100%" height="${unit * 2}" fill="#3c4048"/>`,
    ...['#e55', '#eb4', '#5b5'].map(
      (light, i) => `<circle cx="${unit * (1.2 + i * 1.5)}" cy="${unit}" r="${unit * 0.5}" fill="${light}"/>`,
    ),
    textLines([sentence(random, 18)], width * 0.35, unit * 1.4, { size: unit, fill: '#ddd' }),
    textLines([sentence(random, 40)], side, unit * 3.6, { size: unit * 0.8, fill: '#aaa' }),
    ...tools,
  ].join('');
  return { width, height, body, left: side, top, slot };
}

function heart(x: number, y: number, r: number): string {
  const lobe = `q${r} ${-r} ${r} ${r * 0.4}`;
  return `<path d="M${x} ${y}${lobe}L${x} ${y + r * 1.2}L${x - r} ${y + r * 0.4}q0 ${-r * 1.4} ${r} ${-r * 0.4}" fill="#d33"/>`;
}
