// Copies with other colours.
import type { Sharp } from 'sharp';

import { openPhoto, type Photo } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { type Edit, jpegCopy, rendered } from './copy.ts';

/** Mean difference of the samples from which on a change of colours can be seen at all: turned hues of a grey photo cannot. */
const LEAST_DIFFERENCE = 8;
/** Mean spread of the channels from which on a photo has colours that can be lost. */
const LEAST_SPREAD = 6;

const CHANGES: readonly ((picture: Sharp, random: Random) => Sharp)[] = [
  (picture, random) => picture.modulate({ brightness: random.between(1.2, 1.45) }),
  (picture, random) => picture.modulate({ brightness: random.between(0.6, 0.8) }),
  (picture, random) => picture.linear(random.between(1.2, 1.45), -38),
  (picture, random) => picture.modulate({ saturation: random.between(1.5, 2.2) }),
  (picture, random) => picture.modulate({ hue: random.integer(20, 60) }),
  (picture, random) => picture.gamma(random.between(1.4, 2), 1),
  (picture) =>
    picture.recomb([
      [0.393, 0.769, 0.189],
      [0.349, 0.686, 0.168],
      [0.272, 0.534, 0.131],
    ]),
];

export const recoloured: Edit = async ({ photo }, random) => {
  for (const change of random.shuffle(CHANGES)) {
    const changed = await rendered(change(openPhoto(photo), random));
    if (meanDifference(photo, changed) >= LEAST_DIFFERENCE) return jpegCopy(openPhoto(changed));
  }
  throw new RangeError(`Expected \`${photo.name}\` to change with its colours`);
};

/** A photo that had no colours to speak of is only encoded anew. */
export const greyscale: Edit = async ({ photo }) => {
  const copy = await jpegCopy(openPhoto(photo).greyscale());
  return meanSpread(photo) < LEAST_SPREAD ? { ...copy, alsoAccepted: ['re-encoded'] } : copy;
};

function meanDifference(one: Photo, other: Photo): number {
  let sum = 0;
  for (let i = 0; i < one.data.length; i++) sum += Math.abs(one.data[i]! - other.data[i]!);
  return sum / one.data.length;
}

/** Mean distance of a pixel's greatest channel from its least, 0 to 255. */
function meanSpread({ data }: Photo): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 3) {
    sum += Math.max(data[i]!, data[i + 1]!, data[i + 2]!) - Math.min(data[i]!, data[i + 1]!, data[i + 2]!);
  }
  return (sum * 3) / data.length;
}
