// Real photos of like things.
import sharp from 'sharp';
import { basename } from 'node:path';

import { burst } from '../sets/burst.ts';
import { cloth, paint } from '../sets/ground.ts';
import { fillFrame, openPhoto, type Photo, readPhoto, type Size } from '../sets/photos.ts';
import { svg } from '../sets/svg.ts';
import type { Family, FamilySource } from './family.ts';

const SCENES = 16;
const FRAMES = 3;

/** Every photo as it is. */
export const photo: Family = async function* ({ photos }) {
  for (const path of photos) yield { picture: openPhoto(await readPhoto(path)), shows: [basename(path)] };
};

/** The middle of each photo on one cloth, as things for sale are photographed. */
export const onCloth: Family = onGround(({ shared }, size) => cloth(size, shared('cloth'), [172, 160, 140]));

/** The middle of each photo on one white sweep with a soft shadow below: a packshot. */
export const packshot: Family = onGround((_, size) =>
  paint(size, (x, y) => {
    const shade = 250 - 26 * Math.exp(-(((y / size.height - 0.86) / 0.06) ** 2) - ((x / size.width - 0.5) / 0.28) ** 2);
    return [shade, shade, shade + 2];
  }),
);

/** Frames of one scene, in which a thing moves. */
export const burstFrames: Family = async function* ({ photos, random }) {
  const paths = random.shuffle(photos);
  for (let index = 0; index < SCENES && index * 2 + 1 < paths.length; index++) {
    const [scene, thing] = [await readPhoto(paths[index * 2]!), await readPhoto(paths[index * 2 + 1]!)];
    for (const picture of await burst(scene, thing, random, FRAMES)) {
      yield { picture, shows: [scene.name, thing.name], scene: `burst-${index}` };
    }
  }
};

function onGround(makeGround: (source: FamilySource, size: Size) => Photo): Family {
  return async function* (source) {
    const size = { width: 600, height: 600 };
    const ground = makeGround(source, size);
    for (const path of source.photos) {
      const thing = await readPhoto(path);
      const input = await cutOut(thing, { width: 330, height: 380 });
      yield { picture: openPhoto(ground).composite([{ input }]), shows: [thing.name] };
    }
  };
}

/** The middle of a photo with rounded, soft edges. */
async function cutOut(thing: Photo, size: Size): Promise<Buffer> {
  const shape = svg(size.width, size.height, '<rect x="2%" y="2%" width="96%" height="96%" rx="30%" fill="#fff"/>');
  const mask = await sharp(shape).blur(1.5).extractChannel(3).raw().toBuffer();
  return openPhoto(await fillFrame(thing, size))
    .joinChannel(mask, { raw: { ...size, channels: 1 } })
    .png()
    .toBuffer();
}
