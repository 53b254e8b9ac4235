import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { lensNumbers, parseLensText } from './lens-text.ts';

describe('parseLensText', () => {
  it.each([
    ['EF24-105mm f/4L IS USM', 'EF', [24, 105], [4, 4], 'L IS USM'],
    ['RF100mm F2.8 L MACRO IS USM', 'RF', [100, 100], [2.8, 2.8], ' L MACRO IS USM'],
    ['XF18-55mmF2.8-4 R LM OIS', 'XF', [18, 55], [2.8, 4], ' R LM OIS'],
    ['OLYMPUS M.12mm F2.0', 'OLYMPUS M.', [12, 12], [2, 2], ''],
    ['E 35-150mm F2.0-F2.8 A058', 'E', [35, 150], [2, 2.8], ' A058'],
    ['TAMRON SP 90mm F/2.8 Di VC USD MACRO1:1 F004', 'TAMRON SP', [90, 90], [2.8, 2.8], ' Di VC USD MACRO1:1 F004'],
    ['LUMIX G VARIO 14-42/F3.5-5.6 II', 'LUMIX G VARIO', [14, 42], [3.5, 5.6], ' II'],
    ['Samsung 18-55 f/3.5-5.6 OIS', 'Samsung', [18, 55], [3.5, 5.6], ' OIS'],
    ['Summilux-M 1:1.4/50 ASPH.', 'Summilux-M', [50, 50], [1.4, 1.4], ' ASPH.'],
    ['Touit 1.8/32', 'Touit', [32, 32], [1.8, 1.8], ''],
    ['AF 27/1.2 E', 'AF', [27, 27], [1.2, 1.2], ' E'],
    ['Carl Zeiss Planar T* 1,4/50 ZF.2', 'Carl Zeiss Planar T*', [50, 50], [1.4, 1.4], ' ZF.2'],
    ['18.0-55.0 mm f/3.5-5.6', '', [18, 55], [3.5, 5.6], ''],
    ['AF-S NIKKOR 50mm 1:1.8G', 'AF-S NIKKOR', [50, 50], [1.8, 1.8], 'G'],
    ['7artisans 35mm f/1.4', '7artisans', [35, 35], [1.4, 1.4], ''],
    ['105mm', '', [105, 105], null, ''],
  ])('takes %j apart', (text, ...parts) => {
    const [before, focal, aperture, after] = parts;
    expect(parseLensText(text)).toEqual({ before, focal, aperture, after });
  });

  it.each(['', 'XCD 45P', 'GR LENS', '02 STANDARD ZOOM', 'f/2.8', 'M42'])(
    'finds no numbers of a lens in %j',
    (text) => {
      expect(parseLensText(text)).toBeNull();
    },
  );

  it('reads back what lensNumbers writes', () => {
    const tenths = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((n) => n / 10);
    const lens = fc.record({
      focal: tenths(10, 12000),
      longer: tenths(0, 9000),
      f: tenths(7, 110),
      slower: tenths(0, 50),
    });
    fc.assert(
      fc.property(lens, ({ focal, longer, f, slower }) => {
        const range = (from: number, more: number): [number, number] => [from, Number((from + more).toFixed(1))];
        const numbers = { focal: range(focal, longer), aperture: range(f, slower) };
        expect(parseLensText(`XF ${lensNumbers(numbers)} R`)).toEqual({ before: 'XF', after: ' R', ...numbers });
      }),
    );
  });
});

describe('lensNumbers', () => {
  it('writes two places at most, and one number where two are the same', () => {
    expect(lensNumbers({ focal: [1.5399999618512084, 1.5399999618512084], aperture: [2.4, 2.4] })).toBe('1.54mm f/2.4');
    expect(lensNumbers({ focal: [24, 105], aperture: null })).toBe('24-105mm');
  });
});
