// Makes the modules of packages/core/src/catalog/data from packages/core/catalog-data, each holding its catalog as packed text: so it is
// there in any bundle, and is unpacked only for who asks for a name. `--check` only says whether they are up to date; `--release` also puts down the slugs
// that the next release has to keep.
import { readFile, writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';

import type { CatalogFile } from '../packages/core/src/catalog/catalog-file.ts';
import { cameraSlug } from '../packages/core/src/catalog/slug.ts';
import { unpackText } from '../packages/core/src/catalog/unpack-text.ts';
import { readCuratedCatalog } from './curated-catalog.ts';

const DATA = 'packages/core/catalog-data';
const OUT = 'packages/core/src/catalog/data';
const isCheck = process.argv.includes('--check');

const curated = await readCuratedCatalog(DATA);
await put('curated', curated, '*.csv');
for (const [name, origin] of [
  ['lensfun', 'lensfun/catalog.json'],
  ['phones', 'google-play/catalog.json'],
] as const) {
  const file = JSON.parse(await readFile(`${DATA}/${origin}`, 'utf8')) as CatalogFile;
  await put(name, file, origin);
}
if (process.argv.includes('--release')) await writeFile(`${DATA}/released-slugs.txt`, slugs(curated));

/** Packers differ between machines, so what counts is what is packed. */
async function put(name: string, file: CatalogFile, origin: string): Promise<void> {
  const path = `${OUT}/${name}.data.ts`;
  const text = JSON.stringify(file);
  if (!isCheck) await writeFile(path, toModule(name, text, [`${file.source}. Licence: ${file.licence}`, origin]));
  else if (unpackText(/'(.*)'/.exec(await readFile(path, 'utf8').catch(() => ''))?.[1] ?? '') !== text) {
    console.error(`${path} is not what ${DATA} gives. Run \`npm run build:catalog\`.`);
    process.exitCode = 1;
  }
}

function toModule(name: string, text: string, [source, origin]: readonly [string, string]): string {
  return [
    `// Made of ${DATA}/${origin} by \`npm run build:catalog\`: not to be edited.`,
    `// Source: ${source}, see ${DATA}/README.md.`,
    '',
    '/** A catalog file as JSON, deflated, in base64. */',
    `export const ${name} =\n  '${deflateRawSync(text, { level: 9 }).toString('base64')}';`,
    '',
  ].join('\n');
}

function slugs({ cameras }: CatalogFile): string {
  const lines = cameras.map(({ make, name }) => `${cameraSlug(make)}/${cameraSlug(name)}`);
  return `${lines.sort().join('\n')}\n`;
}
