import { describe, expect, it } from '@jest/globals';

import { hostileReport, imageFacts, reportOf, smallReport } from '../../../../tests/small-report.ts';
import { toJson } from './json-report.ts';

describe('toJson', () => {
  it('gives back the report when it is parsed', () => {
    expect(JSON.parse(toJson(smallReport()))).toEqual(smallReport());
  });

  it('keeps every name as it is, even one that is a property of all objects', () => {
    const parsed: unknown = JSON.parse(toJson(hostileReport()));
    expect(parsed).toEqual(hostileReport());
    expect(Object.keys((parsed as { images: object }).images)).toContain('__proto__');
  });

  it('begins with the version, indents by two spaces and ends with a line feed', () => {
    const text = toJson(smallReport());
    expect(text.slice(0, 49)).toBe('{\n  "version": 1,\n  "summary": {\n    "images": 12');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('does not depend on the order in which images were read', () => {
    const one = reportOf({ images: { 'a.jpg': imageFacts(), 'b.jpg': imageFacts({ width: 5 }) } });
    const other = reportOf({ images: { 'b.jpg': imageFacts({ width: 5 }), 'a.jpg': imageFacts() } });
    expect(toJson(other)).toBe(toJson(one));
  });
});
