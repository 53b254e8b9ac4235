import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { describeWithPerl } from '../../../../tests/perl.ts';
import { writtenTags } from '../../fixtures/written-tags.ts';
import type { Highlights } from '../description.ts';
import type { Metadata } from '../record.ts';
import { ExifToolReader } from './exiftool.ts';
import { highlights } from './highlights.ts';

const NOTHING: Highlights = {
  taken_at: null,
  taken_at_source: null,
  taken_at_zone_source: null,
  gps: null,
  orientation: null,
  exposure_time: null,
  exposure_seconds: null,
  aperture: null,
  iso: null,
  focal_length_mm: null,
  focal_length_35mm: null,
  flash_fired: null,
  title: null,
  caption: null,
  keywords: [],
  software: null,
  rating: null,
  faces: null,
  regions: [],
};

describeWithPerl('highlights of what ExifTool prints', () => {
  const reader = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => reader.close());
  const allWritten = async (variants: string[][]): Promise<Highlights[]> =>
    (await writtenTags(reader, variants)).map(highlights);
  const written = async (...args: string[]): Promise<Highlights> => (await allWritten([args]))[0]!;

  it('are all read from a photo that has them all', async () => {
    expect(
      await written(
        ...['-EXIF:DateTimeOriginal=2024:05:06 12:11:12', '-EXIF:SubSecTimeOriginal=042'],
        ...['-EXIF:OffsetTimeOriginal=+02:00', '-EXIF:Orientation#=6', '-EXIF:ExposureTime=1/250', '-EXIF:FNumber=1.8'],
        ...['-EXIF:ISO=3200', '-EXIF:FocalLength=24', '-EXIF:FocalLengthIn35mmFormat=36', '-EXIF:Flash#=31'],
        ...['-EXIF:GPSLatitude=48.858222', '-EXIF:GPSLatitudeRef=S', '-EXIF:GPSLongitude=2.2945'],
        ...['-EXIF:GPSLongitudeRef=W', '-EXIF:GPSAltitude=35.5', '-EXIF:GPSAltitudeRef#=1', '-EXIF:GPSMapDatum=WGS-84'],
        ...['-EXIF:Software=Editor 1', '-XMP-dc:Title=Bridge', '-XMP-dc:Description=A bridge, at night'],
        ...['-XMP-dc:Subject=bridge', '-XMP-dc:Subject=night', '-XMP-xmp:Rating=4'],
        '-XMP-mwg-rs:RegionInfo={AppliedToDimensions={W=100,H=50,Unit=pixel},RegionList=[{Area={X=0.5,Y=0.5,W=0.2,H=0.4,Unit=normalized},Name=Ann,Type=Face}]}',
      ),
    ).toEqual({
      taken_at: '2024-05-06T12:11:12.042+02:00',
      taken_at_source: 'EXIF:DateTimeOriginal',
      taken_at_zone_source: 'offset_tag',
      gps: {
        latitude: -48.858222,
        longitude: -2.2945,
        altitude: -35.5,
        altitude_reference: 'Below Sea Level',
        datum: 'WGS-84',
      },
      orientation: 6,
      exposure_time: '1/250',
      exposure_seconds: 0.004,
      aperture: 1.8,
      iso: 3200,
      focal_length_mm: 24,
      focal_length_35mm: 36,
      flash_fired: true,
      title: 'Bridge',
      caption: 'A bridge, at night',
      keywords: ['bridge', 'night'],
      software: 'Editor 1',
      rating: 4,
      faces: 1,
      regions: [{ type: 'face', name: 'Ann', x: 0.4, y: 0.3, width: 0.2, height: 0.4 }],
    });
  });

  it('are read from XMP and IPTC where there is no EXIF', async () => {
    expect(
      await written(
        ...['-XMP-exif:DateTimeOriginal=2024:05:06 12:11:12.5+02:00', '-XMP-tiff:Orientation#=8'],
        ...['-XMP-exif:ExposureTime=0.5', '-XMP-exif:FNumber=4', '-XMP-exif:ISO=100', '-XMP-exif:FocalLength=55'],
        ...['-XMP-exif:FocalLengthIn35mmFormat=82', '-XMP-exif:Flash={Fired=false,Mode=Off}'],
        ...['-XMP-exif:GPSLatitude=48.858222', '-XMP-exif:GPSLongitude=-2.2945', '-XMP-exif:GPSAltitude=35.5'],
        ...['-XMP-exif:GPSAltitudeRef#=0', '-XMP-xmp:CreatorTool=Editor 2', '-IPTC:ObjectName=Brücke'],
        ...['-IPTC:Caption-Abstract=Bei Nacht', '-IPTC:Keywords=Köln', '-IPTC:Keywords=Rhein'],
        ...['-codedcharacterset=utf8', '-XMP-xmp:Rating=-1'],
        '-XMP-MP:RegionInfoMP={Regions=[{Rectangle=0.1|, 0.2|, 0.3|, 0.4,PersonDisplayName=Bob}]}',
        '-XMP-iptcExt:ImageRegion=[{Name=Cat,RegionBoundary={RbShape=rectangle,RbUnit=relative,RbX=0.1,RbY=0.2,RbW=0.3,RbH=0.4},RCtype=[{Identifier=[http://cv.iptc.org/newscodes/imageregiontype/animal]}]}]',
      ),
    ).toEqual({
      taken_at: '2024-05-06T12:11:12.500+02:00',
      taken_at_source: 'XMP:DateTimeOriginal',
      taken_at_zone_source: 'date',
      gps: {
        latitude: 48.858222,
        longitude: -2.2945,
        altitude: 35.5,
        altitude_reference: 'Above Sea Level',
        datum: null,
      },
      orientation: 8,
      exposure_time: '0.5',
      exposure_seconds: 0.5,
      aperture: 4,
      iso: 100,
      focal_length_mm: 55,
      focal_length_35mm: 82,
      flash_fired: false,
      title: 'Brücke',
      caption: 'Bei Nacht',
      keywords: ['Köln', 'Rhein'],
      software: 'Editor 2',
      rating: -1,
      faces: 1,
      regions: [
        { type: 'face', name: 'Bob', x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
        { type: 'animal', name: 'Cat', x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
      ],
    });
  });

  it('are null where a file has nothing to say', async () => {
    expect(await written('-XMP-xmp:Label=Red')).toEqual(NOTHING);
  });

  it('tell every orientation', async () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8];
    const found = await allWritten(all.map((orientation) => [`-EXIF:Orientation#=${orientation}`]));
    expect(found.map(({ orientation }) => orientation)).toEqual(all);
  });

  it('know from the flash tag whether it fired', async () => {
    const found = await allWritten(FLASHES.map(([code]) => [`-EXIF:Flash#=${code}`]));
    expect(found.map(({ flash_fired }, i) => [FLASHES[i]![0], flash_fired])).toEqual(FLASHES);
  });
});

/** Bit 0 of the EXIF tag says whether it fired; 0x20 is a camera without flash. */
const FLASHES = [0, 1, 5, 8, 9, 13, 16, 24, 25, 31, 32, 48, 65, 73, 80, 88, 89].map(
  (code) => [code, (code & 1) === 1] as const,
);

describe('highlights', () => {
  const of = (metadata: Metadata): Partial<Highlights> =>
    Object.fromEntries(
      Object.entries(highlights(metadata)).filter(([key, value]) => {
        return JSON.stringify(value) !== JSON.stringify(NOTHING[key as keyof Highlights]);
      }),
    );

  it.each([
    ['1/250', 0.004],
    ['1/3', 0.333333],
    [0.5, 0.5],
    [30, 30],
    ['1/8000', 0.000125],
  ])('give an exposure time of %j as text and as seconds', (value, exposure_seconds) => {
    expect(of({ EXIF: { ExposureTime: value } })).toEqual({ exposure_time: String(value), exposure_seconds });
  });

  it.each(['0', 0, 'inf', 'undef', '1/0', '-1/250', '', [], {}, true, null])(
    'give none for an exposure time of %j',
    (value) => {
      expect(of({ EXIF: { ExposureTime: value } })).toEqual({});
    },
  );

  it('leave out text that is longer than any caption, and what ExifTool calls binary', () => {
    expect(of({ XMP: { Title: 'x'.repeat(10_000) } })).toEqual({ title: 'x'.repeat(10_000) });
    expect(of({ XMP: { Title: 'x'.repeat(10_001) } })).toEqual({});
    expect(of({ XMP: { Title: '(Binary data 12 bytes, use -b option to extract)' } })).toEqual({});
  });

  it('give the ISO that has more bits than EXIF:ISO, and the first of several', () => {
    expect(of({ EXIF: { ISO: 65535, RecommendedExposureIndex: 102400 } })).toEqual({ iso: 102400 });
    expect(of({ EXIF: { ISO: '100, 200' } })).toEqual({ iso: 100 });
    expect(of({ EXIF: { ISO: '100 200' } })).toEqual({ iso: 100 });
  });

  it('work the focal length on 35 mm film out as ExifTool does', () => {
    const Composite = { FocalLength35efl: '24.0 mm (35 mm equivalent: 36.5 mm)' };
    expect(of({ Composite })).toEqual({ focal_length_35mm: 36.5 });
    expect(of({ Composite: { FocalLength35efl: '24.0 mm' } })).toEqual({});
    expect(of({ EXIF: { FocalLengthIn35mmFormat: '0 mm' }, Composite })).toEqual({ focal_length_35mm: 36.5 });
  });

  it('take no caption that the camera writes into every picture', () => {
    for (const caption of [
      'OLYMPUS DIGITAL CAMERA         ',
      'SONY DSC',
      'DCIM\\100MEDIA\\DJI_0001.JPG',
      'default',
      ' \0 ',
    ])
      expect(of({ EXIF: { ImageDescription: caption } })).toEqual({});
    expect(of({ EXIF: { ImageDescription: 'SONY DSC', XPComment: 'At home' } })).toEqual({ caption: 'At home' });
  });

  it('put the keywords of all standards together, each once, numbers too', () => {
    const metadata = { XMP: { Subject: 'a, b' }, IPTC: { Keywords: 'b, c' }, EXIF: { XPKeywords: 'd;a' } };
    expect(of(metadata)).toEqual({ keywords: ['a', 'b', 'c', 'd'] });
    expect(of({ XMP: { Subject: 2024 } })).toEqual({ keywords: ['2024'] });
  });

  it('count the faces that the camera found, where none is marked', () => {
    expect(of({ MakerNotes: { FacesDetected: 3 } })).toEqual({ faces: 3 });
    expect(of({ MakerNotes: { FacesDetected: 'Off' } })).toEqual({});
  });

  it('know no rating outside the scale', () => {
    expect(of({ XMP: { Rating: 99 } })).toEqual({});
    expect(of({ XMP: { Rating: 99 }, EXIF: { Rating: 0 } })).toEqual({ rating: 0 });
  });

  it('are null, and never an exception, for tags of any kind', () => {
    const names = ['EXIF', 'XMP', 'IPTC', 'Composite', 'MakerNotes', 'PNG', 'JUMBF', '__proto__', 'constructor'];
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...ODD_VALUES)) as fc.Arbitrary<never>;
    const tags = fc.dictionary(fc.constantFrom(...TAGS, '__proto__', 'toString'), value);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.oneof(tags, value)), (metadata) => {
        const found = highlights(metadata);
        expect(Object.keys(found)).toEqual(Object.keys(NOTHING));
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      { numRuns: 2_000 },
    );
    expect('polluted' in {}).toBe(false);
  });
});

const TAGS = [
  ...['DateTimeOriginal', 'SubSecTimeOriginal', 'OffsetTimeOriginal', 'TimeZone', 'DaylightSavings', 'TimeZoneOffset'],
  ...['DateCreated', 'GPSDateTime', 'GPSLatitude', 'GPSLongitude', 'GPSAltitude', 'GPSAltitudeRef', 'Orientation'],
  ...['ExposureTime', 'FNumber', 'ISO', 'FocalLength', 'FocalLength35efl', 'Flash', 'Subject', 'Keywords', 'Title'],
  ...['Description', 'Rating', 'RegionInfo', 'RegionInfoMP', 'ImageRegion', 'FacesDetected', 'Make'],
];

const ODD_VALUES = [
  ...[
    '0000:00:00 00:00:00',
    '2024:02:30 10:00:00',
    '9999:99:99 99:99:99',
    '    :  :     :  :  ',
    '2024:05:06 12:11:12+99:99',
  ],
  ...[
    '0 deg 0\' 0.00" N',
    '0 deg 0\' 0.00" E',
    '999 deg 0\' 0.00" N',
    'nan deg',
    'inf',
    'NaN',
    NaN,
    Infinity,
    -0,
    1e308,
  ],
  ...['x'.repeat(100_000), '1'.repeat(5_000), '\0\0', '\ud800', { Regions: [{ Rectangle: '1e309, 1, 1' }] }],
  ...[{ RegionList: { Area: { X: 'a', Y: [], Unit: 'pixel' } }, AppliedToDimensions: { W: 0 } }],
  ...[JSON.parse('{ "__proto__": { "polluted": true }, "RegionList": [{ "Area": { "X": 1, "Y": 1 } }] }') as object],
];
