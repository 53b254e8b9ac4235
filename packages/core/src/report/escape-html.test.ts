import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { escapeHtml, scriptJson } from './escape-html.ts';

describe('escapeHtml', () => {
  it('leaves nothing that begins a tag, an entity or the end of an attribute', () => {
    expect(escapeHtml(`<img src="x" onerror='alert(1)'>&amp;\r`)).toBe(
      '&lt;img src=&quot;x&quot; onerror=&#39;alert(1)&#39;&gt;&amp;amp;&#13;',
    );
  });
});

describe('scriptJson', () => {
  it('escapes what could end or change a script element', () => {
    expect(scriptJson(['</script>', '<!--', '\u2028\u2029'])).toBe(
      String.raw`["\u003c/script>","\u003c!--","\u2028\u2029"]`,
    );
  });

  it('is JSON of the same value, for any strings', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (value) => {
        expect(JSON.parse(scriptJson(value))).toEqual(value);
      }),
    );
  });
});
