import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Metadata } from '../record.ts';
import { readGps } from './gps.ts';

const at = (GPSLatitude: unknown, GPSLongitude: unknown): unknown[] | null => {
  const gps = readGps({ Composite: { GPSLatitude, GPSLongitude } } as Metadata);
  return gps && [gps.latitude, gps.longitude];
};
const NORTH = '48 deg 51\' 29.60" N';
const EAST = '2 deg 17\' 40.20" E';

/** As ExifTool prints it: GPS.pm, ToDMS. */
function print(degrees: number, [positive, negative]: string): string {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  const [whole, minutes, seconds] = [
    Math.floor(hundredths / 360_000),
    Math.floor(hundredths / 6_000) % 60,
    hundredths % 6_000,
  ];
  return `${whole} deg ${minutes}' ${(seconds / 100).toFixed(2)}" ${degrees < 0 ? negative : positive}`;
}

describe('readGps', () => {
  it('gives decimal degrees with the sign of the hemisphere', () => {
    expect(at(NORTH, EAST)).toEqual([48.858222, 2.2945]);
    expect(at(NORTH.replace('N', 'S'), EAST.replace('E', 'W'))).toEqual([-48.858222, -2.2945]);
    expect(at('0 deg 0\' 0.00" S', EAST)).toEqual([0, 2.2945]);
    expect(at('48.858222 deg N', "2 deg 17.67' E")).toEqual([48.858222, 2.2945]);
  });

  it('is within 0.000002 degrees of any position that ExifTool prints', () => {
    const degrees = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        const [north, east] = (at(print(latitude, 'NS'), print(longitude, 'EW')) ?? [0, 0]) as [number, number];
        expect(Math.abs(north - latitude)).toBeLessThan(0.000_002);
        expect(Math.abs(east - longitude)).toBeLessThan(0.000_002);
      }),
    );
  });

  it('is null without a position, a hemisphere, or a place on earth', () => {
    for (const latitude of [
      null,
      '',
      '48 deg 51\' 29.60"',
      EAST,
      48.858222,
      'nan',
      'inf deg N',
      '91 deg 0\' 0.00" N',
      [NORTH],
      {},
    ])
      expect(at(latitude, EAST)).toBeNull();
    expect(at(NORTH, '181 deg 0\' 0.00" E')).toBeNull();
    expect(readGps({})).toBeNull();
  });

  it('is null at 0, 0, which devices without a fix write', () => {
    expect(at('0 deg 0\' 0.00" N', '0 deg 0\' 0.00" E')).toBeNull();
  });

  it('reads XMP where there is no EXIF', () => {
    expect(readGps({ XMP: { GPSLatitude: NORTH, GPSLongitude: EAST, GPSAltitude: '12.5 m' } })).toEqual({
      latitude: 48.858222,
      longitude: 2.2945,
      altitude: 12.5,
      altitude_reference: null,
      datum: null,
    });
  });

  it.each([
    ['35.5 m', 'Above Sea Level', 35.5],
    ['35.5 m', 'Below Sea Level', -35.5],
    ['35.5 m', 'Negative Sea Level (sea-level ref)', -35.5],
    ['-35.5 m', 'Below Sea Level', -35.5],
    ['0 m', 'Above Sea Level', 0],
    ['undef', 'Above Sea Level', null],
    ['inf', 'Above Sea Level', null],
  ])('gives an altitude of %s, %s, in metres', (GPSAltitude, GPSAltitudeRef, altitude) => {
    const metadata = { Composite: { GPSLatitude: NORTH, GPSLongitude: EAST }, EXIF: { GPSAltitude, GPSAltitudeRef } };
    expect(readGps(metadata)).toMatchObject({
      altitude,
      altitude_reference: altitude === null ? null : GPSAltitudeRef,
    });
  });
});
