// Makes pictures of which no two are duplicates, although they share a watermark, a frame, an interface, a layout, a texture or a subject:
//   node packages/core/bench/hard-negatives.ts PHOTOS OUT [--seed 1]
// PHOTOS is a folder of distinct photos. Writes OUT/images/* and OUT/manifest.json, which score-negatives.ts reads.
import * as documents from './hard-negatives/documents.ts';
import * as drawings from './hard-negatives/drawings.ts';
import { type Family, familySource } from './hard-negatives/family.ts';
import * as overlays from './hard-negatives/overlays.ts';
import * as subjects from './hard-negatives/subjects.ts';
import * as surroundings from './hard-negatives/surroundings.ts';
import * as textures from './hard-negatives/textures.ts';
import { readArguments } from './sets/arguments.ts';
import type { NegativeLabel } from './sets/false-pairs.ts';
import { listPhotos } from './sets/photos.ts';
import { openPictureFolder } from './sets/picture-folder.ts';

const LOSSLESS = new Set<Family>([...Object.values(documents), drawings.icon, drawings.gradient, drawings.sketch]);

const { positionals, seed } = readArguments('PHOTOS OUT [--seed N]', 2);
const photos = listPhotos(positionals[0]!);
const folder = openPictureFolder(positionals[1]!);
const manifest: NegativeLabel[] = [];

const families = { ...overlays, ...surroundings, ...documents, ...drawings, ...textures, ...subjects };
for (const [name, family] of Object.entries(families)) {
  const category = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  let index = 0;
  for await (const { picture, shows, scene } of family(familySource(photos, seed, category))) {
    const file = await folder.add(`${category}-${index++}.${LOSSLESS.has(family) ? 'png' : 'jpg'}`, picture);
    manifest.push({ file, category, shows, scene: scene ?? null });
  }
  console.log(`${category}: ${index}`);
}
folder.writeManifest(manifest);
