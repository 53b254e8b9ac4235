import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sourceUri } from './source-uri.ts';

describe('sourceUri', () => {
  it.each([
    ['train/cat copy.jpg', 'train/cat%20copy.jpg'],
    ['a:b/c.jpg', 'a%3Ab/c.jpg'],
    ['100%/#1?.jpg', '100%25/%231%3F.jpg'],
    ['été/写真.jpg', '%C3%A9t%C3%A9/%E5%86%99%E7%9C%9F.jpg'],
    ['two\nlines', 'two%0Alines'],
    ['lone\uD800', 'lone%EF%BF%BD'],
    ['/data/a.jpg', 'file:///data/a.jpg'],
    ['//data/a.jpg', 'file:///data/a.jpg'],
    ['https://example.com/a b.jpg?x=1', 'https://example.com/a%20b.jpg?x=1'],
    ['https://[', 'https%3A//%5B'],
  ])('writes %j as %s', (source, uri) => {
    expect(sourceUri(source)).toBe(uri);
  });

  it('holds only characters that a URI may hold, for any source', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        expect(sourceUri(source)).toMatch(/^(?:[\w.~!*'()/:@?#[\]$&+,;=-]|%[0-9A-F]{2})*$/i);
      }),
    );
  });
});
