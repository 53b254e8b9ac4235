import { describe, expect, it } from '@jest/globals';

import { parseCatalogFile } from './catalog-file.ts';
import { extendCatalog } from './catalog.ts';
import { findCamera } from './find-camera.ts';

/** "Maker: name, match", as the camera of a pair is found. */
function found(make: string, model: string): string | null {
  const camera = findCamera({ make, model });
  return camera && `${camera.make}: ${camera.name}, ${camera.match}`;
}

describe('findCamera', () => {
  it('says what the catalog knows of a camera, and how it was found', () => {
    expect(findCamera({ make: 'Canon', model: 'Canon EOS 600D' })).toEqual({
      name: 'EOS 600D',
      make: 'Canon',
      slug: 'eos600d',
      has_photo: false,
      image_url: null,
      make_slug: 'canon',
      match: 'exact',
      kind: 'camera',
      group: 'canon/eos600d',
      aliases: ['EOS Rebel T3i', 'EOS Kiss X5'],
      source: expect.stringContaining('lensfun') as unknown,
      licence: 'MIT',
    });
  });

  it.each([
    ['SONY', 'ILCE-7M2', 'Sony: a7 II, exact'],
    ['SONY', 'ILCE-7RM3A', 'Sony: a7R IIIa, exact'],
    ['NIKON CORPORATION', 'NIKON Z 6_2', 'Nikon: Z6 II, exact'],
    ['NIKON', 'E4500', 'Nikon: Coolpix 4500, exact'],
    ['Canon', 'Canon EOS R5m2', 'Canon: EOS R5 Mark II, exact'],
    ['OLYMPUS CORPORATION', 'E-M5MarkII', 'Olympus: OM-D E-M5 Mark II, exact'],
    ['OLYMPUS IMAGING CORP.', 'E-M5', 'Olympus: OM-D E-M5, exact'],
    ['OLYMPUS IMAGING CORP.', 'E-P5', 'Olympus: PEN E-P5, exact'],
    ['OM Digital Solutions', 'OM-1', 'OM System: OM-1, exact'],
    ['Panasonic', 'DC-S5M2', 'Panasonic: Lumix S5 II, exact'],
    ['DJI', 'FC3170', 'DJI: Mavic Air 2, exact'],
    ['samsung', 'SM-G991B', 'Samsung: Galaxy S21 5G, exact'],
    ['GoPro', 'HERO9 Black', 'GoPro: HERO9 Black, exact'],
    ['RICOH IMAGING COMPANY, LTD.', 'PENTAX K-1', 'Pentax: K-1, exact'],
    ['LEICA CAMERA AG', 'LEICA M10 MONOCHROM', 'Leica: M10 Monochrom, exact'],
    ['OnePlus', 'ONEPLUS A6003', 'OnePlus: 6, exact'],
  ])('knows %j, %j', (make, model, camera) => {
    expect(found(make, model)).toBe(camera);
  });

  it('normalises the maker first, and looks past letter case, spaces and a maker in the model', () => {
    expect(found('Nikon', 'D90')).toBe('Nikon: D90, exact');
    expect(found('NIKON CORPORATION\0\0', '  nikon  d90 ')).toBe('Nikon: D90, exact');
    expect(found('Sony Corporation', 'ILCE-7M2')).toBe('Sony: a7 II, exact');
  });

  it('gives regional names slugs of their own, and one group', () => {
    const cameras = ['Canon EOS 600D', 'Canon EOS REBEL T3i', 'Canon EOS Kiss X5'].map((model) =>
      findCamera({ make: 'Canon', model }),
    );
    expect(cameras.map((camera) => [camera?.slug, camera?.group])).toEqual([
      ['eos600d', 'canon/eos600d'],
      ['eosrebelt3i', 'canon/eos600d'],
      ['eoskissx5', 'canon/eos600d'],
    ]);
    const panasonic = ['DMC-GX80', 'DMC-GX85', 'DMC-GX7MK2'].map((model) => findCamera({ make: 'Panasonic', model }));
    expect(new Set(panasonic.map((camera) => camera?.group))).toEqual(new Set(['panasonic/lumixgx80']));
  });

  it('names the phone whose code is known in another country', () => {
    expect(found('samsung', 'SM-G991Q')).toBe('Samsung: Galaxy S21 5G, rule');
    expect(found('samsung', 'SM-Q123Q')).toBe('Samsung: SM-Q123Q, fallback');
    expect(found('samsung', 'SM-G935L')).toBe('Samsung: Galaxy S7 edge, rule');
    expect(found('SAMSUNG', 'SAMSUNG-SM-N900A')).toBe('Samsung: Galaxy Note3, rule');
  });

  it('names what is in lensfun only by lensfun, and says so', () => {
    expect(findCamera({ make: 'KMZ', model: 'Zenit 122' })).toMatchObject({
      make: 'KMZ',
      name: 'Zenit 122',
      match: 'overlay',
      licence: 'CC-BY-SA-3.0',
      source: expect.stringMatching(/^lensfun \(Debian package liblensfun-data-v1 /) as unknown,
    });
  });

  it('names a phone that is in Google Play’s list only by that list', () => {
    expect(findCamera({ make: 'samsung', model: 'SCH-I535' })).toMatchObject({ name: 'Galaxy S3', match: 'overlay' });
  });

  it('falls back to the maker’s common name and the model without it', () => {
    expect(found('Acme Corporation', 'Acme X1')).toBe('Acme Corporation: X1, fallback');
    expect(found('', 'E775')).toBe(': E775, fallback');
  });

  it.each([
    ['PLUSTEK', 'OpticFilm 8200i', 'Plustek: OpticFilm 8200i, rule'],
    ['FUJI PHOTO FILM CO., LTD.', 'SP-3000', 'Fujifilm: SP-3000, rule'],
    ['NORITSU KOKI', 'QSS-32_33', 'Noritsu: QSS-32_33, rule'],
    ['Nikon', 'Nikon SUPER COOLSCAN 5000 ED', 'Nikon: Super Coolscan 5000 ED, rule'],
    ['ZWO', 'ZWO ASI294MC Pro', 'ZWO: ASI294MC Pro, rule'],
    ['Blackmagic Design', 'Blackmagic Pocket Cinema Camera 4K', 'Blackmagic: Pocket Cinema Camera 4K, rule'],
    ['GARMIN', 'VIRB', 'Garmin: VIRB, rule'],
    ['DJI', 'ZenmuseL1', 'DJI: Zenmuse L1, rule'],
    ['DJI', 'H30T', 'DJI: Zenmuse H30T, rule'],
    ['RaspberryPi', 'RP_imx477', 'Raspberry Pi: HQ Camera, exact'],
    ['Panasonic', 'HC-X920', 'Panasonic: HC-X920, rule'],
    ['FUJIFILM', 'A850', 'Fujifilm: FinePix A850, rule'],
    ['Asahi Optical Co.,Ltd.', 'PENTAX Optio430RS', 'Pentax: Optio 430RS, rule'],
  ])('knows scanners, drones, action, video and astronomy cameras by kind: %j, %j', (make, model, camera) => {
    expect(found(make, model)).toBe(camera);
  });

  it.each(['Unknown', 'unknown camera', 'N/A', 'none', '(null)', '----', '?', 'undefined'])(
    'is null for %j',
    (model) => {
      expect(findCamera({ make: 'Unknown', model })).toBeNull();
    },
  );

  it('spends no time on what is no model', () => {
    const model = 'SONY '.repeat(20_000);
    expect(findCamera({ make: 'SONY', model })).toMatchObject({ make: 'Sony', name: model.trim(), match: 'fallback' });
  });

  it('is null without a model', () => {
    expect(findCamera({ make: 'SONY', model: ' \0' })).toBeNull();
  });

  it('asks a user’s own file before all else', () => {
    const catalog = extendCatalog(
      parseCatalogFile(
        JSON.stringify({
          source: 'the museum',
          cameras: [
            {
              make: 'Sony',
              name: 'Body 3',
              exif: [{ make: 'SONY', model: 'ILCE-7M2' }],
              image_url: 'https://m.example/3',
            },
          ],
        }),
      ),
    );
    expect(findCamera({ make: 'SONY', model: 'ILCE-7M2' }, catalog)).toMatchObject({
      name: 'Body 3',
      match: 'exact',
      has_photo: true,
      image_url: 'https://m.example/3',
      source: 'the museum',
      licence: 'not stated',
    });
    expect(findCamera({ make: 'SONY', model: 'ILCE-7M3' }, catalog)?.name).toBe('a7 III');
  });
});
