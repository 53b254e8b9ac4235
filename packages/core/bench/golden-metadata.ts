// Compares the record of IMAGE with EXAMPLE, an answer of the Image Metadata API for the same picture, and prints the keys of `metadata` that differ:
//   node packages/core/bench/golden-metadata.ts IMAGE EXAMPLE.json
import { readFileSync } from 'node:fs';

import { PixelPeeper } from '../src/pixelpeeper.ts';
import type { ImageRecord } from '../src/record.ts';
import { differingKeys, keysOf } from './metadata-keys.ts';

const [image, example] = process.argv.slice(2);
if (image === undefined || example === undefined) throw new TypeError('Expected IMAGE EXAMPLE.json');

await using pixelpeeper = await PixelPeeper.open();
const record = await pixelpeeper.process(image);
const expected = JSON.parse(readFileSync(example, 'utf8')) as ImageRecord;
const [ours, theirs] = [keysOf(record.metadata ?? {}), keysOf(expected.metadata ?? {})];
const differing = differingKeys(theirs, ours);

console.log(`${theirs.size - differing.filter((key) => theirs.has(key)).length} of ${theirs.size} keys are equal`);
for (const key of differing) console.log(`${key}: ${theirs.get(key) ?? '-'} became ${ours.get(key) ?? '-'}`);
for (const field of ['camera', 'lens'] as const)
  console.log(`${field}: ${JSON.stringify(record[field]) === JSON.stringify(expected[field]) ? 'equal' : 'differs'}`);
