import { firstText } from '../metadata/tag-values.ts';
import type { Camera, ImageRecord, Metadata } from '../record.ts';
import { shippedCatalog, type Catalog } from './catalog.ts';
import { findCamera } from './find-camera.ts';

/**
 * The camera a picture was taken with, as it stands in a record. Make and Model are taken from EXIF only (an
 * ICC profile names a maker too). Null where EXIF names no model.
 */
export function resolveCamera(metadata: Metadata, catalog?: Catalog): Camera | null {
  return nameCamera(metadata, catalog).camera;
}

/** The same, with how its name was found. */
export function nameCamera(
  metadata: Metadata,
  catalog: Catalog = shippedCatalog(),
): Pick<ImageRecord, 'camera' | 'camera_match'> {
  const model = firstText(metadata, ['EXIF:Model']);
  if (model === null) return UNNAMED;
  const found = findCamera({ make: firstText(metadata, ['EXIF:Make']) ?? '', model }, catalog);
  if (!found) return UNNAMED;
  const { name, make, slug, has_photo, image_url, make_slug, match } = found;
  return { camera: { name, make, slug, has_photo, image_url, make_slug }, camera_match: match };
}

const UNNAMED = { camera: null, camera_match: null };
