// Compares our hashes with the values that other projects publish for their own test images.
//
//   node packages/core/bench/golden-hashes.ts GOLDEN_DIR
//
// GOLDEN_DIR holds phash-rb's test.jpg as phash-rb-test.jpg, Phashion's broccoli-super-food images with the prefix `phashion-` and
// the labelme subset of ThreatExchange's PDQ images. They are not part of this repository. Exit code 1 when a value
// differs.
import { join } from 'node:path';

import sharp from 'sharp';

import type { Raster } from '../src/decode/raster.ts';
import { hexDistance } from '../src/hash/hamming-distance.ts';
import { pdq } from '../src/hash/pdq.ts';
import { phash } from '../src/hash/phash.ts';

const PHASHES: Readonly<Record<string, string>> = {
  'phash-rb-test.jpg': 3714852948054213970n.toString(16).padStart(16, '0'),
  'phashion-broccoli-super-food.jpg': '3617894d8585f1fa',
  'phashion-broccoli-super-food.png': '3617894d8585f1fa',
  'phashion-broccoli-super-food.100px.jpg': '361788cd8585f1fa',
  'phashion-broccoli-super-food.horizontal-flip.jpg': '23635ddcdc5094ad',
};

/** Distances from phashion-broccoli-super-food.jpg. */
const PHASH_DISTANCES: Readonly<Record<string, number>> = {
  'phashion-broccoli-super-food.png': 0,
  'phashion-broccoli-super-food.lossy.jpg': 0,
  'phashion-broccoli-super-food.100px.jpg': 2,
  'phashion-broccoli-super-food.color-corrected.jpg': 2,
  'phashion-broccoli-super-food.bw.jpg': 2,
  'phashion-broccoli-super-food.bounding-box.jpg': 12,
  'phashion-broccoli-super-food.rotate5cw.jpg': 14,
  'phashion-broccoli-super-food.horizontal-flip.jpg': 32,
};

const PDQS: Readonly<Record<string, string>> = {
  'q0003.jpg': '54a977c221d14c1c43ba5e6e21d4a13989a3553f1462611cbb85fda7be83b677',
  'q0004.jpg': '992d44af36d69e6ca6b812585928bac11def254ef5398c6d07466c9abcc65b92',
  'q0122.jpg': 'cfb2009ddd21c6dab0046a7745b5984757a8a4535b3377aea2591d32b33ff940',
  'q0291.jpg': 'a0fe94f1e5cc1cc8dd855948498dc9243f7ca27336f036d7f212b74bc103c9a7',
  'q0746.jpg': '1049d96239e24d4dca2c55512b8bdb77425f4dbcf575a0a95555aaab5554aaaa',
  'q1050.jpg': '489db672e9190276d452aeab41eba20f02375fe4092d88defdf491a5c55c5f70',
  'q2821.jpg': 'b150231ffae4710ffcf4f18bb574b109a576f14bb8543189f8743289f174b109',
};

/**
 * How many bits an image may be off. q0003 is nearly flat (quality 3): the values published for it differ from each other, and the
 * reference code run on libjpeg-turbo's pixels gives our value, 10 bits from the published one. All other images have to be equal.
 */
const PDQ_TOLERANCES: Readonly<Record<string, number>> = { 'q0003.jpg': 10 };

const DIFFERS = 'DIFFERS';

interface Row {
  readonly image: string;
  readonly value: string;
  readonly expected: string | number;
  readonly actual: string | number;
  readonly verdict: string;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node golden-hashes.ts GOLDEN_DIR');
  process.exit(64);
}
const rows = [...(await phashRows(folder)), ...(await phashDistanceRows(folder)), ...(await pdqRows(folder))];
console.table(rows);
process.exitCode = rows.some((row) => row.verdict === DIFFERS) ? 1 : 0;

async function phashRows(dir: string): Promise<Row[]> {
  const entries = Object.entries(PHASHES);
  return Promise.all(
    entries.map(async ([image, expected]) => compare(image, 'phash', expected, phash(await decode(dir, image)))),
  );
}

async function phashDistanceRows(dir: string): Promise<Row[]> {
  const original = phash(await decode(dir, 'phashion-broccoli-super-food.jpg'));
  const entries = Object.entries(PHASH_DISTANCES);
  return Promise.all(
    entries.map(async ([image, expected]) => {
      return compare(image, 'phash distance', expected, hexDistance(original, phash(await decode(dir, image))));
    }),
  );
}

async function pdqRows(dir: string): Promise<Row[]> {
  return Promise.all(
    Object.entries(PDQS).map(async ([image, expected]): Promise<Row> => {
      const { hex, quality } = pdq(await decode(dir, image));
      const row = compare(image, `pdq, quality ${quality}`, expected, hex);
      const distance = hexDistance(hex, expected);
      const isTolerated = distance > 0 && distance <= (PDQ_TOLERANCES[image] ?? 0);
      return isTolerated ? { ...row, verdict: `${distance} bits off, tolerated` } : row;
    }),
  );
}

function compare(image: string, value: string, expected: string | number, actual: string | number): Row {
  return { image, value, expected, actual, verdict: actual === expected ? 'equal' : DIFFERS };
}

/** Full resolution, as stored: no EXIF rotation, no ICC conversion. */
async function decode(dir: string, image: string): Promise<Raster> {
  const pixels = sharp(join(dir, image), { ignoreIcc: true }).toColourspace('srgb').removeAlpha().raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  if (info.channels !== 1 && info.channels !== 3) throw new Error(`${image}: ${info.channels} channels`);
  return { data, width: info.width, height: info.height, channels: info.channels };
}
