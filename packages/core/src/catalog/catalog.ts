import type { CatalogCamera, CatalogFile, CatalogLens, ExifPair } from './catalog-file.ts';
import { curated } from './data/curated.data.ts';
import { lensfun } from './data/lensfun.data.ts';
import { phones } from './data/phones.data.ts';
import { lensKey } from './lens-key.ts';
import { normaliseMake } from './normalise-make.ts';
import { phoneCode } from './phone-code.ts';
import { cameraSlug } from './slug.ts';
import { unpackText } from './unpack-text.ts';
import { withoutMake } from './without-make.ts';

/** With where each entry is from. */
export type KnownCamera = CatalogCamera & { readonly source: string; readonly licence: string };
export type KnownLens = CatalogLens & { readonly source: string; readonly licence: string };

/** A catalog file, laid out for look-up. Each part is laid out when it is first asked for: who asks for cameras pays for no lenses. */
export interface CatalogLayer {
  /** A user's: what stands in it holds, mere numbers for a lens too. */
  readonly isOwn: boolean;
  /** By exifKey. */
  readonly cameras: () => ReadonlyMap<string, KnownCamera>;
  /** By nameKey. */
  readonly camerasByName: () => ReadonlyMap<string, KnownCamera>;
  /** By phoneCode; null where a code stands for several phones. */
  readonly phones: () => ReadonlyMap<string, KnownCamera | null>;
  /** By lensKey, of the names in files and of the lens's own. */
  readonly lenses: () => ReadonlyMap<string, readonly KnownLens[]>;
}

/** What is looked up in: facts first, the overlays after the rules; in each, the first that knows. */
export interface Catalog {
  readonly facts: readonly CatalogLayer[];
  readonly overlays: readonly CatalogLayer[];
}

/** The catalog that comes with PixelPeeper. Each of its parts is read when it is first asked for. */
export const shippedCatalog = once((): Catalog => ({
  facts: [shippedLayer(curated)],
  overlays: [shippedLayer(lensfun), shippedLayer(phones)],
}));

/** The catalog with a user's own file, which is asked before all else. */
export function extendCatalog(file: CatalogFile, catalog: Catalog = shippedCatalog()): Catalog {
  return { facts: [toLayer(() => file, true), ...catalog.facts], overlays: catalog.overlays };
}

/** One key for all spellings of a make and model: "NIKON CORPORATION", "NIKON D90" and "Nikon", "D90" are one camera. */
export function exifKey({ make, model }: ExifPair): string {
  const known = normaliseMake(make);
  return `${known}\0${withoutMake(model.trim().replace(/\s+/g, ' '), [make, known])}`.toLowerCase();
}

export function nameKey(make: string, name: string): string {
  return `${cameraSlug(make)}/${cameraSlug(name)}`;
}

function shippedLayer(packed: string): CatalogLayer {
  return toLayer(() => JSON.parse(unpackText(packed)) as CatalogFile, false);
}

function toLayer(read: () => CatalogFile, isOwn: boolean): CatalogLayer {
  const file = once(read);
  const withOrigin = <Entry extends object>(entry: Entry): Entry & { source: string; licence: string } => {
    const { source, licence } = file();
    return { source, licence, ...entry };
  };
  const cameras = once(() => file().cameras.map(withOrigin));
  const pairs = once(() => cameras().flatMap((camera) => camera.exif.map((pair) => ({ pair, camera }))));
  return {
    isOwn,
    cameras: once(() => firstOf(pairs().map(({ pair, camera }) => [exifKey(pair), camera]))),
    camerasByName: once(() => firstOf(cameras().map((camera) => [nameKey(camera.make, camera.name), camera]))),
    phones: once(() => phonesOf(pairs())),
    lenses: once(() => lensesOf(file().lenses.map(withOrigin))),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function firstOf<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  return new Map(entries.toReversed());
}

function phonesOf(
  entries: readonly { readonly pair: ExifPair; readonly camera: KnownCamera }[],
): ReadonlyMap<string, KnownCamera | null> {
  const phones = new Map<string, KnownCamera | null>();
  for (const { pair, camera } of entries) {
    const code = phoneCode(normaliseMake(pair.make), pair.model);
    if (code === null) continue;
    const other = phones.get(code);
    phones.set(code, other === undefined || other === camera ? camera : null);
  }
  return phones;
}

function lensesOf(lenses: readonly KnownLens[]): ReadonlyMap<string, readonly KnownLens[]> {
  const byKey = new Map<string, KnownLens[]>();
  for (const lens of lenses) {
    const names = [...lens.exif, lens.name, withoutMake(lens.name, [lens.maker])];
    for (const key of new Set(names.map(lensKey))) byKey.set(key, [...(byKey.get(key) ?? []), lens]);
  }
  return byKey;
}
