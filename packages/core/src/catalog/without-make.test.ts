import { describe, expect, it } from '@jest/globals';

import { withoutMake } from './without-make.ts';

describe('withoutMake', () => {
  it.each([
    ['NIKON D90', ['NIKON CORPORATION', 'Nikon'], 'D90'],
    ['Xiaomi Xiaomi 12', ['Xiaomi'], '12'],
    ['HTC_One', ['HTC'], 'One'],
    ['CanonScan 9000F', ['Canon'], 'CanonScan 9000F'],
    ['Canon', ['Canon'], 'Canon'],
    ['Canon ', ['Canon'], 'Canon '],
    ['OM-1', ['OM Digital Solutions', 'OM System'], 'OM-1'],
    ['E775', ['', ''], 'E775'],
  ])('of %j by %j is %j', (model, makes, bare) => {
    expect(withoutMake(model, makes)).toBe(bare);
  });
});
