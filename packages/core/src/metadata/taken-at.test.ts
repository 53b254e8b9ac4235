import { describe, expect, it } from '@jest/globals';

import type { Metadata } from '../record.ts';
import { takenAt } from './taken-at.ts';

/** The date, its tag without the group, and where its zone is from. */
const read = (metadata: Metadata): (string | null)[] => {
  const { taken_at, taken_at_source, taken_at_zone_source } = takenAt(metadata);
  return [taken_at, taken_at_source, taken_at_zone_source];
};
const NONE = [null, null, null];
const date = (value: unknown): string | null => takenAt({ XMP: { DateCreated: value } } as Metadata).taken_at;

const PARIS = { GPSLatitude: '48 deg 51\' 29.60" N', GPSLongitude: '2 deg 17\' 40.20" E' };
const SUMMER = { DateTimeOriginal: '2024:07:01 12:00:00' };
const WINTER = { DateTimeOriginal: '2024:01:01 12:00:00' };

describe('takenAt', () => {
  it.each([
    ['2024:05:06 12:11:12', '2024-05-06T12:11:12'],
    ['2024:05:06 12:11', '2024-05-06T12:11:00'],
    ['2024:05:06 12:11:12.5', '2024-05-06T12:11:12.500'],
    ['2024:05:06 12:11:12.123456', '2024-05-06T12:11:12.123'],
    ['2024:05:06 12:11:12Z', '2024-05-06T12:11:12Z'],
    ['2024:05:06 12:11:12+05:45', '2024-05-06T12:11:12+05:45'],
    ['2024:05:06 12:11:12-03:30', '2024-05-06T12:11:12-03:30'],
    ['2024-05-06T12:11:12+0200', '2024-05-06T12:11:12+02:00'],
    ['2024:02:29', '2024-02-29'],
    ['1839:01:01 00:00:00', '1839-01-01T00:00:00'],
  ])('gives %s as %s', (written, iso) => expect(date(written)).toBe(iso));

  it.each([
    ...[
      '0000:00:00 00:00:00',
      '    :  :     :  :  ',
      '2023:02:29 12:00:00',
      '2024:13:01',
      '2024:05:06 24:30:00',
      '2024',
    ],
    ...['2024:05', '0001:01:01 00:00:00', '2024:05:06 12', 'today', '', 20240506, true, null, [], {}],
  ])('gives nothing for %j', (written) => expect(date(written)).toBeNull());

  it('prefers when the picture was taken to when it was digitised, and EXIF to XMP to IPTC', () => {
    const tags = {
      EXIF: { CreateDate: '2001:01:01 01:00:00' },
      XMP: { CreateDate: '2002:01:01 01:00:00' },
      IPTC: { DateCreated: '2003:01:01' },
      Composite: { DateTimeCreated: '2003:01:01 01:00:00' },
    };
    expect(read(tags)).toEqual(['2003-01-01T01:00:00', 'Composite:DateTimeCreated', null]);
    expect(read({ ...tags, Composite: {} })).toEqual(['2003-01-01', 'IPTC:DateCreated', null]);
    expect(read({ EXIF: tags.EXIF, XMP: tags.XMP })).toEqual(['2001-01-01T01:00:00', 'EXIF:CreateDate', null]);
    expect(read({ XMP: tags.XMP })).toEqual(['2002-01-01T01:00:00', 'XMP:CreateDate', null]);
    expect(read({ EXIF: { DateTimeOriginal: '0000:00:00 00:00:00', ...tags.EXIF } })[1]).toBe('EXIF:CreateDate');
  });

  it('never takes the time of the last change for that of the picture', () => {
    expect(read({ EXIF: { ModifyDate: '2024:05:06 12:11:12', OffsetTime: '+02:00' } })).toEqual(NONE);
  });

  it.each([
    ['042', '.042'],
    [42, '.420'],
    ['5', '.500'],
    ['123456', '.123'],
    ['', ''],
    ['4 2', ''],
    [-1, ''],
  ])('takes sub-seconds of %j for the digits after the point', (SubSecTimeOriginal, fraction) => {
    expect(read({ EXIF: { ...SUMMER, SubSecTimeOriginal } })[0]).toBe(`2024-07-01T12:00:00${fraction}`);
  });

  it('knows a zone from the date before one from the offset, the camera, the position and the GPS’s clock', () => {
    const metadata = {
      EXIF: { DateTimeOriginal: '2024:07:01 12:00:00+09:00', OffsetTimeOriginal: '+01:00' },
      MakerNotes: { TimeZone: '-05:00' },
      Composite: { ...PARIS, GPSDateTime: '2024:07:01 09:00:00Z' },
    };
    const zone = (tags: Metadata): unknown[] => [read(tags)[0]?.slice(19), read(tags)[2]];
    expect(zone(metadata)).toEqual(['+09:00', 'date']);
    const undated = { ...metadata, EXIF: { ...SUMMER, OffsetTimeOriginal: '+01:00' } };
    expect(zone(undated)).toEqual(['+01:00', 'offset_tag']);
    expect(zone({ ...undated, EXIF: SUMMER })).toEqual(['-05:00', 'camera_setting']);
    expect(zone({ EXIF: SUMMER, Composite: metadata.Composite })).toEqual(['+02:00', 'gps_position']);
    expect(zone({ EXIF: SUMMER, Composite: { GPSDateTime: '2024:07:01 09:00:00Z' } })).toEqual(['+03:00', 'gps_time']);
    expect(zone({ EXIF: SUMMER })).toEqual(['', null]);
  });

  it('knows summer time at a position', () => {
    expect(read({ EXIF: WINTER, Composite: PARIS })[0]).toBe('2024-01-01T12:00:00+01:00');
    expect(read({ EXIF: SUMMER, Composite: PARIS })[0]).toBe('2024-07-01T12:00:00+02:00');
  });

  it('adds the hour of summer time to a Nikon’s zone, which is without it', () => {
    const MakerNotes = { TimeZone: '+01:00', DaylightSavings: 'Yes' };
    expect(read({ EXIF: { ...SUMMER, Make: 'NIKON CORPORATION' }, MakerNotes })[0]).toBe('2024-07-01T12:00:00+02:00');
    expect(read({ EXIF: { ...SUMMER, Make: 'Canon' }, MakerNotes })[0]).toBe('2024-07-01T12:00:00+01:00');
  });

  it('reads the whole hours that old EXIF has', () => {
    expect(read({ EXIF: { ...SUMMER, TimeZoneOffset: -3 } })).toEqual([
      '2024-07-01T12:00:00-03:00',
      'EXIF:DateTimeOriginal',
      'camera_setting',
    ]);
    expect(read({ EXIF: { ...SUMMER, TimeZoneOffset: '1 1' } })[0]).toBe('2024-07-01T12:00:00+01:00');
  });

  it('allows the GPS’s clock to be minutes off, but no zone that there is not', () => {
    const at = (GPSDateTime: string): string | null => read({ EXIF: SUMMER, Composite: { GPSDateTime } })[0]!.slice(19);
    expect(at('2024:07:01 06:25:00Z')).toBe('+05:30');
    expect(at('2024:07:01 10:05:00Z')).toBe('+02:00');
    expect(at('2024:06:30 22:14:00Z')).toBe('+13:45');
    expect(at('2024:07:01 21:35:00Z')).toBe('-09:30');
    expect(at('2024:07:01 10:15:00Z')).toBe('');
    expect(at('2024:06:28 10:00:00Z')).toBe('');
    expect(at('2024:07:01')).toBe('');
  });

  it.each(['+15:00', '+02:75', '   :  ', '2:00', 'Europe/Paris', '', 2])(
    'takes %j for no offset',
    (OffsetTimeOriginal) => {
      expect(read({ EXIF: { ...SUMMER, OffsetTimeOriginal } })[2]).toBeNull();
    },
  );
});
