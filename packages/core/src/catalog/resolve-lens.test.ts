import { describe, expect, it } from '@jest/globals';

import { resolveLens } from './resolve-lens.ts';

describe('resolveLens', () => {
  it('knows a lens of the catalog by its EXIF name', () => {
    const lens = resolveLens({ EXIF: { LensModel: 'FE 55mm F1.8 ZA' } });
    expect(JSON.stringify(lens)).toBe(
      JSON.stringify({
        exif_name: 'FE 55mm F1.8 ZA',
        slug: 'fe-55mm-f1-8-za',
        name: 'Sony Sonnar T* FE 55mm f/1.8 ZA',
      }),
    );
  });

  it('adds the maker and the spaces that files leave out', () => {
    expect(resolveLens({ EXIF: { LensModel: 'EF24-105mm f/4L IS USM' } })).toEqual({
      exif_name: 'EF24-105mm f/4L IS USM',
      slug: 'ef24-105mm-f-4l-is-usm',
      name: 'Canon EF 24-105mm f/4L IS USM',
    });
  });

  it('takes EXIF before XMP before what ExifTool found out', () => {
    const all = {
      EXIF: { LensModel: 'first' },
      XMP: { LensModel: 'second', Lens: 'third' },
      Composite: { LensID: 'fourth' },
    };
    expect(resolveLens(all)?.name).toBe('first');
    expect(resolveLens({ ...all, EXIF: {} })?.name).toBe('second');
    expect(resolveLens({ ...all, EXIF: {}, XMP: { Lens: 'third' } })?.name).toBe('third');
    expect(resolveLens({ Composite: all.Composite })?.name).toBe('fourth');
  });

  it('does not take a choice of several lenses for an answer', () => {
    const LensID = 'Canon EF 28-105mm f/3.5-4.5 USM or Tamron 28-105mm';
    expect(resolveLens({ Composite: { LensID } })).toBeNull();
    expect(resolveLens({ EXIF: { LensModel: 'AF Zoom or so' } })?.name).toBe('AF Zoom or so'); // the camera's own words
    expect(resolveLens({ EXIF: { LensModel: '28-105mm' }, Composite: { LensID } })?.name).toBe('28-105mm');
  });

  it.each([
    ...['----', '-', 'N/A', 'n/a', 'None', 'Unknown', 'Unknown (255)', 'Manual Lens No CPU', 'No Lens'],
    ...['0.0 mm f/0.0', '0mm', '(0)', '0', 'undef', 'undefined', '', '  ', '\0'],
  ])('passes over %j, which cameras write when they do not know', (LensModel) => {
    expect(resolveLens({ EXIF: { LensModel } })).toBeNull();
    expect(resolveLens({ EXIF: { LensModel }, XMP: { Lens: 'XF35mmF1.4 R' } })?.name).toBe('Fujifilm XF 35mm f/1.4 R');
  });

  it('takes the makers of lens and camera into account', () => {
    expect(resolveLens({ EXIF: { Make: 'SONY', LensModel: '50mm F1.4' } })?.name).toBe('Sony 50mm f/1.4');
    expect(resolveLens({ EXIF: { Make: 'Canon', LensMake: 'SIGMA', LensModel: '50mm F1.4' } })?.name).toBe(
      'Sigma 50mm f/1.4',
    );
  });

  it('is null where the file names none', () => {
    expect(resolveLens({})).toBeNull();
    expect(resolveLens({ EXIF: { LensInfo: '55mm f/1.8' }, ICC_Profile: { LensModel: 'x' } })).toBeNull();
  });
});
