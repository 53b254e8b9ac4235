import type { Lens, Metadata } from '../record.ts';
import lenses from './data/lenses.json' with { type: 'json' };
import { lensSlug } from './slug.ts';
import { textTag } from './text-tag.ts';

const BY_EXIF_NAME = new Map(lenses.map((lens) => [lens.exif_name, lens.name]));

/** What cameras write when they do not know the lens. */
const PLACEHOLDER = /^(?:-+|n\/a|none|unknown.*|manual lens.*|no lens|0(?:\.0)? ?mm.*|\(?0\)?|undef.*)$/i;

/**
 * The lens a picture was taken with: EXIF LensModel, else XMP LensModel or Lens, else ExifTool's LensID where that is not a choice of several.
 * Null where the file names none.
 */
export function resolveLens(metadata: Metadata): Lens | null {
  const candidates = [
    textTag(metadata, 'EXIF', 'LensModel'),
    textTag(metadata, 'XMP', 'LensModel'),
    textTag(metadata, 'XMP', 'Lens'),
    certain(textTag(metadata, 'Composite', 'LensID')),
  ];
  const exif_name = candidates.find((name) => name !== null && !PLACEHOLDER.test(name));
  if (exif_name === undefined || exif_name === null) return null;
  return { exif_name, slug: lensSlug(exif_name), name: BY_EXIF_NAME.get(exif_name) ?? exif_name };
}

function certain(lensId: string | null): string | null {
  return lensId?.includes(' or ') ? null : lensId;
}
