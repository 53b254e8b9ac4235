import type { Camera, Match } from '../record.ts';
import { isCameraPlaceholder } from './camera-placeholder.ts';
import { cameraByRule } from './camera-rules.ts';
import type { CameraKind, ExifPair } from './catalog-file.ts';
import { exifKey, nameKey, shippedCatalog, type Catalog, type CatalogLayer, type KnownCamera } from './catalog.ts';
import { normaliseMake } from './normalise-make.ts';
import { phoneCode } from './phone-code.ts';
import { cameraSlug } from './slug.ts';
import { withoutMake } from './without-make.ts';

/** A record's camera, with how its name was found and what else the catalog knows. */
export interface FoundCamera extends Camera {
  readonly match: Match;
  readonly kind: CameraKind | null;
  /** Shared by cameras that are one under several regional names, "canon/eos600d"; null where there is one name only. */
  readonly group: string | null;
  readonly aliases: readonly string[];
  /** Who states the name, and under which licence; null where no entry does. */
  readonly source: string | null;
  readonly licence: string | null;
}

/** In characters: what is longer is no model, and nothing to try rules on. */
const LONGEST_MODEL = 200;

/**
 * The camera that EXIF Make and Model name: by the pair itself, else by its maker's rules, else in the lists of lensfun and
 * Google Play, else the maker's common name
 * with the model as it stands, less the maker. Null where there is no model, or one that says only that it is unknown.
 *
 * @example
 * findCamera({ make: 'SONY', model: 'ILCE-7M2' })?.name; // "a7 II"
 */
export function findCamera(exif: ExifPair, catalog: Catalog = shippedCatalog()): FoundCamera | null {
  const pair = { make: exif.make.trim(), model: exif.model.replaceAll('\0', '').trim() };
  if (pair.model === '' || isCameraPlaceholder(pair.model)) return null;
  if (pair.model.length > LONGEST_MODEL) return named(normaliseMake(pair.make), pair.model, 'fallback', catalog);
  const key = exifKey(pair);
  const make = normaliseMake(pair.make);
  const model = withoutMake(pair.model.replace(/\s+/g, ' '), [pair.make, make]);
  const code = phoneCode(make, model);
  const known = first(catalog.facts, (layer) => layer.cameras().get(key));
  if (known) return fromEntry(known, 'exact');
  const phone = code === null ? null : first(catalog.facts, (layer) => layer.phones().get(code));
  if (phone) return fromEntry(phone, 'rule');
  const ruled = cameraByRule(make, model);
  if (ruled) return named(ruled.make, ruled.name, 'rule', catalog);
  const listed = first(catalog.overlays, (layer) => layer.cameras().get(key));
  if (listed) return fromEntry(listed, 'overlay');
  const listedPhone = code === null ? null : first(catalog.overlays, (layer) => layer.phones().get(code));
  return listedPhone ? fromEntry(listedPhone, 'overlay') : named(make, model, 'fallback', catalog);
}

function first<Found>(
  layers: readonly CatalogLayer[],
  look: (layer: CatalogLayer) => Found | null | undefined,
): Found | null {
  for (const layer of layers) {
    const found = look(layer);
    if (found) return found;
  }
  return null;
}

/** A name that a rule or the file gives; what the catalog knows of a camera of that name is added. */
function named(make: string, name: string, match: Match, catalog: Catalog): FoundCamera {
  const known =
    match === 'rule' ? first(catalog.facts, (layer) => layer.camerasByName().get(nameKey(make, name))) : null;
  if (known) return fromEntry(known, match);
  return { ...facts(make, name, null), match, kind: null, group: null, aliases: [], source: null, licence: null };
}

function fromEntry(camera: KnownCamera, match: Match): FoundCamera {
  const { make, name, image_url = null, kind = null, group = null, aliases = [], source, licence } = camera;
  return { ...facts(make, name, image_url), match, kind, group, aliases, source, licence };
}

function facts(make: string, name: string, image_url: string | null): Camera {
  return { name, make, slug: cameraSlug(name), has_photo: image_url !== null, image_url, make_slug: cameraSlug(make) };
}
