import { firstText } from '../metadata/tag-values.ts';
import type { Lens, Metadata } from '../record.ts';
import { shippedCatalog, type Catalog } from './catalog.ts';
import { findLens, type FoundLens } from './find-lens.ts';

/**
 * The lens a picture was taken with, as it stands in a record; findLens says how it was found. It is named by EXIF LensModel, else XMP LensModel or
 * Lens, else ExifTool's LensID where that is not a choice of several. Null where the file names none.
 */
export function resolveLens(metadata: Metadata, catalog: Catalog = shippedCatalog()): Lens | null {
  const found = findNamedLens(metadata, catalog);
  return found && { exif_name: found.exif_name, slug: found.slug, name: found.name };
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
