// Copies that are turned, mirrored or cut.
import { openPhoto } from '../sets/photos.ts';
import { type Edit, jpegCopy, rendered, scaled } from './copy.ts';

/** By right angles, or by a few degrees with corners of one colour. */
export const rotated: Edit = ({ photo }, random) => {
  if (random.next() < 0.5) return jpegCopy(openPhoto(photo).rotate(random.pick([90, 180, 270])));
  const degrees = random.pick([-1, 1]) * random.between(1.5, 8);
  return jpegCopy(openPhoto(photo).rotate(degrees, { background: random.pick(['#000', '#fff', '#777']) }));
};

/** Left to right, top to bottom, or over a diagonal. */
export const mirrored: Edit = async ({ photo }, random) => {
  const flopped = openPhoto(await rendered(openPhoto(photo).flop()));
  return jpegCopy(flopped.rotate(random.pick([0, 0, 180, 90, 270])));
};

/** Without 5 to 40 % of the width and of the height, anywhere; every third made smaller, too. */
export const cropped: Edit = async ({ photo }, random) => {
  const width = Math.round(photo.width * random.between(0.6, 0.95));
  const height = Math.round(photo.height * random.between(0.6, 0.95));
  const left = random.integer(0, photo.width - width);
  const top = random.integer(0, photo.height - height);
  const part = await rendered(openPhoto(photo).extract({ left, top, width, height }));
  const copy = await jpegCopy(random.next() < 1 / 3 ? scaled(part, random.between(0.5, 0.9)) : openPhoto(part));
  return { ...copy, insideShare: (width * height) / (photo.width * photo.height) };
};
