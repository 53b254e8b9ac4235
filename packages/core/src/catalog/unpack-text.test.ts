import { deflateRawSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { unpackText } from './unpack-text.ts';

describe('unpackText', () => {
  it('gives back what was packed, in any script', () => {
    const text = JSON.stringify({ name: 'α7 II', maker: 'Voigtländer', city: '東京' });
    expect(unpackText(deflateRawSync(text).toString('base64'))).toBe(text);
  });
});
