import { describe, expect, it } from '@jest/globals';

import { cameraSlug, lensSlug } from './slug.ts';

describe('cameraSlug', () => {
  it.each([
    ['a7 II', 'a7ii'],
    ['α7 III', 'a7iii'],
    ['Α7', 'a7'], // a capital alpha
    ['HERO3+ Black', 'hero3plusblack'],
    ['M (Typ 240)', 'mtyp240'],
    ['EOS 5D Mark IV', 'eos5dmarkiv'],
    ['X-T3', 'xt3'],
    ['Überkamera Pro', 'uberkamerapro'],
    ['DMC-LX100²', 'dmclx1002'],
    ['', ''],
    ['写真機', ''],
  ])('of %j is %j', (name, slug) => {
    expect(cameraSlug(name)).toBe(slug);
  });
});

describe('lensSlug', () => {
  it.each([
    ['FE 55mm F1.8 ZA', 'fe-55mm-f1-8-za'],
    ['EF24-105mm f/4L IS USM', 'ef24-105mm-f-4l-is-usm'],
    ['18.0-55.0 mm f/3.5-5.6', '18-0-55-0-mm-f-3-5-5-6'],
    ['Canon EF 70-200mm f/2.8L IS USM + 1.4x', 'canon-ef-70-200mm-f-2-8l-is-usm-plus-1-4x'],
    ['XF35mmF1.4 R ', 'xf35mmf1-4-r'],
    ['(65535)', '65535'],
    ['α Zoom', 'a-zoom'],
    ['--', ''],
  ])('of %j is %j', (name, slug) => {
    expect(lensSlug(name)).toBe(slug);
  });
});
