import ExifReader from 'exifreader';

import type { Traits } from './traits.ts';

/** Names by which EXIF, IPTC (IIM 2:116) and XMP (dc, xmpRights, plus, photoshop) say who holds the rights, and what is allowed. */
const RIGHTS = [
  'Copyright',
  'Copyright Notice',
  'rights',
  'UsageTerms',
  'WebStatement',
  'LicenseID',
  'License',
  'LicensorURL',
  'Owner',
  'CopyrightOwner',
  'CopyrightNotice',
];

/** Reads EXIF, IPTC and XMP; what cannot be read says nothing. */
export function readTraits(bytes: Uint8Array<ArrayBuffer>): Traits {
  const { exif = {}, iptc = {}, xmp = {}, gps = {} } = readTags(bytes);
  const groups: readonly Readonly<Record<string, unknown>>[] = [exif, iptc, xmp];
  return {
    hasPosition: gps.Latitude !== undefined || 'GPSLatitude' in xmp || 'GPSLatitude' in exif,
    hasRights: groups.some((group) => RIGHTS.some((name) => isFilled(group[name]))),
  };
}

function readTags(bytes: Uint8Array<ArrayBuffer>): ExifReader.ExpandedTags {
  try {
    const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    return ExifReader.load(whole, { expanded: true });
  } catch {
    return {}; // no metadata, or none that holds together
  }
}

function isFilled(tag: unknown): boolean {
  return typeof tag === 'object' && tag !== null && 'description' in tag && String(tag.description).trim() !== '';
}
