import { describe, expect, it } from '@jest/globals';

import { SourceError } from '../errors.ts';
import { parseCatalogFile } from './catalog-file.ts';

describe('parseCatalogFile', () => {
  it('fills in what may be left out', () => {
    const camera = { make: 'Acme', name: 'One', exif: [{ make: 'ACME', model: 'A1' }] };
    expect(parseCatalogFile(JSON.stringify({ cameras: [camera] }))).toEqual({
      source: 'own catalog file',
      licence: 'not stated',
      cameras: [{ ...camera, aliases: [] }],
      lenses: [],
    });
  });

  it('keeps every field it knows, and no other', () => {
    const camera = {
      ...{ make: 'Acme', name: 'One', exif: [{ make: 'ACME', model: 'A1' }], aliases: ['Uno'], kind: 'compact' },
      ...{ group: 'acme/one', image_url: 'https://a.example/1', source: 'a book', licence: 'CC0-1.0' },
    };
    const lens = { maker: 'Acme', name: 'Acme 50', exif: ['A 50'], mount: 'A', source: 'a book', licence: 'CC0-1.0' };
    const file = { source: 'us', licence: 'MIT', cameras: [camera], lenses: [lens] };
    const other = { ...file, cameras: [{ ...camera, colour: 'red' }], lenses: [{ ...lens, weight: 3 }], note: 1 };
    expect(parseCatalogFile(JSON.stringify(other))).toEqual(file);
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'it is not an object'],
    ['{"cameras":{}}', '`cameras` is not an array'],
    ['{"cameras":[1]}', 'Camera 1 is not an object'],
    ['{"cameras":[{"make":"A","name":"B"}]}', 'Camera 1 needs `exif`, an array'],
    ['{"cameras":[{"make":"A","name":"B","exif":["C"]}]}', 'Camera 1 has an `exif` entry that is not'],
    ['{"cameras":[{"make":"A","name":"B","exif":[{"make":"C"}]}]}', 'Camera 1 needs `model`, a text'],
    ['{"cameras":[{"make":"A","name":" ","exif":[]}]}', 'Camera 1 needs `name`, a text'],
    ['{"cameras":[{"make":"A","name":"B","exif":[],"kind":"toy"}]}', 'has a `kind` that is none of camera, compact'],
    ['{"cameras":[{"make":"A","name":"B","exif":[],"aliases":[1]}]}', 'has an entry of `aliases` that is no text'],
    ['{"cameras":[{"make":"A","name":"B","exif":[],"image_url":1}]}', 'Camera 1 needs `image_url`, a text'],
    ['{"lenses":[{"maker":"A","name":"B","exif":"C"}]}', 'Lens 1 needs `exif`, an array'],
    ['{"source":1}', 'The catalog file needs `source`, a text'],
  ])('refuses %j', (text, message) => {
    const refusal = ((): unknown => {
      try {
        return parseCatalogFile(text);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(SourceError);
    expect(refusal).toMatchObject({ code: 'catalog_invalid', message: expect.stringContaining(message) as unknown });
  });
});
