// Makes pairs whose relation is known, among other photos, every strength drawn from the seed:
//   node packages/core/bench/relations.ts PHOTOS OUT [--seed 1]
// PHOTOS is a folder of at least 320 distinct photos. Writes OUT/images/* and OUT/manifest.json, which score-relations.ts reads.
import sharp from 'sharp';

import { bordered, overlaid, screenshot } from './relations/additions.ts';
import { greyscale, recoloured } from './relations/colours.ts';
import { type Edit, type Original, rendered } from './relations/copy.ts';
import { reEncoded, resized, sameBytes, samePixels } from './relations/encodings.ts';
import { cropped, mirrored, rotated } from './relations/geometry.ts';
import { readArguments } from './sets/arguments.ts';
import { burst } from './sets/burst.ts';
import { listPhotos, openPhoto, readPhoto } from './sets/photos.ts';
import { openPictureFolder } from './sets/picture-folder.ts';
import { seededRandom } from './sets/random.ts';
import type { LabelledPair } from './sets/relation-pairs.ts';

const EDITS: readonly (readonly [relation: string, edit: Edit])[] = Object.entries({
  'same-bytes': sameBytes,
  'same-pixels': samePixels,
  're-encoded': reEncoded,
  resized,
  recoloured,
  greyscale,
  rotated,
  mirrored,
  cropped,
  bordered,
  overlaid,
  screenshot,
});
const PAIRS_A_RELATION = 40;
/** Each base has two copies, of different relations. */
const BASES = (EDITS.length * PAIRS_A_RELATION) / 2;

const { positionals, seed } = readArguments('PHOTOS OUT [--seed N]', 2);
const random = seededRandom(seed, 'relations');
const paths = random.shuffle(listPhotos(positionals[0]!));
if (paths.length < BASES + PAIRS_A_RELATION * 2) throw new RangeError(`Expected 320 photos, got \`${paths.length}\``);
const folder = openPictureFolder(positionals[1]!);
const pairs: LabelledPair[] = [];

const [bases, scenes, things] = [
  paths.splice(0, BASES),
  paths.splice(0, PAIRS_A_RELATION),
  paths.splice(0, PAIRS_A_RELATION),
];
for (const [index, path] of bases.entries()) await addBase(index, path);
for (const [index, scene] of scenes.entries()) await addScene(index, scene, things[index]!);
for (const [index, path] of paths.entries()) {
  await folder.add(`distractor-${index}.jpg`, openPhoto(await readPhoto(path)));
}
folder.writeManifest({ pairs });
console.log(`${pairs.length} pairs, ${paths.length} distractors`);

async function addBase(index: number, path: string): Promise<void> {
  const original = `${index}.jpg`;
  const source = await openOriginal(path);
  await folder.add(original, source.bytes);
  // In every round of twelve bases each relation is once a first and once a second copy.
  const round = Math.floor(index / EDITS.length);
  const second = index + 1 + (round % (EDITS.length - 1));
  for (const [relation, edit] of [EDITS[index % EDITS.length]!, EDITS[second % EDITS.length]!]) {
    const {
      bytes,
      extension,
      alsoAccepted = [],
      ...truth
    } = await edit(source, seededRandom(seed, `${index}/${relation}`));
    const copy = `${index}-${relation}.${extension}`;
    await folder.add(copy, bytes);
    pairs.push({ original, copy, edit: relation, accepted: [relation, ...alsoAccepted], ...truth });
  }
}

async function openOriginal(path: string): Promise<Original> {
  const photo = await readPhoto(path);
  const bytes = await openPhoto(photo).jpeg({ quality: 92 }).toBuffer();
  return { bytes, photo: { ...(await rendered(sharp(bytes))), name: photo.name } };
}

async function addScene(index: number, scene: string, thing: string): Promise<void> {
  const relation = 'same-scene';
  const frames = await burst(await readPhoto(scene), await readPhoto(thing), seededRandom(seed, `scene-${index}`), 2);
  const [original, copy] = [`scene-${index}-1.jpg`, `scene-${index}-2.jpg`];
  await folder.add(original, frames[0]!);
  await folder.add(copy, frames[1]!);
  pairs.push({ original, copy, edit: relation, accepted: [relation] });
}
