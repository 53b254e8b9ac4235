// How the search by local features grows: `node packages/core/bench/feature-index.ts 1000 10000 100000 [--threads 2] [--like FILE]`. Pictures
// are made of seeded features, 180 each, and one in a hundred is a copy that is turned, shifted and noisy. Features are noisy ones of PROTOTYPES
// made at random, or of the records of FILE (64 bytes each, as localFeatures gives them), so that lists are as uneven as those of real pictures.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { layOutFeatures } from '../src/duplicates/feature-memory.ts';
import { nominateFeatures, type HasFeatures } from '../src/duplicates/nominate-features.ts';
import { FEATURE_BYTES } from '../src/fingerprint/local-features.ts';
import { wasm } from '../src/kernels/feature-index.wasm.ts';
import { instantiateShared } from '../src/kernels/instantiate-shared.ts';
import { seededFeatures, turnedFeatures } from './seeded-features.ts';
import { mulberry32 } from './seeded-raster.ts';

const FEATURES = 180;
const COPY_EVERY = 100;
const PROTOTYPES = 400_000;
/** Share of bits that differ between a copy's features and the original's. */
const COPY_NOISE = 0.05;
const SAMPLE = 200;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: 'string', default: '2' }, like: { type: 'string' } },
});
const random = mulberry32(1);
const prototypes = values.like === undefined ? seededFeatures(random, PROTOTYPES) : readFileSync(values.like);

console.log(
  '| images | features | build + search, s | CPU s | ms an image | index + records, bytes an image | codes compared an image | candidates an image | planted copies found |',
);
console.log(
  '| ------ | -------- | ----------------- | ----- | ----------- | ------------------------------- | ----------------------- | ------------------- | -------------------- |',
);
for (const count of positionals.map(Number)) await measure(count);

async function measure(count: number): Promise<void> {
  const images: { features: Uint8Array }[] = Array.from({ length: count }, () => ({ features: new Uint8Array() }));
  for (const [index, image] of images.entries())
    image.features =
      index % COPY_EVERY === 1
        ? turnedFeatures(random, images[index - 1]!.features, COPY_NOISE)
        : seededFeatures(random, FEATURES, prototypes);
  const before = process.cpuUsage();
  const started = performance.now();
  let candidates = 0;
  let planted = 0;
  for await (const batch of nominateFeatures(images, { threads: Number(values.threads) })) {
    candidates += batch.length;
    planted += batch.filter(({ a, b }) => b === a + 1 && b % COPY_EVERY === 1).length;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const { bytes, compared } = lookInside(images);
  const columns = [
    count,
    count * FEATURES,
    seconds.toFixed(1),
    ((user + system) / 1e6).toFixed(1),
    ((1000 * seconds) / count).toFixed(2),
    Math.round(bytes / count),
    Math.round(compared),
    (candidates / count).toFixed(3),
    `${planted} of ${Math.ceil((count - 1) / COPY_EVERY)}`,
  ];
  console.log(`| ${columns.join(' | ')} |`);
}

/** Size of the memory of one thread, and the mean of codes that a sample of images is compared with. */
function lookInside(images: readonly HasFeatures[]): { bytes: number; compared: number } {
  const counts = images.map(({ features }) => features.length / FEATURE_BYTES);
  const { memory, recordsOf } = layOutFeatures({ counts, indexed: images.length, threads: 1 });
  for (const [image, { features }] of images.entries()) recordsOf(image).set(features);
  const kernel = instantiateShared(wasm, memory.shared) as {
    open(layout: number, scratch: number): void;
    build(table: number): void;
    search(image: number, limit: number): number;
    readonly compared: { readonly value: bigint };
  };
  kernel.open(memory.layout, memory.scratches[0]!.at);
  kernel.build(0);
  kernel.build(1);
  const step = Math.max(1, Math.floor(images.length / SAMPLE));
  let looked = 0;
  for (let image = 0; image < images.length; image += step, looked++) kernel.search(image, image);
  return { bytes: memory.shared.buffer.byteLength, compared: Number(kernel.compared.value) / looked };
}
