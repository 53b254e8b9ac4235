// Copies with something round or over the photo.
import { browser, phone, showIn, viewer } from '../sets/interfaces.ts';
import { openPhoto, type Photo } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import type { Box } from '../sets/report-file.ts';
import { hsl, sentence, svg } from '../sets/svg.ts';
import { type Edit, jpegCopy, rendered } from './copy.ts';

/** Difference of a sample from which on a pixel belongs to what is laid over. */
const VISIBLE = 24;

/** On all sides, or above and below, or at the sides only. */
export const bordered: Edit = ({ photo }, random) => {
  const side = (): number => Math.round(Math.min(photo.width, photo.height) * random.between(0.04, 0.18));
  const [across, along] = random.pick([
    [side(), side()],
    [side(), 0],
    [0, side()],
  ]);
  const background = random.pick(['#000', '#fff', '#222', hsl(random, { saturation: [20, 80], lightness: [20, 80] })]);
  const picture = openPhoto(photo).extend({ top: across, bottom: across, left: along, right: along, background });
  return jpegCopy(picture);
};

/** A band of text, an emblem, a sticker or a watermark. */
export const overlaid: Edit = async ({ photo }, random) => {
  const body = random.pick([band, emblem, sticker, watermark])(photo, random);
  const covered = await rendered(openPhoto(photo).composite([{ input: svg(photo.width, photo.height, body) }]));
  return { ...(await jpegCopy(openPhoto(covered))), overlay: differingBox(photo, covered) };
};

/** In a phone's feed, a browser or a viewer. */
export const screenshot: Edit = async ({ photo }, random) => {
  const scale = random.between(0.6, 1);
  const slot = { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) };
  return jpegCopy(await showIn(photo, random.pick([phone, browser, viewer])(slot, random)));
};

function band({ width, height }: Photo, random: Random): string {
  const tall = height * random.between(0.1, 0.22);
  const top = random.next() < 0.7 ? height * random.between(0.72, 1) - tall : 0;
  const size = Math.min(tall * 0.55, width / 14);
  const ground = `<rect y="${top}" width="${width}" height="${tall}" fill="#000" fill-opacity="${random.between(0.7, 1)}"/>`;
  return `${ground}<text x="${width * 0.04}" y="${top + tall * 0.68}" font-size="${size}" fill="#fff">${sentence(random, 18)}</text>`;
}

function emblem({ width, height }: Photo, random: Random): string {
  const r = Math.min(width, height) * random.between(0.07, 0.14);
  const [x, y] = [random.pick([r * 1.3, width - r * 1.3]), random.pick([r * 1.3, height - r * 1.3])];
  const fill = hsl(random, { saturation: [70, 90], lightness: [40, 55] });
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/><circle cx="${x}" cy="${y}" r="${r * 0.6}" fill="#fff"/>`;
}

function sticker({ width, height }: Photo, random: Random): string {
  const [w, h] = [width * random.between(0.15, 0.3), height * random.between(0.1, 0.2)];
  const [x, y] = [random.between(0, width - w), random.between(0, height - h)];
  const fill = hsl(random, { saturation: [70, 90], lightness: [50, 60] });
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="${fill}" stroke="#fff" stroke-width="4"/>`;
}

function watermark({ width, height }: Photo, random: Random): string {
  const turn = `rotate(${random.between(-35, 0)} ${width / 2} ${height / 2})`;
  const style = `font-size="${width * random.between(0.08, 0.14)}" font-weight="bold" fill="#fff" fill-opacity="${random.between(0.4, 0.6)}"`;
  const outline = 'stroke="#000" stroke-opacity="0.4"';
  return `<text x="50%" y="${height * random.between(0.4, 0.6)}" text-anchor="middle" transform="${turn}" ${style} ${outline}>SAMPLE ${random.integer(10, 99)}</text>`;
}

/** The smallest rectangle round all pixels that differ visibly, in shares of the frame. */
function differingBox(one: Photo, other: Photo): Box {
  const { width, height } = one;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < one.data.length; i++) {
    if (Math.abs(one.data[i]! - other.data[i]!) < VISIBLE) continue;
    const pixel = Math.floor(i / 3);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
  }
  return [left / width, top / height, (right - left) / width, (bottom - top) / height];
}
