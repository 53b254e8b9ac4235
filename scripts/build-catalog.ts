// Makes the modules of packages/core/src/catalog/data from packages/core/catalog-data, each holding its catalog as text: so it is there in any
// bundle, and is parsed only by who asks for a name. `--check` only says whether they are up to date; `--release` also puts down the slugs
// that the next release has to keep.
import { readFile, writeFile } from 'node:fs/promises';

import type { CatalogFile } from '../packages/core/src/catalog/catalog-file.ts';
import { cameraSlug } from '../packages/core/src/catalog/slug.ts';
import { readCuratedCatalog } from './curated-catalog.ts';

const DATA = 'packages/core/catalog-data';
const OUT = 'packages/core/src/catalog/data';
const isCheck = process.argv.includes('--check');

const curated = await readCuratedCatalog(DATA);
const lensfun = JSON.parse(await readFile(`${DATA}/lensfun/catalog.json`, 'utf8')) as CatalogFile;

await put(`${OUT}/curated.data.ts`, toModule('curated', curated, `${DATA}/*.csv`));
await put(`${OUT}/lensfun.data.ts`, toModule('lensfun', lensfun, `${DATA}/lensfun/catalog.json`));
if (process.argv.includes('--release')) await writeFile(`${DATA}/released-slugs.txt`, slugs(curated));

async function put(path: string, text: string): Promise<void> {
  if (!isCheck) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is not what ${DATA} gives. Run \`npm run build:catalog\`.`);
    process.exitCode = 1;
  }
}

function toModule(name: string, file: CatalogFile, origin: string): string {
  const { source, licence, cameras, lenses } = file;
  const lines = (entries: readonly object[]): string => entries.map((entry) => JSON.stringify(entry)).join(',\n');
  const json = [
    `{"source":${JSON.stringify(source)},"licence":${JSON.stringify(licence)},`,
    `"cameras":[\n${lines(cameras)}\n],`,
    `"lenses":[\n${lines(lenses)}\n]}`,
  ].join('\n');
  return [
    `// Made of ${origin} by \`npm run build:catalog\`: not to be edited.`,
    `// Source: ${source}. Licence: ${licence}, see packages/core/catalog-data/README.md.`,
    '',
    '/** A catalog file, as JSON. */',
    `export const ${name} = \`${escape(json)}\`;`,
    '',
  ].join('\n');
}

/** Letters beyond ASCII as JSON escapes, so that the engine keeps one byte a character; then what a template literal would read itself. */
function escape(json: string): string {
  return json
    .replace(/[^\0-~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[\\`]|\$\{/g, (mark) => `\\${mark}`);
}

function slugs({ cameras }: CatalogFile): string {
  const lines = cameras.map(({ make, name }) => `${cameraSlug(make)}/${cameraSlug(name)}`);
  return `${lines.sort().join('\n')}\n`;
}
