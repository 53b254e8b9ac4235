import { describe, expect, it } from '@jest/globals';

import { phoneCode } from './phone-code.ts';

describe('phoneCode', () => {
  it.each([
    [
      'Samsung',
      ['SM-G991B', 'SM-G991U1', 'SM-G991N', 'SM-G9910', 'SM-G991B/DS', 'SAMSUNG-SM-G991A'],
      'Samsung SM-G991',
    ],
    ['Sony', ['XQ-BC52', 'XQ-BC72'], 'Sony XQ-BC'],
    ['Huawei', ['ELE-L29', 'ELE-AL00', 'HUAWEI ELE-L09'], 'Huawei ELE'],
    ['LG', ['LM-G710EM', 'LM-G710N'], 'LG LM-G710'],
    ['Motorola', ['XT1965-6', 'XT1965'], 'Motorola XT1965'],
  ])('is one for the codes of one %s', (make, models, code) => {
    expect(models.map((model) => phoneCode(make, model))).toEqual(models.map(() => code));
  });

  it.each([
    ['Samsung', 'NX500'],
    ['Samsung', 'SM-G99'],
    ['Apple', 'iPhone 12'],
    ['constructor', 'SM-G991B'],
  ])('is null for %s %s', (make, model) => {
    expect(phoneCode(make, model)).toBeNull();
  });
});
