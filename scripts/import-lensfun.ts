// Reads lensfun's database as Debian packs it, and writes what the catalog takes from it, names only, to packages/core/catalog-data/lensfun/.
//
//   apt-get download liblensfun-data-v1 && dpkg-deb -x liblensfun-data-v1_*.deb lensfun
//   node scripts/import-lensfun.ts lensfun VERSION
//
// The committed file is of version 0.3.4-1 (Debian 13). Nobody needs Debian to build: `npm run build:catalog` starts from the committed file.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { XMLParser } from 'fast-xml-parser';

import type { CatalogCamera, CatalogFile, CatalogLens } from '../packages/core/src/catalog/catalog-file.ts';
import { normaliseMake } from '../packages/core/src/catalog/normalise-make.ts';
import { withoutMake } from '../packages/core/src/catalog/without-make.ts';
import { formatCatalog } from './format-catalog.ts';

/** `<model>X</model>`, or with a language: the parser gives a text or an object. */
type LocalText = string | number | { readonly '#text': string | number; readonly '@_lang'?: string };

interface Named {
  readonly maker?: readonly LocalText[];
  readonly model?: readonly LocalText[];
  readonly mount?: readonly string[];
}

const OUT = 'packages/core/catalog-data/lensfun/catalog.json';

/** Film, crop factors and picture formats: entries that are no camera, or one that is there already. */
const NO_CAMERA = /35mm film|crop-factor|\((?:tele|3:2|wide|4:3|16:9|1:1)\)| (?:16:9|4:3|3:2|1:1)$/i;
/** What lensfun adds to a name. */
const NOT_THE_NAME = / & compatibles$| \(3:2\)$/;
/** Converters on a fixed lens, and lenses without a name. */
const NO_LENS = /standard|fixed lens|& compatible|converter|pinhole|generic|cropfactor|crop factor/i;

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  console.error('Usage: node scripts/import-lensfun.ts FOLDER VERSION');
  process.exit(64);
}
const database = await readDatabase(join(folder, 'usr/share/lensfun/version_1'));
const file: CatalogFile = {
  source: `lensfun (Debian package liblensfun-data-v1 ${version})`,
  licence: 'CC-BY-SA-3.0',
  cameras: merge(database.cameras.flatMap(toCamera), (camera) => `${camera.make} ${camera.name}`),
  lenses: merge(database.lenses.flatMap(toLens), (lens) => lens.name),
};
await writeFile(OUT, formatCatalog(file));
console.log(`${OUT}: ${file.cameras.length} cameras, ${file.lenses.length} lenses`);

async function readDatabase(path: string): Promise<{ cameras: readonly Named[]; lenses: readonly Named[] }> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => ['camera', 'lens', 'maker', 'model', 'mount'].includes(name),
  });
  const names = (await readdir(path)).filter((name) => name.endsWith('.xml')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const xml = await readFile(join(path, name), 'utf8');
      return (parser.parse(xml) as { lensdatabase: { camera?: readonly Named[]; lens?: readonly Named[] } })
        .lensdatabase;
    }),
  );
  return { cameras: files.flatMap(({ camera = [] }) => camera), lenses: files.flatMap(({ lens = [] }) => lens) };
}

function toCamera(camera: Named): readonly CatalogCamera[] {
  const [exifMake, exifModel] = [inLanguage(camera.maker), inLanguage(camera.model)];
  if (exifMake === undefined || exifModel === undefined || NO_CAMERA.test(exifModel) || exifMake === 'Generic')
    return [];
  const make = normaliseMake(inLanguage(camera.maker, 'en') ?? exifMake);
  const name = withoutMake(inLanguage(camera.model, 'en') ?? exifModel, [make, exifMake]).replace(NOT_THE_NAME, '');
  return [{ make, name, exif: [{ make: exifMake, model: exifModel }] }];
}

function toLens(lens: Named): readonly CatalogLens[] {
  const [maker, model] = [inLanguage(lens.maker), inLanguage(lens.model)];
  const title = inLanguage(lens.model, 'en') ?? model;
  if (maker === undefined || model === undefined || title === undefined || maker === 'Generic') return [];
  if (NO_LENS.test(model) || NO_LENS.test(title)) return [];
  const make = normaliseMake(maker);
  const name = `${make} ${withoutMake(title, [make, maker])}`;
  return [{ maker: make, name, exif: [model], ...(lens.mount ? { mount: lens.mount.join(', ') } : {}) }];
}

/** The text in a language; without one, the text that stands for what files hold. */
function inLanguage(texts: readonly LocalText[] | undefined, language?: string): string | undefined {
  const text = texts?.find((one) => (typeof one === 'object' ? one['@_lang'] : undefined) === language);
  if (text === undefined) return undefined;
  return String(typeof text === 'object' ? text['#text'] : text).trim();
}

/** lensfun has an entry for every crop factor a lens was measured with: one of each name is enough, with all that files may call it. */
function merge<Entry extends { readonly exif: readonly unknown[] }>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
): readonly Entry[] {
  const groups = Object.values(Object.groupBy(entries, (entry) => nameOf(entry).toLowerCase()));
  return groups.map((group) => {
    const [first, ...others] = group!;
    const all = [first!, ...others].flatMap(({ exif }) => exif.map((one) => JSON.stringify(one)));
    return { ...first!, exif: [...new Set(all)].map((one) => JSON.parse(one) as unknown) };
  });
}
