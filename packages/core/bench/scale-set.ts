// Makes a large set of procedural pictures that are all different, and 2 % edited copies of them:
//   node packages/core/bench/scale-set.ts OUT COUNT [--seed 1]
// Writes OUT/images/*/*.jpg and OUT/manifest.json, which score-scale.ts reads.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { fileOf, planSet } from './scale/plan.ts';
import type { WriterTask } from './scale/write-pictures.ts';
import { readArguments } from './sets/arguments.ts';
import type { ScaleManifest } from './sets/planted-pairs.ts';

const { positionals, seed } = readArguments('OUT COUNT [--seed N]', 2);
const [folder, count] = [positionals[0]!, Number(positionals[1])];
if (!Number.isInteger(count) || count < 1 || count > 1e6) {
  throw new RangeError(`Expected \`COUNT\` to be an integer from 1 to 1000000, got \`${positionals[1]!}\``);
}
const plan = planSet(count, seed);
for (let index = 0; index < count; index += 1000) mkdirSync(join(folder, dirname(fileOf(index))), { recursive: true });

const step = availableParallelism();
const started = performance.now();
await Promise.all(
  Array.from({ length: step }, async (_, first) => {
    const task: WriterTask = { folder, plan, first, step };
    await once(new Worker(new URL('./scale/write-pictures.ts', import.meta.url), { workerData: task }), 'exit');
  }),
);
const manifest: ScaleManifest = {
  count,
  pairs: Array.from(plan.copies, ([copy, { original, edit }]) => {
    return { original: basename(fileOf(original)), copy: basename(fileOf(copy)), edit };
  }),
};
writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 1));
const seconds = (performance.now() - started) / 1000;
console.log(`${count} pictures, ${manifest.pairs.length} of them copies, in ${seconds.toFixed(1)} s`);
