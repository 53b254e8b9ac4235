import tzLookup from '@photostructure/tz-lookup';
import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

import type { Highlights, ZoneSource } from '../description.ts';
import type { Metadata } from '../record.ts';
import { readGps } from './gps.ts';
import { first, numberOf, tagValue, textOf, type TagName } from './tag-values.ts';

type TakenAt = Pick<Highlights, 'taken_at' | 'taken_at_source' | 'taken_at_zone_source'>;

interface DateTag {
  readonly name: TagName;
  readonly fraction?: TagName;
  readonly offset?: TagName;
}

/** When the picture was taken, in the order of the Metadata Working Group (2.0, section 5.4); then when it was digitised. */
const DATE_TAGS: readonly DateTag[] = [
  { name: 'EXIF:DateTimeOriginal', fraction: 'EXIF:SubSecTimeOriginal', offset: 'EXIF:OffsetTimeOriginal' },
  { name: 'XMP:DateTimeOriginal' },
  { name: 'XMP:DateCreated' },
  { name: 'Composite:DateTimeCreated' },
  { name: 'IPTC:DateCreated' },
  { name: 'EXIF:CreateDate', fraction: 'EXIF:SubSecTimeDigitized', offset: 'EXIF:OffsetTimeDigitized' },
  { name: 'XMP:CreateDate' },
];

/** When the picture was taken. Dates that no calendar has, and those before there were photographs, count as missing. */
export function takenAt(metadata: Metadata): TakenAt {
  return (
    first(DATE_TAGS, (tag) => readDate(metadata, tag)) ?? {
      taken_at: null,
      taken_at_source: null,
      taken_at_zone_source: null,
    }
  );
}

function readDate(metadata: Metadata, { name, fraction, offset }: DateTag): TakenAt | null {
  const written = parseDate(textOf(tagValue(metadata, name)), fraction && textOf(tagValue(metadata, fraction)));
  if (written === null) return null;
  const { local, hasTime } = written;
  if (!hasTime) return { taken_at: local.toISODate(), taken_at_source: name, taken_at_zone_source: null };
  const zone = findZone(metadata, written, offset);
  return {
    taken_at: zone
      ? local.setZone(zone.zone, { keepLocalTime: true }).toISO({ suppressMilliseconds: true })
      : local.toISO({ suppressMilliseconds: true, includeOffset: false }),
    taken_at_source: name,
    taken_at_zone_source: zone ? zone.source : null,
  };
}

interface WrittenDate {
  /** The time on the clock, held as if it were UTC. */
  readonly local: DateTime<true>;
  readonly hasTime: boolean;
  readonly offset: string | undefined;
}

/** A date as ExifTool prints it (`2016:09:26 00:27:07.042+02:00`) or as ISO 8601 has it. */
const DATE =
  /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d?(?::?\d\d)?)?)?$/;
/** The oldest photograph that is left. */
const FIRST_YEAR = 1826;

function parseDate(text: string | null, subSeconds: string | null | undefined): WrittenDate | null {
  const match = text === null ? null : DATE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction, offset] = match;
  const digits = fraction ?? (/^\d{1,9}$/.test(subSeconds ?? '') ? subSeconds! : '0');
  const local = DateTime.fromObject(
    {
      ...{ year: Number(year), month: Number(month), day: Number(day) },
      ...{ hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second) },
      millisecond: Number(digits.padEnd(3, '0').slice(0, 3)),
    },
    { zone: 'utc' },
  );
  return local.isValid && local.year >= FIRST_YEAR ? { local, hasTime: hour !== undefined, offset } : null;
}

interface Zone {
  readonly zone: FixedOffsetZone | IANAZone;
  readonly source: ZoneSource;
}

function findZone(metadata: Metadata, { local, offset }: WrittenDate, offsetTag: TagName | undefined): Zone | null {
  const candidates: readonly [ZoneSource, () => FixedOffsetZone | IANAZone | null][] = [
    ['date', () => fixedZone(parseOffset(offset ?? null))],
    ['offset_tag', () => fixedZone(offsetTag ? parseOffset(textOf(tagValue(metadata, offsetTag))) : null)],
    ['camera_setting', () => fixedZone(cameraOffset(metadata))],
    ['gps_position', () => zoneOfPosition(metadata)],
    ['gps_time', () => fixedZone(offsetToGpsTime(metadata, local))],
  ];
  return first(candidates, ([source, find]) => {
    const zone = find();
    return zone && { zone, source };
  });
}

function fixedZone(minutes: number | null): FixedOffsetZone | null {
  return minutes === null ? null : FixedOffsetZone.instance(minutes);
}

const LARGEST_OFFSET = 14 * 60;

/** `+02:00`, `+2`, `-0330` or `Z` in minutes. */
function parseOffset(text: string | null): number | null {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d?)(?::?(\d\d))?$/.exec(text ?? '') ?? [];
  if (sign === undefined) return null;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > LARGEST_OFFSET || Number(minutes) > 59) return null;
  return sign === '-' ? -offset : offset;
}

/** Nikon writes standard time and, apart from it, whether the clock is an hour ahead. Old EXIF has whole hours. */
function cameraOffset(metadata: Metadata): number | null {
  const zone = parseOffset(textOf(tagValue(metadata, 'MakerNotes:TimeZone')));
  if (zone !== null) {
    const isNikon = /^nikon/i.test(textOf(tagValue(metadata, 'EXIF:Make')) ?? '');
    return isNikon && tagValue(metadata, 'MakerNotes:DaylightSavings') === 'Yes' ? zone + 60 : zone;
  }
  const hours = numberOf(tagValue(metadata, 'EXIF:TimeZoneOffset'));
  return hours !== null && Number.isInteger(hours) && Math.abs(hours) * 60 <= LARGEST_OFFSET ? hours * 60 : null;
}

function zoneOfPosition(metadata: Metadata): IANAZone | null {
  const gps = readGps(metadata);
  if (gps === null) return null;
  const zone = IANAZone.create(tzLookup(gps.latitude, gps.longitude));
  return zone.isValid ? zone : null;
}

/** A GPS may have had its last fix minutes ago; zones are at least 15 minutes apart. */
const GPS_TOLERANCE_MINUTES = 7;

function offsetToGpsTime(metadata: Metadata, local: DateTime<true>): number | null {
  const gps = parseDate(textOf(tagValue(metadata, 'Composite:GPSDateTime')), undefined);
  if (!gps?.hasTime) return null;
  const difference = local.diff(gps.local).as('minutes');
  const offset = Math.round(difference / 15) * 15;
  return Math.abs(difference - offset) <= GPS_TOLERANCE_MINUTES && isZone(offset) ? offset : null;
}

const SMALLEST_OFFSET = -11 * 60;
/** Zones that are no whole hours from UTC, in minutes: those of the tz database since 1982. */
const PARTS_OF_HOURS = [-570, -510, -210, -150, 210, 270, 330, 345, 390, 510, 525, 570, 585, 630, 765, 825];

function isZone(offset: number): boolean {
  const isWholeHour = offset % 60 === 0 && offset >= SMALLEST_OFFSET && offset <= LARGEST_OFFSET;
  return isWholeHour || PARTS_OF_HOURS.includes(offset);
}
