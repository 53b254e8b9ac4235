import { describe, expect, it } from '@jest/globals';

import { normaliseMake } from './normalise-make.ts';

describe('normaliseMake', () => {
  it.each([
    ['Apple', 'Apple'],
    ['Arashi Vision', 'Insta360'],
    ['Asahi Optical Co.,Ltd', 'Pentax'],
    ['Canon', 'Canon'],
    ['CASIO COMPUTER CO.,LTD.', 'Casio'],
    ['CASIO COMPUTER CO.,LTD', 'Casio'],
    ['DJI', 'DJI'],
    ['EASTMAN KODAK COMPANY', 'Kodak'],
    ['FUJI PHOTO FILM CO., LTD.', 'Fujifilm'],
    ['FUJIFILM', 'Fujifilm'],
    ['GoPro', 'GoPro'],
    ['Hewlett-Packard Company', 'HP'],
    ['HMD Global', 'Nokia'],
    ['HUAWEI', 'Huawei'],
    ['JK Imaging, Ltd.', 'Kodak'],
    ['KONICA MINOLTA', 'Konica Minolta'],
    ['Konica Minolta Camera, Inc.', 'Konica Minolta'],
    ['Leica Camera AG', 'Leica'],
    ['LGE', 'LG'],
    ['LG Electronics', 'LG'],
    ['Minolta Co., Ltd.', 'Minolta'],
    ['NIKON CORPORATION', 'Nikon'],
    ['NIKON', 'Nikon'],
    ['OLYMPUS DIGITAL CAMERA', 'Olympus'],
    ['OLYMPUS IMAGING CORP.', 'Olympus'],
    ['Phase One A/S', 'Phase One'],
    ['OLYMPUS OPTICAL CO.,LTD', 'Olympus'],
    ['OLYMPUS CORPORATION', 'Olympus'],
    ['OM Digital Solutions', 'OM System'],
    ['PENTAX Corporation', 'Pentax'],
    ['RICOH IMAGING COMPANY, LTD.', 'Ricoh'],
    ['samsung', 'Samsung'],
    ['Samsung Techwin', 'Samsung'],
    ['SEIKO EPSON CORP.', 'Epson'],
    ['SIGMA', 'Sigma'],
    ['SONY', 'Sony'],
    ['Sony Ericsson', 'Sony Ericsson'],
    ['Xiaomi', 'Xiaomi'],
  ])('of %j is %j', (make, name) => {
    expect(normaliseMake(make)).toBe(name);
  });

  it('looks past white space and the zeros that pad fixed fields', () => {
    expect(normaliseMake('  NIKON   CORPORATION \0\0\0')).toBe('Nikon');
  });

  it('keeps the spelling of makers that it does not know', () => {
    expect(normaliseMake('Acme Imaging Corp.')).toBe('Acme Imaging Corp.');
    expect(normaliseMake(' Phase  Two ')).toBe('Phase Two');
  });

  it('does not read through texts that are no maker’s name', () => {
    const long = `NIKON${','.repeat(100_000)}`;
    expect(normaliseMake(long)).toBe(long);
  });

  it.each(['constructor', '__proto__', 'toString'])('takes %j for a maker like any other', (make) => {
    expect(normaliseMake(make)).toBe(make);
  });
});
