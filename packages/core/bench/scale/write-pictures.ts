// A worker thread of scale-set.ts: writes every picture whose index is its own number, counted up by the number of workers.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';

import sharp, { type Sharp } from 'sharp';

import { openPhoto, type Photo } from '../sets/photos.ts';
import { seededRandom } from '../sets/random.ts';
import { drawGlyphs } from './lettering.ts';
import { fileOf, type Plan } from './plan.ts';
import { PLANTED_EDITS } from './planted-edits.ts';
import { proceduralPhoto } from './procedural-photo.ts';

export interface WriterTask {
  readonly folder: string;
  readonly plan: Plan;
  readonly first: number;
  readonly step: number;
}

const { folder, plan, first, step } = workerData as WriterTask;
sharp.concurrency(1);
const glyphs = await drawGlyphs();

// While one picture is encoded, the next is painted.
let written = Promise.resolve();
for (let index = first; index < plan.count; index += step) {
  const encoded = makePicture(index).toBuffer();
  await written;
  written = encoded.then((bytes) => writeFile(join(folder, fileOf(index)), bytes));
}
await written;

function makePicture(index: number): Sharp {
  const copy = plan.copies.get(index);
  if (copy === undefined) return openPhoto(paint(index)).jpeg({ quality: 80 });
  return PLANTED_EDITS[copy.edit](paint(copy.original), seededRandom(plan.seed, `copy-${index}`));
}

function paint(index: number): Photo {
  return proceduralPhoto(seededRandom(plan.seed, `picture-${index}`), glyphs);
}
