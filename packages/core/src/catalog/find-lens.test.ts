import { describe, expect, it } from '@jest/globals';

import { parseCatalogFile } from './catalog-file.ts';
import { extendCatalog } from './catalog.ts';
import { findLens, type LensExif } from './find-lens.ts';

/** "Name, match", as a lens is found. */
function found(lensModel: string, camera: Omit<LensExif, 'lensModel'> = {}): string | null {
  const lens = findLens({ lensModel, ...camera });
  return lens && `${lens.name}, ${lens.match}`;
}

describe('findLens', () => {
  it('says what the catalog knows of a lens, and how it was found', () => {
    expect(findLens({ lensModel: 'FE 55mm F1.8 ZA' })).toEqual({
      exif_name: 'FE 55mm F1.8 ZA',
      slug: 'fe-55mm-f1-8-za',
      name: 'Sony Sonnar T* FE 55mm f/1.8 ZA',
      match: 'exact',
      maker: 'Sony',
      mount: 'Sony E',
      focal_mm: [55, 55],
      f_number: [1.8, 1.8],
      source: expect.stringContaining('lensfun') as unknown,
      licence: 'MIT',
    });
  });

  it.each([
    ['EF24-105mm f/4L IS USM', 'Canon EF 24-105mm f/4L IS USM'],
    ['Canon EF 24-105mm F4L IS USM', 'Canon EF 24-105mm f/4L IS USM'],
    ['RF100mm F2.8 L MACRO IS USM', 'Canon RF 100mm f/2.8L Macro IS USM'],
    ['XF18-55mmF2.8-4 R LM OIS', 'Fujifilm XF 18-55mm f/2.8-4 R LM OIS'],
    ['OLYMPUS M.12-40mm F2.8', 'Olympus M.Zuiko Digital ED 12-40mm f/2.8 Pro'],
    ['LUMIX G VARIO 12-35/F2.8', 'Panasonic Lumix G X Vario 12-35mm f/2.8 Asph. Power O.I.S.'],
    ['NIKKOR Z 24-70mm f/4 S', 'Nikon Nikkor Z 24-70mm f/4 S'],
    ['smc PENTAX-DA 35mm F2.4 AL', 'Pentax smc DA 35mm f/2.4 AL'],
    ['Summilux-M 1:1.4/50 ASPH.', 'Leica Summilux-M 50mm f/1.4 Asph.'],
  ])('knows %j, however it is written', (text, name) => {
    expect(found(text)).toBe(`${name}, exact`);
  });

  describe('third-party lenses on other bodies', () => {
    it.each([
      ['24-70mm F2.8 DG DN | Art 019', 'SONY', 'Sigma 24-70mm f/2.8 DG DN Art, exact'],
      ['18-35mm F1.8 DC HSM | Art 013', 'Canon', 'Sigma 18-35mm f/1.8 DC HSM Art, exact'],
      ['17-40mm F1.8 DC | Art 025', 'SONY', 'Sigma 17-40mm f/1.8 DC Art, rule'],
      ['E 28-75mm F2.8 A063', 'SONY', 'Tamron 28-75mm f/2.8 Di III VXD G2 (A063), exact'],
      ['E 16-30mm F2.8 A064', 'SONY', 'Tamron 16-30mm f/2.8 (A064), rule'],
      ['TAMRON SP 24-70mm F/2.8 Di VC USD G2 A032', 'Canon', 'Tamron SP 24-70mm f/2.8 Di VC USD G2 (A032), exact'],
      ['ZEISS Batis 2/25', 'SONY', 'Zeiss Batis 25mm f/2, exact'],
      ['Otus 1.4/100', 'Canon', 'Zeiss Otus 100mm f/1.4, rule'],
      ['ULTRA WIDE-HELIAR 12mm F5.6 III', 'SONY', 'Voigtländer Ultra Wide-Heliar 12mm f/5.6 III, rule'],
      ['AF 56/1.4 E', 'SONY', 'Viltrox AF 56mm f/1.4 E, rule'],
      ['TTArtisan 35mm F1.4 C', 'FUJIFILM', 'TTArtisan 35mm f/1.4 C, rule'],
      ['YN42.5mm f/1.7M II', 'Panasonic', 'Yongnuo YN 42.5mm f/1.7M II, rule'],
    ])('%j on a %s', (text, make, lens) => {
      expect(found(text, { make })).toBe(lens);
    });
  });

  it('names an adapted lens by its own maker', () => {
    const onSony = { make: 'SONY', model: 'ILCE-7M3' };
    expect(found('EF50mm f/1.8 STM', onSony)).toBe('Canon EF 50mm f/1.8 STM, exact');
    expect(found('Canon EF 16-35mm f/9.9L Z', onSony)).toBe('Canon EF 16-35mm f/9.9L Z, rule');
  });

  it.each([
    ['EF70-200mm f/2.8L IS II USM +1.4x III', 'Canon EF 70-200mm f/2.8L IS II USM + 1.4x III, exact'],
    ['XF100-400mmF4.5-5.6 R LM OIS WR + 1.4x', 'Fujifilm XF 100-400mm f/4.5-5.6 R LM OIS WR + 1.4x, exact'],
    ['OLYMPUS M.40-150mm F2.8 + MC-14', 'Olympus M.Zuiko Digital ED 40-150mm f/2.8 Pro + MC-14, exact'],
    [
      'FE 100-400mm F4.5-5.6 GM OSS + 1.4X Teleconverter',
      'Sony FE 100-400mm f/4.5-5.6 GM OSS + 1.4x Teleconverter, exact',
    ],
  ])('names the lens before a teleconverter: %j', (text, lens) => {
    expect(found(text)).toBe(lens);
    expect(findLens({ lensModel: text })?.exif_name).toBe(text);
  });

  describe('bare specifications', () => {
    it.each([
      ['18.0-55.0 mm f/3.5-5.6', '18-55mm f/3.5-5.6, rule'],
      ['105mm', '105mm, rule'],
      ['6.1-30.5 mm', '6.1-30.5mm, rule'],
      ['VR 70-200mm f/2.8E', 'VR 70-200mm f/2.8E, rule'],
    ])('stay numbers, never a guessed product: %j', (text, lens) => {
      expect(found(text, { make: 'NIKON CORPORATION', model: 'NIKON D850' })).toBe(lens);
    });

    it('are the lens of a maker that is said', () => {
      expect(found('50mm F1.4')).toBe('50mm f/1.4, rule');
      expect(found('50mm F1.4', { make: 'SONY' })).toBe('Sony 50mm f/1.4, exact');
      expect(found('50mm F1.4', { make: 'Canon', lensMake: 'SIGMA' })).toBe('Sigma 50mm f/1.4, rule');
      expect(found('50mm F1.4', { make: 'Canon', lensMake: 'N/A' })).toBe('50mm f/1.4, rule');
    });
  });

  it.each([
    ['iPhone 11 Pro back triple camera 4.25mm f/1.8', 'iPhone 11 Pro back triple camera 4.25mm f/1.8'],
    ['iPhone 13 back dual wide camera 1.5399999618530243mm f/2.4', 'iPhone 13 back dual wide camera 1.54mm f/2.4'],
    ['Pixel 6 Pro back camera 6.81mm f/1.85', 'Pixel 6 Pro back camera 6.81mm f/1.85'],
    ['iPhone 12 Rückkamera mit zwei Objektiven 4.2mm f/1.6', 'iPhone 12 Rückkamera mit zwei Objektiven 4.2mm f/1.6'],
    ['iPhone 14 Pro后置三镜头摄像头 6.86mm f/1.78', 'iPhone 14 Pro后置三镜头摄像头 6.86mm f/1.78'],
  ])('leaves a phone’s own description, with numbers that can be read: %j', (text, name) => {
    expect(found(text)).toBe(`${name}, rule`);
  });

  it('tells Sigma’s first lenses for Sony from Sony’s, which a letter E before the numbers would make them', () => {
    expect(found('E 19mm F2.8', { make: 'SONY', model: 'ILCE-6000' })).toBe('Sigma 19mm f/2.8 DN, exact');
    expect(found('E 20mm F2.8', { make: 'SONY', model: 'ILCE-6000' })).toBe('Sony E 20mm f/2.8, exact');
  });

  it('names what is in lensfun only by lensfun', () => {
    expect(findLens({ lensModel: 'KM 20mm f/2.8' })).toMatchObject({
      name: 'Konica Minolta KM 20mm f/2.8',
      match: 'overlay',
      licence: 'CC-BY-SA-3.0',
    });
  });

  it('leaves what nobody knows as it stands', () => {
    expect(found('Grandfather’s glass')).toBe('Grandfather’s glass, fallback');
    const long = `${'1-'.repeat(50_000)}1mm`;
    expect(found(long)).toBe(`${long}, fallback`);
  });

  it.each([
    '----',
    'N/A',
    'Unknown (255)',
    '0.0 mm f/0.0',
    'DT 0mm F0 SAM',
    'None',
    '(none)',
    '65535',
    'Sony E-mount, T-mount, Other Lens or no lens',
  ])('is null for %j', (text) => {
    expect(findLens({ lensModel: text })).toBeNull();
  });

  it('asks a user’s own file before all else, for mere numbers too', () => {
    const lenses = [{ maker: 'Acme', name: 'Acme Glass 50', exif: ['50mm F1.4', 'FE 55mm F1.8 ZA'] }];
    const catalog = extendCatalog(parseCatalogFile(JSON.stringify({ lenses })));
    for (const lensModel of ['50mm F1.4', 'FE 55mm F1.8 ZA'])
      expect(findLens({ lensModel, make: 'SONY' }, catalog)).toMatchObject({ name: 'Acme Glass 50', match: 'exact' });
    expect(findLens({ lensModel: 'EF50mm f/1.8 STM' }, catalog)?.name).toBe('Canon EF 50mm f/1.8 STM');
  });
});
