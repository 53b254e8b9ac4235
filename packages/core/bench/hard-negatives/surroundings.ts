// Different photos inside the same surroundings.
import sharp, { type Sharp } from 'sharp';

import { cloth } from '../sets/ground.ts';
import { browser, type Interface, phone, showIn } from '../sets/interfaces.ts';
import { fillFrame, layer, openPhoto, readPhoto, type Size } from '../sets/photos.ts';
import { sentence, sentences, svg, textLines } from '../sets/svg.ts';
import { type Family, ofPhotos, PICTURES_A_FAMILY } from './family.ts';

/** A carved frame. */
export const frame: Family = ofPhotos(async (photo) => {
  const [width, height, rim] = [720, 600, 100];
  const inner = await fillFrame(photo, { width: width - rim * 2, height: height - rim * 2 });
  return drawnOn(`<rect width="100%" height="100%" fill="#6b4a22"/>${carvings({ width, height }, rim)}`, {
    width,
    height,
  }).composite([layer(inner, rim, rim)]);
});

/** Black bars above and below, a caption on one of them. */
export const letterboxCaption: Family = ofPhotos(async (photo) => {
  const [width, height, bar] = [720, 640, 130];
  const inner = await fillFrame(photo, { width, height: height - bar * 2 });
  const style = { size: 44, fill: '#ffe45c', weight: 'bold' } as const;
  const caption = textLines(['Somewhere in the north'], 90, height - 48, style);
  const title = textLines(['CHAPTER ONE'], 210, 84, { ...style, fill: '#eee' });
  return drawnOn(`<rect width="100%" height="100%"/>${caption}${title}`, { width, height }).composite([
    layer(inner, 0, bar),
  ]);
});

/** A phone's feed. */
export const phoneInterface: Family = shownIn(phone, { width: 540, height: 500 });

/** A page in a browser. */
export const desktopInterface: Family = shownIn(browser, { width: 560, height: 400 });

/** A poster with a small slot. */
export const poster: Family = ofPhotos(async (photo, { shared }) => {
  const random = shared('poster');
  const slot = await fillFrame(photo, { width: 220, height: 180 });
  const body = [
    '<rect width="100%" height="100%" fill="#f6c945"/><circle cx="110" cy="820" r="260" fill="#e4572e"/>',
    '<path d="M0 300L600 120V210L0 390Z" fill="#17324d"/><circle cx="480" cy="90" r="60" fill="#fff"/>',
    textLines(['SUMMER', 'FESTIVAL'], 40, 130, { size: 84, fill: '#17324d', weight: 'bold', leading: 1.05 }),
    textLines(sentences(random, 5, 24), 320, 520, { size: 20, fill: '#222' }),
    textLines([sentence(random, 20), '14 JULY 20:00'], 60, 780, { size: 36, fill: '#fff', weight: 'bold' }),
  ].join('');
  return drawnOn(body, { width: 600, height: 860 }).composite([layer(slot, 60, 480)]);
});

/** Four photos on one cloth. */
export const collage: Family = async function* ({ photos, random, shared }) {
  const size = { width: 800, height: 640 };
  const ground = cloth(size, shared('cloth'), [150, 95, 80]);
  const paths = random.shuffle(photos);
  for (let index = 0; index < PICTURES_A_FAMILY && (index + 1) * 4 <= paths.length; index++) {
    const shown = await Promise.all(paths.slice(index * 4, index * 4 + 4).map(readPhoto));
    const prints = await Promise.all(shown.map((photo) => fillFrame(photo, { width: 270, height: 210 })));
    const places = prints.map((print, i) => layer(print, 90 + (i % 2) * 350, 70 + Math.floor(i / 2) * 290));
    yield { picture: openPhoto(ground).composite(places), shows: shown.map(({ name }) => name) };
  }
};

function shownIn(around: Interface, slot: Size): Family {
  return ofPhotos((photo, { shared }) => showIn(photo, around(slot, shared('interface'))));
}

function drawnOn(body: string, { width, height }: Size): Sharp {
  return sharp(svg(width, height, body)).flatten({ background: '#fff' });
}

/** Rosettes along all four sides. */
function carvings({ width, height }: Size, rim: number): string {
  const step = 60;
  const places: [number, number][] = [];
  for (let x = rim / 2; x < width; x += step) places.push([x, rim / 2], [x, height - rim / 2]);
  for (let y = rim / 2 + step; y < height - rim; y += step) places.push([rim / 2, y], [width - rim / 2, y]);
  const petal = '<ellipse rx="7" ry="24" fill="#d9ab55" stroke="#3c2409"/>';
  const petals = [0, 45, 90, 135].map((turn) => petal.replace('/>', ` transform="rotate(${turn})"/>`)).join('');
  return places
    .map(([x, y]) => `<g transform="translate(${x} ${y})">${petals}<circle r="8" fill="#7a1f1f"/></g>`)
    .join('');
}
