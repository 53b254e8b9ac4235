import { firstText } from '../metadata/tag-values.ts';
import type { ImageRecord, Lens, Metadata } from '../record.ts';
import { shippedCatalog, type Catalog } from './catalog.ts';
import { findLens, type FoundLens } from './find-lens.ts';

/**
 * The lens a picture was taken with, as it stands in a record. It is named by EXIF LensModel, else XMP LensModel or
 * Lens, else ExifTool's LensID where that is not a choice of several. Null where the file names none.
 */
export function resolveLens(metadata: Metadata, catalog?: Catalog): Lens | null {
  return nameLens(metadata, catalog).lens;
}

/** The same, with how its name was found. */
export function nameLens(
  metadata: Metadata,
  catalog: Catalog = shippedCatalog(),
): Pick<ImageRecord, 'lens' | 'lens_match'> {
  const found = findNamedLens(metadata, catalog);
  if (!found) return { lens: null, lens_match: null };
  const { exif_name, slug, name, match } = found;
  return { lens: { exif_name, slug, name }, lens_match: match };
}

function findNamedLens(metadata: Metadata, catalog: Catalog): FoundLens | null {
  const candidates = [
    firstText(metadata, ['EXIF:LensModel']),
    firstText(metadata, ['XMP:LensModel']),
    firstText(metadata, ['XMP:Lens']),
    certain(firstText(metadata, ['Composite:LensID'])),
  ];
  const [lensMake, make, model] = (['EXIF:LensMake', 'EXIF:Make', 'EXIF:Model'] as const).map((tag) =>
    firstText(metadata, [tag]),
  );
  for (const lensModel of candidates) {
    const found = lensModel === null ? null : findLens({ lensModel, lensMake, make, model }, catalog);
    if (found) return found;
  }
  return null;
}

function certain(lensId: string | null): string | null {
  return lensId?.includes(' or ') ? null : lensId;
}
