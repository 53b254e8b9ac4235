import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { codeCell, textCell } from './escape-markdown.ts';

describe('codeCell', () => {
  it.each([
    ['a.jpg', '`a.jpg`'],
    ['@mention <b>', '`@mention <b>`'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    [' a ', '`  a  `'],
    ['', '`  `'],
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\\\\\|b`'],
    ['a\nb', '`a⟨U+000A⟩b`'],
  ])('writes %j as %s', (name, cell) => {
    expect(codeCell(name)).toBe(cell);
  });

  it('has no unescaped pipe, no line break and a fence longer than any run inside, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', '\n', ' ', 'a') }), (name) => {
        const cell = codeCell(name);
        expect(cell).not.toMatch(/\n|(?<!\\)(?:\\\\)*\|/);
        const [fence] = /^`+/.exec(cell)!;
        const inside = cell.slice(fence.length, -fence.length);
        expect(cell.endsWith(fence)).toBe(true);
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
      }),
    );
  });
});

describe('textCell', () => {
  it.each([
    ['Largest of the three.', 'Largest of the three.'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['&lt;', '&amp;lt;'],
    ['[a](b)', '\\[a\\](b)'],
    ['*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['@team #1', '@\u200Bteam \\#\u200B1'],
    ['https://example.com www.example.com', 'https:\u200B//example.com www\u200B.example.com'],
    ['a|b\r\nc', 'a\\|b⟨U+000D⟩⟨U+000A⟩c'],
  ])('writes %j as %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});
