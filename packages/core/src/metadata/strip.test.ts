import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { describeWithPerl } from '../../../../tests/perl.ts';
import { writtenTags } from '../../fixtures/written-tags.ts';
import type { Metadata } from '../record.ts';
import { ExifToolReader } from './exiftool.ts';
import { highlights } from './highlights.ts';
import { strip, stripKinds } from './strip.ts';

describe('strip', () => {
  it('removes a kind from every group and depth, and nothing else', () => {
    const metadata = {
      EXIF: { GPSLatitude: 1, SerialNumber: '12', LensSerialNumber: '3', ISO: 100, ISOSpeedLatitudeyyy: 3 },
      XMP: {
        GpsLongtitude: 1,
        RelativeAltitude: 2,
        LocationShown: [{ City: 'Köln', GPSLatitude: 1 }],
        RegionInfo: { RegionList: [] },
        PersonInImage: 'Zoe',
        Subject: 'bridge',
      },
      MakerNotes: { InternalSerialNumber: 'x', FacesDetected: 2, Face1Position: '1 2', BabyName: 'Max', LensID: 'a' },
      JUMBF: { Exif_GPSLatitude: '40,44.1861N', ExifEX_BodySerialNumber: '0030079' },
      Composite: { GPSPosition: '1 N, 2 E', LensID: 'b', Aperture: 2 },
    };
    expect(strip(metadata, ['gps', 'serials', 'faces'])).toEqual({
      EXIF: { ISO: 100, ISOSpeedLatitudeyyy: 3 },
      XMP: { LocationShown: [{ City: 'Köln' }], Subject: 'bridge' },
      MakerNotes: { LensID: 'a' },
      JUMBF: {},
      Composite: { LensID: 'b', Aperture: 2 },
    });
    expect(strip(metadata, ['serials'])).toEqual({
      ...metadata,
      EXIF: { GPSLatitude: 1, ISO: 100, ISOSpeedLatitudeyyy: 3 },
      MakerNotes: { FacesDetected: 2, Face1Position: '1 2', BabyName: 'Max', LensID: 'a' },
      JUMBF: { Exif_GPSLatitude: '40,44.1861N' },
    });
    expect(strip(metadata, [])).toEqual(metadata);
  });

  it('leaves no tag of a kind, in any object of tags', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('GPSLatitude', 'SerialNumber', 'FaceID', '__proto__'));
    const { tags } = fc.letrec<{ tags: unknown }>((tie) => ({
      tags: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.array(tie('tags')), fc.dictionary(name, tie('tags'))),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tags), (metadata) => {
        const stripped = JSON.stringify(strip(metadata as Metadata, ['gps', 'serials', 'faces']));
        expect(stripped).not.toMatch(/"(?:GPSLatitude|SerialNumber|FaceID)":/);
        expect(stripped.includes('__proto__')).toBe(stripped.includes('"__proto__"'));
      }),
    );
  });
});

describe('stripKinds', () => {
  it('gives each kind once', () => expect(stripKinds(['faces', 'gps', 'gps'])).toEqual(['gps', 'faces']));

  it('refuses what it does not know, which would stay in the record', () => {
    expect(() => stripKinds(['gps', 'GPS'])).toThrow(
      new RangeError('Expected `strip` to name gps, serials, faces, got `GPS`'),
    );
  });
});

describeWithPerl('strip of what ExifTool prints', () => {
  const reader = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => reader.close());

  it('leaves neither a place, nor a zone that was looked up from it', async () => {
    const [metadata] = await writtenTags(reader, [
      [
        '-EXIF:DateTimeOriginal=2024:07:01 12:00:00',
        '-EXIF:GPSLatitude=48.858222',
        '-EXIF:GPSLatitudeRef=N',
        '-EXIF:GPSLongitude=2.2945',
      ].concat([
        '-EXIF:GPSLongitudeRef=E',
        '-EXIF:GPSTimeStamp=10:00:00',
        '-EXIF:GPSDateStamp=2024:07:01',
        '-XMP-exif:GPSLatitude=48.858222',
      ]),
    ]);
    expect(highlights(metadata!)).toMatchObject({
      taken_at: '2024-07-01T12:00:00+02:00',
      gps: { latitude: 48.858222 },
    });
    const stripped = strip(metadata!, ['gps']);
    expect(JSON.stringify(stripped)).not.toMatch(/gps|48 deg/i);
    expect(highlights(stripped)).toMatchObject({
      taken_at: '2024-07-01T12:00:00',
      taken_at_zone_source: null,
      gps: null,
    });
  });
});
