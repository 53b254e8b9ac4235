import { firstText } from '../metadata/tag-values.ts';
import type { Camera, Metadata } from '../record.ts';
import { shippedCatalog, type Catalog } from './catalog.ts';
import { findCamera } from './find-camera.ts';

/**
 * The camera a picture was taken with, as it stands in a record; findCamera says how it was found. Make and Model are taken from EXIF only (an
 * ICC profile names a maker too). Null where EXIF names no model.
 */
export function resolveCamera(metadata: Metadata, catalog: Catalog = shippedCatalog()): Camera | null {
  const model = firstText(metadata, ['EXIF:Model']);
  if (model === null) return null;
  const found = findCamera({ make: firstText(metadata, ['EXIF:Make']) ?? '', model }, catalog);
  if (!found) return null;
  const { name, make, slug, has_photo, image_url, make_slug } = found;
  return { name, make, slug, has_photo, image_url, make_slug };
}
