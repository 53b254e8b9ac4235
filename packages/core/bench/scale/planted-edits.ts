import type { Sharp } from 'sharp';

import { openPhoto, type Photo } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { sentence, svg } from '../sets/svg.ts';

export type PlantedEdit = keyof typeof PLANTED_EDITS;

/** What copies in a large set have gone through. */
export const PLANTED_EDITS = { crop, resize, encode, band, tilt, mirror } as const;

/** Without 10 to 20 % of the width and of the height, anywhere. */
function crop(photo: Photo, random: Random): Sharp {
  const width = Math.round(photo.width * random.between(0.8, 0.9));
  const height = Math.round(photo.height * random.between(0.8, 0.9));
  const left = random.integer(0, photo.width - width);
  const top = random.integer(0, photo.height - height);
  return openPhoto(photo).extract({ left, top, width, height }).jpeg({ quality: 85 });
}

function resize(photo: Photo, random: Random): Sharp {
  return openPhoto(photo)
    .resize(Math.round(photo.width * random.between(0.4, 0.8)))
    .jpeg({ quality: 85 });
}

function encode(photo: Photo, random: Random): Sharp {
  return openPhoto(photo).jpeg({ quality: random.integer(30, 65) });
}

/** A black band with words over 10 to 20 % of the height. */
function band(photo: Photo, random: Random): Sharp {
  const { width, height } = photo;
  const tall = height * random.between(0.1, 0.2);
  const top = random.between(height * 0.7, height - tall);
  const text = `<text x="12" y="${top + tall * 0.7}" font-size="${tall * 0.5}" fill="#fff">${sentence(random, 24)}</text>`;
  const body = `<rect y="${top}" width="100%" height="${tall}"/>${text}`;
  return openPhoto(photo)
    .composite([{ input: svg(width, height, body) }])
    .jpeg({ quality: 85 });
}

function tilt(photo: Photo, random: Random): Sharp {
  const degrees = random.pick([-1, 1]) * random.between(2, 6);
  return openPhoto(photo).rotate(degrees, { background: '#000' }).jpeg({ quality: 85 });
}

function mirror(photo: Photo): Sharp {
  return openPhoto(photo).flop().jpeg({ quality: 85 });
}
