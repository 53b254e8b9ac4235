import { describe, expect, it } from '@jest/globals';

import { resolveCamera } from './resolve-camera.ts';

/** The name and maker of the camera that EXIF names so. */
function named(Make: unknown, Model: unknown): string | null {
  const camera = resolveCamera(JSON.parse(JSON.stringify({ EXIF: { Make, Model } })) as never);
  return camera && `${camera.make}: ${camera.name}`;
}

describe('resolveCamera', () => {
  it('knows a camera of the catalog by its EXIF pair', () => {
    const camera = resolveCamera({ EXIF: { Make: 'SONY', Model: 'ILCE-7M2' } });
    expect(JSON.stringify(camera)).toBe(
      JSON.stringify({
        name: 'a7 II',
        make: 'Sony',
        slug: 'a7ii',
        has_photo: true,
        image_url: 'https://pixelpeeper.nyc3.digitaloceanspaces.com/cameras/sony/a7ii.png',
        make_slug: 'sony',
      }),
    );
  });

  it('has no photo of most cameras', () => {
    expect(resolveCamera({ EXIF: { Make: 'NIKON CORPORATION', Model: 'NIKON D90' } })).toEqual({
      name: 'D90',
      make: 'Nikon',
      slug: 'd90',
      has_photo: false,
      image_url: null,
      make_slug: 'nikon',
    });
  });

  it.each([
    ['NIKON CORPORATION', 'NIKON D90', 'Nikon: D90'],
    ['Canon', 'Canon EOS 5D', 'Canon: EOS 5D'],
    ['HTC', 'HTC One', 'HTC: One'],
    ['HTC', 'HTC_One_M8', 'HTC: One M8'],
    ['LEICA CAMERA AG', 'LEICA Q (Typ 116)', 'Leica: Q (Typ 116)'],
    ['PENTAX Corporation', 'PENTAX K100D Super', 'Pentax: K100D Super'],
    ['EASTMAN KODAK COMPANY', 'KODAK DX4530 ZOOM DIGITAL CAMERA', 'Kodak: EasyShare DX4530'],
    ['Apple', 'iPhone 12', 'Apple: iPhone 12'],
    ['Canon', 'Canon', 'Canon: Canon'],
    ['Canon', 'CanonScan 9000F', 'Canon: CanonScan 9000F'],
    ['Nokia', 'Nokia ', 'Nokia: Nokia'],
    ['OnePlus', 'ONEPLUS A6003', 'OnePlus: 6'],
    ['Acme', 500, 'Acme: 500'],
    [undefined, 'Canon EOS 5D', ': Canon EOS 5D'],
  ])('takes the maker out of the model: %j, %j', (make, model, name) => {
    expect(named(make, model)).toBe(name);
  });

  it.each([
    ['without EXIF', { XMP: { Make: 'SONY', Model: 'ILCE-7M2' } }],
    ['by the device of an ICC profile', { ICC_Profile: { DeviceManufacturer: 'SONY', DeviceModel: 'ILCE-7M2' } }],
    ['by the maker of an ICC profile', { ICC_Profile: { Make: 'SONY', Model: 'ILCE-7M2' } }],
    ['without a model', { EXIF: { Make: 'SONY' } }],
    ['with an empty model', { EXIF: { Make: 'SONY', Model: ' \0 ' } }],
    ['with a structure for a model', { EXIF: { Make: 'SONY', Model: { a: 1 } } }],
    ['with EXIF that is no group', { EXIF: 'SONY' }],
  ])('is null %s', (_, metadata) => {
    expect(resolveCamera(metadata)).toBeNull();
  });

  it('knows a camera of the catalog by model and maker together only', () => {
    expect(resolveCamera({ EXIF: { Make: 'Acme', Model: 'ILCE-7M2' } })).toMatchObject({
      name: 'ILCE-7M2',
      make: 'Acme',
      has_photo: false,
    });
  });

  it('takes a maker named like a property of every object for a maker', () => {
    expect(named('constructor', '__proto__')).toBe('constructor: __proto__');
  });
});
