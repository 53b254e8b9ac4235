import sharp from 'sharp';

import type { Photo } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { svg } from '../sets/svg.ts';

/** The letters' masks, one after the other: 255 is ink. */
export type Glyphs = readonly Uint8Array[];

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const WIDTH = 28;
const HEIGHT = 40;

export function drawGlyphs(): Promise<Glyphs> {
  return Promise.all(
    Array.from(LETTERS, async (letter) => {
      const text = `<text x="50%" y="35" font-size="40" text-anchor="middle" font-weight="bold" fill="#fff">${letter}</text>`;
      return new Uint8Array(
        await sharp(svg(WIDTH, HEIGHT, text))
          .extractChannel(3)
          .raw()
          .toBuffer(),
      );
    }),
  );
}

/** Writes a few words of no meaning, each of one size and colour, anywhere on the photo. */
export function writeWords(photo: Photo, glyphs: Glyphs, random: Random): void {
  for (let word = random.integer(1, 4); word > 0; word--) {
    const scale = random.between(0.4, 1.8);
    const colour = [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)];
    let left = Math.round(random.between(0, photo.width * 0.8));
    const top = Math.round(random.between(0, photo.height - HEIGHT * scale));
    for (let letter = random.integer(3, 9); letter > 0; letter--) {
      blit(photo, random.pick(glyphs), { left, top, scale, colour });
      left += Math.round(WIDTH * scale);
    }
  }
}

interface Stamp {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly colour: readonly number[];
}

function blit({ data, width, height }: Photo, glyph: Uint8Array, { left, top, scale, colour }: Stamp): void {
  const right = Math.min(width, left + Math.floor(WIDTH * scale));
  const bottom = Math.min(height, top + Math.floor(HEIGHT * scale));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const ink = glyph[Math.floor((y - top) / scale) * WIDTH + Math.floor((x - left) / scale)]! / 255;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        data[at + channel]! += (colour[channel]! - data[at + channel]!) * ink;
    }
  }
}
