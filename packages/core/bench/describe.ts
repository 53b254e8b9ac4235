// What describing a picture costs, stage by stage, once its file is read: node packages/core/bench/describe.ts FOLDER [--images 100] [--rounds 7]
// FOLDER holds JPEGs. Prints milliseconds of this thread's CPU an image, the median of the rounds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { openImage } from '../src/decode/open-image.ts';
import { reduceJpeg, type ReducedJpeg } from '../src/decode/jpeg/reduced-jpeg.ts';
import type { Raster } from '../src/decode/raster.ts';
import { withoutBorder } from '../src/fingerprint/border.ts';
import { reductionFor, type Detail } from '../src/fingerprint/fingerprint-image.ts';
import { fingerprint } from '../src/fingerprint/fingerprint.ts';
import { FEATURE_SIDE, localFeatures } from '../src/fingerprint/local-features.ts';
import { plainShare } from '../src/fingerprint/plain-share.ts';
import {
  OUTLINE_SIDE,
  squareOf,
  thumbnailOfJpeg,
  thumbnailOfRaster,
  type Thumbnail,
} from '../src/fingerprint/thumbnail.ts';
import { pdqDihedral, pdqQuality, pdqTransform } from '../src/hash/pdq.ts';

interface Sample {
  readonly reduced: ReducedJpeg;
  readonly raster: Raster;
  readonly thumbnail: Thumbnail;
  readonly square: Float32Array;
  readonly coefficients: Float32Array;
}

const { values, positionals } = parseArgs({
  options: { images: { type: 'string', default: '100' }, rounds: { type: 'string', default: '7' } },
  allowPositionals: true,
});
const folder = positionals[0];
if (folder === undefined) throw new TypeError('Expected FOLDER');
const files = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name));
const every = Math.max(1, Math.floor(files.length / Number(values.images)));
const chosen = files.filter((_, index) => index % every === 0).map((name) => readFileSync(join(folder, name)));

for (const detail of ['outline', 'features'] as const) {
  const samples = (await Promise.all(chosen.map((bytes) => sampleOf(bytes, detail)))).filter(
    (sample) => sample !== null,
  );
  console.log(`${detail}, ${samples.length} images`);
  const longest = longestOf(detail);
  time(samples, {
    'thumbnail of reduced JPEG': ({ reduced }) => thumbnailOfJpeg(reduced, longest),
    'thumbnail of raster': ({ raster }) => thumbnailOfRaster(raster, longest),
    'square of 64': ({ thumbnail }) => squareOf(thumbnail.luma, 64),
    border: ({ thumbnail }) => withoutBorder(thumbnail.luma),
    'PDQ transform': ({ square }) => pdqTransform(square),
    'PDQ codes': ({ coefficients }) => pdqDihedral(coefficients),
    'PDQ quality': ({ square }) => pdqQuality(square),
    'plain share': ({ thumbnail }) => plainShare(thumbnail.luma),
    ...(detail === 'features' && { 'local features': ({ thumbnail }: Sample) => localFeatures(thumbnail.luma) }),
    'all of fingerprint()': ({ thumbnail }) => fingerprint(thumbnail, 1),
  });
}

async function sampleOf(bytes: Uint8Array, detail: Detail): Promise<Sample | null> {
  const reduced = reduceJpeg(bytes, reductionFor[detail]);
  if (!reduced) return null;
  const raster = await (await openImage(bytes, 'image/jpeg')).stored();
  const thumbnail = thumbnailOfJpeg(reduced, longestOf(detail));
  const square = squareOf(thumbnail.luma, 64);
  return { reduced, raster, thumbnail, square, coefficients: pdqTransform(square) };
}

function longestOf(detail: Detail): number {
  return detail === 'features' ? FEATURE_SIDE : OUTLINE_SIDE;
}

function time(samples: readonly Sample[], stages: Readonly<Record<string, (sample: Sample) => unknown>>): void {
  for (const [name, stage] of Object.entries(stages)) {
    const costs = Array.from({ length: Number(values.rounds) }, () => {
      const before = process.threadCpuUsage();
      for (const sample of samples) stage(sample);
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000 / samples.length;
    });
    console.log(`  ${name.padEnd(28)}${costs.sort((a, b) => a - b)[costs.length >> 1]!.toFixed(4)}`);
  }
}
