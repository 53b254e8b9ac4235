import type { Gps } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { first, numberOf, tagValue, textOf, type TagName } from './tag-values.ts';

const POSITION_TAGS: readonly (readonly [latitude: TagName, longitude: TagName])[] = [
  ['Composite:GPSLatitude', 'Composite:GPSLongitude'],
  ['XMP:GPSLatitude', 'XMP:GPSLongitude'],
];
const ALTITUDE_TAGS: readonly (readonly [altitude: TagName, reference: TagName])[] = [
  ['EXIF:GPSAltitude', 'EXIF:GPSAltitudeRef'],
  ['XMP:GPSAltitude', 'XMP:GPSAltitudeRef'],
];

/** The position, or null without one that says its hemisphere. 0, 0 counts as missing: devices without a fix write it. */
export function readGps(metadata: Metadata): Gps | null {
  const position = first(POSITION_TAGS, ([north, east]) => {
    const latitude = degrees(tagValue(metadata, north), 'NS', 90);
    const longitude = degrees(tagValue(metadata, east), 'EW', 180);
    return latitude === null || longitude === null || (latitude === 0 && longitude === 0)
      ? null
      : { latitude, longitude };
  });
  if (position === null) return null;
  return { ...position, ...readAltitude(metadata), datum: textOf(tagValue(metadata, 'EXIF:GPSMapDatum')) };
}

/** `48 deg 51' 29.60" N` in decimal degrees. The first letter of `hemispheres` is the positive one. */
function degrees(value: MetadataValue, hemispheres: string, most: number): number | null {
  const match =
    /^(\d{1,3}(?:\.\d{1,20})?) deg (?:(\d{1,2}(?:\.\d{1,20})?)' )?(?:(\d{1,2}(?:\.\d{1,20})?)" )?([NSEW])$/.exec(
      textOf(value) ?? '',
    );
  const [, whole, minutes = '0', seconds = '0', hemisphere = ''] = match ?? [];
  if (whole === undefined || !hemispheres.includes(hemisphere)) return null;
  const size = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  if (size > most) return null;
  const rounded = Number(size.toFixed(6));
  return hemisphere === hemispheres[0] || rounded === 0 ? rounded : -rounded;
}

function readAltitude(metadata: Metadata): Pick<Gps, 'altitude' | 'altitude_reference'> {
  const found = first(ALTITUDE_TAGS, ([tag, referenceTag]) => {
    const metres = numberOf(tagValue(metadata, tag));
    if (metres === null) return null;
    const altitude_reference = textOf(tagValue(metadata, referenceTag));
    const isBelow = /below|negative/i.test(altitude_reference ?? '');
    return { altitude: isBelow && metres > 0 ? -metres : metres, altitude_reference };
  });
  return found ?? { altitude: null, altitude_reference: null };
}
