import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { decodeDataUrl } from './data-url.ts';

const limits = { name: 'data:', maxBytes: 1000 };

describe('decodeDataUrl', () => {
  it.each([
    ['data:image/gif;base64,R0lGODlh', 'GIF89a'],
    ['data:;base64,R0lGODlhAA==', 'GIF89a\0'],
    ['data:image/gif;base64,R0lGODlhAA', 'GIF89a\0'],
    ['data:image/gif;charset=x;BASE64,R0lG\r\n ODlh', 'GIF89a'],
    ['data:image/png;base64,%2B/8%3D', '\u00fb\u00ff'],
    ['data:image/svg+xml,%3Csvg%3E', '<svg>'],
    ['data:,plain', 'plain'],
    ['data:,a%00%ffb', 'a\0\u00ffb'],
    ['data:,', ''],
    ['data:image/svg+xml,<svg a="1,2">', '<svg a="1,2">'],
  ])('decodes %s', (url, latin1) => {
    expect(decodeDataUrl(url, limits).toString('latin1')).toBe(latin1);
  });

  it.each([
    'data:image/png;base64',
    'data:image/png;base64,R0lG*ODlh',
    'data:image/png;base64,R0lGO',
    'data:image/png;base64,R0=lG',
    'data:image/png;base64,R0lG====',
    'data:image/png;base64,R0l-_w==',
    'data:,100%',
    'data:,%zz',
  ])('refuses malformed %s', (url) => {
    expect(() => decodeDataUrl(url, limits)).toThrow(expect.objectContaining({ code: 'invalid_url' }));
  });

  it('takes exactly maxBytes and not one more, in either form', () => {
    const full = Buffer.alloc(1000, 7);
    expect(decodeDataUrl(`data:;base64,${full.toString('base64')}`, limits)).toEqual(full);
    expect(decodeDataUrl(`data:,${'%07'.repeat(1000)}`, limits)).toEqual(full);
    const over = expect.objectContaining({ code: 'too_many_bytes' });
    expect(() => decodeDataUrl(`data:;base64,${Buffer.alloc(1001).toString('base64')}`, limits)).toThrow(over);
    expect(() => decodeDataUrl(`data:,${'%07'.repeat(1001)}`, limits)).toThrow(over);
    expect(() => decodeDataUrl(`data:,${'x'.repeat(1001)}`, limits)).toThrow(over);
    expect(() => decodeDataUrl(`data:;base64,${'!'.repeat(5000)}`, limits)).toThrow(over);
  });

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const expected = Buffer.from(bytes);
        const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        expect(decodeDataUrl(`data:image/x;base64,${expected.toString('base64')}`, limits)).toEqual(expected);
        expect(decodeDataUrl(`data:image/x,${escaped}`, limits)).toEqual(expected);
      }),
    );
  });
});
