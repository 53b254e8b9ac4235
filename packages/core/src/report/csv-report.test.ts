import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import {
  exactPair,
  HOSTILE_NAMES,
  hostileReport,
  nearPair,
  reportOf,
  smallReport,
} from '../../../../tests/small-report.ts';
import type { DuplicateReport } from '../duplicates/report-types.ts';
import { toCsv } from './csv-report.ts';

function rowsOf(report: DuplicateReport): Record<string, string>[] {
  return parse(toCsv(report), { columns: true });
}

describe('toCsv', () => {
  it('writes one row a pair below the headings', () => {
    expect(toCsv(smallReport())).toBe(
      [
        'a,b,kind,relation,similarity,pdq_distance,orientation,tilt_degrees,inside,inside_share,overlay,a_width,a_height,a_bytesize,a_content_type,a_split,b_width,b_height,b_bytesize,b_content_type,b_split,cluster',
        'train/cat.jpg,test/cat.png,near,resized,0.9825,12,none,,,,,400,300,32500,image/jpeg,train,200,150,9100,image/png,test,1',
        'train/cat.jpg,train/cat copy.jpg,exact,same-bytes,1,,none,,,,,400,300,32500,image/jpeg,train,400,300,32500,image/jpeg,train,1',
        'dog.jpg,dog-turned.jpg,near,rotated,0.9719,8,rotate-90,,,,,400,300,1500000,image/jpeg,,300,400,1400000,image/jpeg,,2',
        '',
      ].join('\r\n'),
    );
  });

  it('leaves facts and cluster empty where the report has none', () => {
    const rows = toCsv(reportOf({ pairs: [exactPair('a.jpg', 'constructor')] })).split('\r\n');
    expect(rows[1]).toBe('a.jpg,constructor,exact,same-bytes,1,,none,,,,,,,,,,,,,,,');
  });

  it.each([
    ['=cmd()', "'=cmd()"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@mention', "'@mention"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['="a"', '"\'=""a"""'],
    ['a=b', 'a=b'],
    ['a,"b"\n', '"a,""b""\n"'],
  ])('writes the name %j as %j', (name, cell) => {
    const text = toCsv(reportOf({ pairs: [nearPair(name, 'z')] }));
    expect(text.slice(text.indexOf('\r\n') + 2, text.indexOf(',z,near'))).toBe(cell);
  });

  it('writes shots of one scene last, and the numbers of a pair', () => {
    const evidence = { ...nearPair('a', 'b').evidence, inside: 'b', inside_share: 0.7, tilt_degrees: -3.2 } as const;
    const rows = rowsOf(
      reportOf({
        pairs: [nearPair('a', 'b', { relation: 'overlaid', evidence: { ...evidence, overlay: [0.1, 0.2, 0.3, 0.4] } })],
        same_scene: [nearPair('c', 'd', { relation: 'same-scene' })],
      }),
    );
    expect(rows[0]).toMatchObject({
      tilt_degrees: '-3.2',
      inside: 'b',
      inside_share: '0.7',
      overlay: '0.1 0.2 0.3 0.4',
    });
    expect(rows[1]).toMatchObject({ a: 'c', b: 'd', kind: 'scene', relation: 'same-scene', cluster: '' });
  });

  it('keeps a hostile name in its cell', () => {
    const rows = rowsOf(hostileReport());
    expect(rows).toHaveLength(Object.keys(HOSTILE_NAMES).length);
    expect(rows[0]).toMatchObject({ a: 'keep.jpg', b: HOSTILE_NAMES.script, cluster: '1' });
    expect(rows[4]).toMatchObject({ b: HOSTILE_NAMES.lines });
  });

  it('is read back by a CSV parser for any names, and no cell begins a formula', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1, unit: 'binary' }),
        (a, b) => {
          const [row] = rowsOf(reportOf({ pairs: [nearPair(a, b)] }));
          expect([a, `'${a}`]).toContain(row?.['a']);
          expect([b, `'${b}`]).toContain(row?.['b']);
          expect(row?.['b']).not.toMatch(/^[=+\-@\t\r]/);
        },
      ),
    );
  });
});
