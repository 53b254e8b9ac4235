import type { Camera, Metadata } from '../record.ts';
import cameras from './data/cameras.json' with { type: 'json' };
import { normaliseMake } from './normalise-make.ts';
import { cameraSlug } from './slug.ts';
import { textTag } from './text-tag.ts';

const BY_EXIF = new Map(cameras.map((camera) => [`${camera.make}\0${camera.model}`, camera]));

/**
 * The camera a picture was taken with: by its exact EXIF pair, else the maker's common name with the model as the file gives it, less the maker.
 * Make and Model are taken from EXIF only (an ICC profile names a maker too). Null where EXIF names no model.
 */
export function resolveCamera(metadata: Metadata): Camera | null {
  const exifMake = textTag(metadata, 'EXIF', 'Make');
  const model = textTag(metadata, 'EXIF', 'Model');
  if (model === null) return null;
  const make = exifMake === null ? '' : normaliseMake(exifMake);
  const known = exifMake === null ? undefined : BY_EXIF.get(`${exifMake}\0${model}`);
  const name = known?.name ?? withoutMake(model, [exifMake ?? '', make]);
  const image_url = known?.image_url ?? null;
  return { name, make, slug: cameraSlug(name), has_photo: image_url !== null, image_url, make_slug: cameraSlug(make) };
}

/** "NIKON D90" gives "D90", "Canon EOS 5D" "EOS 5D"; a model that is nothing but the maker stays. */
function withoutMake(model: string, makes: readonly string[]): string {
  for (const word of makes.flatMap((make) => [make, make.split(' ')[0] ?? ''])) {
    if (word === '' || model.length <= word.length) continue;
    const rest = model.slice(word.length);
    if (model.toLowerCase().startsWith(word.toLowerCase()) && /^[\s_-]/.test(rest))
      return rest.replace(/^[\s_-]+/, '') || model;
  }
  return model;
}
