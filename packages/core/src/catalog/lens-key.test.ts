import { describe, expect, it } from '@jest/globals';

import { lensKey } from './lens-key.ts';

describe('lensKey', () => {
  it.each([
    ['EF24-105mm f/4L IS USM', 'EF 24-105mm F4 L IS USM', 'ef 24-105 mm f/4.0L IS USM', 'EF24-105mm 1:4L IS USM'],
    ['Touit 2,8/12', 'TOUIT 2.8/12'],
    ['Sigma 24-70mm F2.8 DG DN | Art 019', 'sigma 24-70mm f/2.8 DG DN Art 019'],
    ['M.ZUIKO DIGITAL ED 12-40mm F2.8', 'M.Zuiko Digital ED 12-40mm f/2.8'],
  ])('is one for the spellings of %j', (...texts) => {
    expect(new Set(texts.map(lensKey)).size).toBe(1);
  });

  it.each([
    ['50mm f/1.4', '50mm f/14'],
    ['18-55mm f/3.5', '1855mm f/3.5'],
    ['50mm f/1.8', '50mm f/1.8 II'],
    ['EF-S 18-55mm f/3.5-5.6', 'EF 18-55mm f/3.5-5.6'],
    ['100mm f/2.8', '100mm f/2.8 + 1.4x'],
  ])('tells %j from %j', (one, other) => {
    expect(lensKey(one)).not.toBe(lensKey(other));
  });
});
