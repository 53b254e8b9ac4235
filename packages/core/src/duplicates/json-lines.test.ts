import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { elementLines } from './json-lines.ts';

describe('elementLines', () => {
  it.each([
    ['[]', []],
    ['[1]', [1]],
    ['[\n  { "a": [1, 2] },\n  "]\\"[",\n\n  null, []\n]\n', [2, 3, 5, 5]],
    ['[{},\r\n{}]', [1, 2]],
    ['[[[]],\n[]]', [1, 2]],
  ])('gives the line of each element of %j', (text, lines) => {
    expect(elementLines(text)).toEqual(lines);
  });

  it('finds element by element what was written on a line of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const text = `[\n${values.map((value) => JSON.stringify(value)).join(',\n')}\n]`;
        expect(elementLines(text)).toEqual(values.map((_, index) => index + 2));
      }),
    );
  });
});
