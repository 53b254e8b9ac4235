// Our own facts, packages/core/catalog-data/{cameras,lenses}.csv, as a catalog file.
import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';

import type { CameraKind, CatalogCamera, CatalogFile, CatalogLens } from '../packages/core/src/catalog/catalog-file.ts';
import { cameraSlug } from '../packages/core/src/catalog/slug.ts';

type Row = Readonly<Record<string, string>>;

/** Reads the folder of our own facts. A camera that files name in several ways is one entry; regional names share a group. */
export async function readCuratedCatalog(folder: string): Promise<CatalogFile> {
  const read = async (name: string): Promise<readonly Row[]> =>
    parse<Row>(await readFile(`${folder}/${name}`, 'utf8'), { columns: true });
  const cameras = Object.values(Object.groupBy(await read('cameras.csv'), nameKey)).map((rows) => toCamera(rows!));
  const lenses = Object.values(Object.groupBy(await read('lenses.csv'), (row) => row['name']!));
  return {
    source: 'PixelPeeper',
    licence: 'MIT',
    cameras: withGroups(cameras),
    lenses: lenses.map((rows) => toLens(rows!)),
  };
}

function nameKey(row: Row): string {
  return slugKey(row['make']!, row['name']!);
}

function slugKey(make: string, name: string): string {
  return `${cameraSlug(make)}/${cameraSlug(name)}`;
}

function toCamera(rows: readonly Row[]): CatalogCamera {
  const { make, name, kind, source } = rows[0]! as Row & {
    make: string;
    name: string;
    kind: CameraKind;
    source: string;
  };
  const image = rows.find((row) => row['image_url'])?.['image_url'];
  return {
    make,
    name,
    exif: rows.map((row) => ({ make: row['make_exif']!, model: row['model_exif']! })),
    aliases: aliases(rows, name),
    kind,
    source,
    ...(image ? { image_url: image } : {}),
  };
}

/** Other names than the one it goes by and than those that stand in files anyway. */
function aliases(rows: readonly Row[], name: string): readonly string[] {
  const named = new Set([name, ...rows.map((row) => row['model_exif']!)]);
  return [...new Set(rows.flatMap((row) => row['aliases']!.split(';').map((alias) => alias.trim())))].filter(
    (alias) => alias !== '' && !named.has(alias),
  );
}

/** Cameras one of which has another's name for an alias are one camera under several names; its first one names the group. */
function withGroups(cameras: readonly CatalogCamera[]): readonly CatalogCamera[] {
  const keys = cameras.map(({ make, name }) => slugKey(make, name));
  const group = new Map(keys.map((key) => [key, key]));
  const rootOf = (key: string): string => (group.get(key) === key ? key : rootOf(group.get(key)!));
  const order = new Map(keys.map((key, index) => [key, index]));
  for (const [index, { make, aliases: names = [] }] of cameras.entries())
    for (const other of names.map((name) => slugKey(make, name)).filter((key) => group.has(key))) {
      const [first, second] = [rootOf(keys[index]!), rootOf(other)].sort((a, b) => order.get(a)! - order.get(b)!);
      group.set(second!, first!);
    }
  const sizes = Map.groupBy(keys, rootOf);
  return cameras.map((camera, index) => {
    const root = rootOf(keys[index]!);
    return sizes.get(root)!.length > 1 ? { ...camera, group: root } : camera;
  });
}

function toLens(rows: readonly Row[]): CatalogLens {
  const { maker, name, mount, source } = rows[0]! as Row & {
    maker: string;
    name: string;
    mount: string;
    source: string;
  };
  return { maker, name, exif: rows.map((row) => row['exif_lens_model']!), mount, source };
}
