// How many cameras and lenses the catalog names, by the way in which it found the name.
//
//   node packages/core/bench/catalog-coverage.ts [FILE] [--missed]
//
// FILE holds JSON Lines of { make, model } or { make, model, lens_model }; default: catalog-unseen/strings.jsonl. `fallback` is what the catalog does not
// know (the name is the file's own, less the maker), `null` what it takes for no name at all. Lenses are those of EXIF LensModel, never ExifTool's
// guess. `--missed` lists what fell back.
import { readFile } from 'node:fs/promises';

import { findCamera } from '../src/catalog/find-camera.ts';
import { findLens } from '../src/catalog/find-lens.ts';

interface Line {
  readonly make: string;
  readonly model?: string;
  readonly lens_model?: string;
  readonly set?: string;
}

type Answer = { readonly name: string; readonly match: string } | null;

const args = process.argv.slice(2);
const file = args.find((arg) => !arg.startsWith('--'));
const text = await readFile(file ?? new URL('catalog-unseen/strings.jsonl', import.meta.url), 'utf8');
const lines = text
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Line);

for (const [set, ofSet] of Map.groupBy(lines, (line) => line.set ?? 'all')) {
  tally(`${set}: cameras`, ofSet.filter(isCamera), ({ make, model = '' }) => findCamera({ make, model }));
  tally(
    `${set}: lenses`,
    ofSet.filter((line) => !isCamera(line)),
    findLensOf,
  );
}

function isCamera({ lens_model }: Line): boolean {
  return lens_model === undefined;
}

function findLensOf({ make, model, lens_model = '' }: Line): Answer {
  return findLens({ lensModel: lens_model, make, model });
}

function tally(title: string, ofKind: readonly Line[], find: (line: Line) => Answer): void {
  if (ofKind.length === 0) return;
  const answers = ofKind.map((line) => ({ line, answer: find(line) }));
  const byMatch = Object.groupBy(answers, ({ answer }) => answer?.match ?? 'null');
  const counts = Object.entries(byMatch).map(([match, found]) => `${match} ${found!.length}`);
  const known = answers.filter(({ answer }) => answer !== null && answer.match !== 'fallback').length;
  const asked = answers.length - (byMatch['null']?.length ?? 0);
  console.log(`${title}: ${known} of ${asked}, ${((100 * known) / asked).toFixed(1)} % (${counts.join(', ')})`);
  if (!args.includes('--missed')) return;
  for (const { line } of byMatch['fallback'] ?? []) console.log('   ', line.make, '|', line.lens_model ?? line.model);
}
