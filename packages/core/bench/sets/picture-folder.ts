// Where a labelled set is written: FOLDER/images/* and FOLDER/manifest.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Sharp } from 'sharp';

export interface PictureFolder {
  /** Writes a picture as a JPEG of quality 90, or as a PNG where its name ends so; bytes are written as they are. Gives "images/NAME". */
  readonly add: (name: string, picture: Sharp | Uint8Array) => Promise<string>;
  readonly writeManifest: (manifest: unknown) => void;
}

export function openPictureFolder(folder: string): PictureFolder {
  mkdirSync(join(folder, 'images'), { recursive: true });
  return {
    add: async (name, picture) => {
      const bytes = picture instanceof Uint8Array ? picture : await encode(name, picture);
      await writeFile(join(folder, 'images', name), bytes);
      return `images/${name}`;
    },
    writeManifest: (manifest) => writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1)),
  };
}

function encode(name: string, picture: Sharp): Promise<Buffer> {
  return (name.endsWith('.png') ? picture.png() : picture.jpeg({ quality: 90 })).toBuffer();
}
