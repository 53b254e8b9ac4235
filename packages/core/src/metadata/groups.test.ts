import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { toMetadata } from './groups.ts';
import { LIST_SEPARATOR } from './list-separator.ts';

describe('toMetadata', () => {
  it('drops what speaks of the file on disk and of ExifTool, and keeps every other group', () => {
    const tags = {
      SourceFile: 'a.jpg',
      ExifTool: { ExifToolVersion: 13.59 },
      File: { FileSize: '1 kB' },
      EXIF: { ISO: 100 },
      MakerNotes: { Quality: 'RAW' },
    };
    expect(toMetadata(tags)).toEqual({
      metadata: { EXIF: { ISO: 100 }, MakerNotes: { Quality: 'RAW' } },
      warnings: [],
    });
  });

  it('puts the keys of every object in the order of jsonb: shorter ones first, then bytewise', () => {
    const tags = {
      XMP: { Look: { b: 1, aa: 2, B: 3, a: 4 }, History: [{ When: 1, Action: 2 }], Zz: 1, é: 2, zz: 3 },
      EXIF: {},
      APP1: {},
    };
    expect(JSON.stringify(toMetadata(tags).metadata)).toBe(
      '{"XMP":{"Zz":1,"zz":3,"é":2,"Look":{"B":3,"a":4,"b":1,"aa":2},"History":[{"When":1,"Action":2}]},"APP1":{},"EXIF":{}}',
    );
  });

  it('joins lists by a comma and a space, at any depth', () => {
    const list = `a${LIST_SEPARATOR}b, c`;
    expect(toMetadata({ XMP: { Subject: list, History: [{ Changed: list }] } }).metadata).toEqual({
      XMP: { Subject: 'a, b, c', History: [{ Changed: 'a, b, c' }] },
    });
  });

  it('leaves values as they are, whatever their type', () => {
    const EXIF = { a: '+18', b: -37, c: true, d: null, e: [1, 'x', [2]], f: 0.1, g: '' };
    expect(toMetadata({ EXIF }).metadata).toEqual({ EXIF });
  });

  it('gives what ExifTool remarks as warnings', () => {
    const { metadata, warnings } = toMetadata({
      ExifTool: { ExifToolVersion: 13.59, Warning: 'Bad IFD0 directory', Error: 'File format error' },
      EXIF: { ISO: 100 },
    });
    expect(metadata).toEqual({ EXIF: { ISO: 100 } });
    expect(warnings).toEqual([
      { code: 'metadata_warning', message: 'Bad IFD0 directory' },
      { code: 'metadata_failed', message: 'File format error' },
    ]);
  });

  it('takes a tag named __proto__ for a tag', () => {
    const tags = JSON.parse('{ "XMP": { "__proto__": { "polluted": true }, "a": 1 } }') as { XMP: { a: number } };
    const { metadata } = toMetadata(tags);
    expect(JSON.stringify(metadata)).toBe('{"XMP":{"a":1,"__proto__":{"polluted":true}}}');
    expect('polluted' in {}).toBe(false);
  });

  it('neither loses nor changes a tag, for any object of tags', () => {
    const group = fc.string().filter((name) => !['SourceFile', 'ExifTool', 'File'].includes(name));
    const groups = fc.dictionary(group, fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(groups, (tags) => {
        expect(toMetadata(tags as Parameters<typeof toMetadata>[0]).metadata).toEqual(tags);
      }),
      { numRuns: 200 },
    );
  });
});
