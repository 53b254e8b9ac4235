import type { Highlights, Region } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { readExposure } from './exposure.ts';
import { readGps } from './gps.ts';
import { readRegions } from './regions.ts';
import { first, numberOf, tagValue, textOf, type TagName } from './tag-values.ts';
import { takenAt } from './taken-at.ts';
import { readTexts } from './texts.ts';

/**
 * What is asked of a picture's metadata most often, each from the best of the tags that may hold it. Never throws, whatever a stranger wrote
 * into the tags: what makes no sense is null.
 */
export function highlights(metadata: Metadata): Highlights {
  const regions = readRegions(metadata);
  return {
    ...takenAt(metadata),
    gps: readGps(metadata),
    orientation: first(ORIENTATION_TAGS, (tag) => orientation(tagValue(metadata, tag))),
    ...readExposure(metadata),
    ...readTexts(metadata),
    rating: first(RATING_TAGS, (tag) => rating(tagValue(metadata, tag))),
    faces: countFaces(metadata, regions),
    regions,
  };
}

const ORIENTATION_TAGS: readonly TagName[] = ['EXIF:Orientation', 'XMP:Orientation'];

/** ExifTool's words for EXIF orientation, from 1 to 8. */
const ORIENTATIONS = [
  'Horizontal (normal)',
  'Mirror horizontal',
  'Rotate 180',
  'Mirror vertical',
  'Mirror horizontal and rotate 270 CW',
  'Rotate 90 CW',
  'Mirror horizontal and rotate 90 CW',
  'Rotate 270 CW',
];

function orientation(value: MetadataValue): number | null {
  const index = ORIENTATIONS.indexOf(textOf(value) ?? '');
  return index < 0 ? null : index + 1;
}

const RATING_TAGS: readonly TagName[] = ['XMP:Rating', 'EXIF:Rating'];

function rating(value: MetadataValue): number | null {
  const stars = numberOf(value);
  return stars !== null && stars >= -1 && stars <= 5 ? stars : null;
}

function countFaces(metadata: Metadata, regions: readonly Region[]): number | null {
  if (regions.length > 0) return regions.filter(({ type }) => type === 'face').length;
  const counted = numberOf(tagValue(metadata, 'MakerNotes:FacesDetected'));
  return counted !== null && Number.isInteger(counted) && counted >= 0 ? counted : null;
}
