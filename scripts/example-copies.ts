// The copies in examples/dataset: each is what a person, a phone or a web site made of one of the photos.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ExifTool } from 'exiftool-vendored';
import sharp from 'sharp';

import type { Relation } from '../packages/core/src/duplicates/report-types.ts';

export interface Copy {
  /** Path in examples/dataset. */
  readonly file: string;
  /** The photo that it is a copy of. */
  readonly of: string;
  readonly edit: string;
  /** What the two are to each other. */
  readonly relation: Relation;
  readonly make: (photo: Buffer) => Promise<Buffer>;
}

export const COPIES: readonly Copy[] = [
  {
    file: 'train/landscape/mountain-meadow-copy.jpg',
    of: 'train/landscape/mountain-meadow.jpg',
    edit: 'the same bytes under another name',
    relation: 'same-bytes',
    make: (photo) => Promise.resolve(photo),
  },
  {
    file: 'test/landscape/mountain-meadow-cropped.jpg',
    of: 'train/landscape/mountain-meadow.jpg',
    edit: 'cropped: 5 % of its width and height are cut off',
    relation: 'cropped',
    make: (photo) => cropped(photo, 0.05),
  },
  {
    file: 'test/landscape/mountain-path-small.jpg',
    of: 'train/landscape/mountain-path.jpg',
    edit: 'resized to 400 pixels',
    relation: 'resized',
    make: (photo) => sharp(photo).resize(400).jpeg().toBuffer(),
  },
  {
    file: 'test/landscape/evening.jpg',
    of: 'train/landscape/sunset.jpg',
    edit: 're-encoded at JPEG quality 40, under another name',
    relation: 're-encoded',
    make: (photo) => sharp(photo).jpeg({ quality: 40 }).toBuffer(),
  },
  {
    file: 'train/landscape/storm-road-captioned.jpg',
    of: 'train/landscape/storm-road.jpg',
    edit: 'a caption was added: other bytes, the same pixels and camera',
    relation: 'same-pixels',
    make: (photo) => rewritten(photo, ['-XMP-dc:Description=Storm over the road', '-XMP-xmp:Rating=5']),
  },
  {
    file: 'train/landscape/pier-in-fog.tif',
    of: 'train/landscape/pier-in-fog.jpg',
    edit: 'saved as a grey TIFF, 480 pixels',
    relation: 'resized',
    make: (photo) =>
      sharp(photo)
        .resize(480)
        .toColourspace('b-w')
        .tiff({ compression: 'deflate', predictor: 'horizontal' })
        .toBuffer(),
  },
  {
    file: 'train/landscape/canoes-warm.jpg',
    of: 'test/landscape/canoes.jpg',
    edit: 'recoloured: a little warmer',
    relation: 'recoloured',
    make: (photo) => sharp(photo).linear([1.06, 1, 0.9], [0, 0, 0]).jpeg().toBuffer(),
  },
  {
    file: 'test/animal/cat-mirrored.jpg',
    of: 'train/animal/cat.jpg',
    edit: 'mirrored left-right; its camera data are gone',
    relation: 'mirrored',
    make: (photo) => sharp(photo).flop().jpeg().toBuffer(),
  },
  {
    file: 'test/animal/dogs.jpg',
    of: 'train/animal/dogs.jpg',
    edit: 'the same bytes in the other split',
    relation: 'same-bytes',
    make: (photo) => Promise.resolve(photo),
  },
  {
    file: 'train/animal/dogs-framed.jpg',
    of: 'train/animal/dogs.jpg',
    edit: 'a white border of 24 pixels',
    relation: 'bordered',
    make: (photo) =>
      sharp(photo).extend({ top: 24, bottom: 24, left: 24, right: 24, background: 'white' }).jpeg().toBuffer(),
  },
  {
    file: 'train/animal/nuthatch-turned.jpg',
    of: 'train/animal/nuthatch.jpg',
    edit: 'stored turned, with EXIF orientation 6: a viewer shows it upright',
    relation: 're-encoded',
    make: (photo) => sharp(photo).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  },
  {
    file: 'train/animal/ladybird-grey.jpg',
    of: 'test/animal/ladybird.jpg',
    edit: 'made grey: a JPEG of one component',
    relation: 'greyscale',
    make: (photo) => sharp(photo).toColourspace('b-w').jpeg().toBuffer(),
  },
  {
    file: 'test/plant/dandelion.webp',
    of: 'train/plant/dandelion.jpg',
    edit: 'saved as WebP',
    relation: 're-encoded',
    make: (photo) => sharp(photo).webp({ quality: 75 }).toBuffer(),
  },
  {
    file: 'test/plant/autumn-leaf.avif',
    of: 'train/plant/autumn-leaf.jpg',
    edit: 'saved as AVIF with its camera data',
    relation: 're-encoded',
    make: (photo) => sharp(photo).keepExif().avif({ quality: 55 }).toBuffer(),
  },
  {
    file: 'train/object/cups-without-position.jpg',
    of: 'train/object/cups.jpg',
    edit: 'its GPS position was removed: other bytes, the same pixels',
    relation: 'same-pixels',
    make: (photo) => rewritten(photo, ['-gps:all=']),
  },
  {
    file: 'train/object/coffee.png',
    of: 'train/object/coffee.jpg',
    edit: 'saved as PNG, 300 pixels',
    relation: 'resized',
    make: (photo) => sharp(photo).resize(300).png().toBuffer(),
  },
  {
    file: 'test/object/rocket.gif',
    of: 'test/object/rocket.jpg',
    edit: 'saved as GIF: 256 colours, 320 pixels',
    relation: 'resized',
    make: (photo) => sharp(photo).resize(320).gif().toBuffer(),
  },
];

/** Pairs that look alike and are no copies of each other. */
export const DISTINCT: readonly (readonly [string, string])[] = [
  ['train/landscape/mountain-meadow.jpg', 'train/landscape/mountain-path.jpg'],
  ['train/landscape/lake-at-night.jpg', 'test/landscape/lake-at-dawn.jpg'],
  ['train/flat/icon-mail.png', 'test/flat/icon-bell.png'],
  ['test/flat/icon-bell.png', 'test/flat/blank-page.png'],
];

/** The middle of the photo without this share, 0 to 1, of its width and height. */
async function cropped(photo: Buffer, share: number): Promise<Buffer> {
  const { width, height } = await sharp(photo).metadata();
  const [left, top] = [Math.round((width * share) / 2), Math.round((height * share) / 2)];
  return sharp(photo)
    .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
    .jpeg()
    .toBuffer();
}

/** The photo with other metadata around the same compressed pixels. */
async function rewritten(photo: Buffer, writeArgs: readonly string[]): Promise<Buffer> {
  // -config "": a user's own ~/.ExifTool_config is not read.
  await using exiftool = new ExifTool({
    useMWG: false,
    exiftoolArgs: ['-config', '', '-stay_open', 'True', '-@', '-'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const file = join(folder, 'photo.jpg');
  await writeFile(file, photo);
  await exiftool.write(file, {}, { writeArgs: ['-overwrite_original', ...writeArgs] });
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}
