import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { describeWithPerl } from '../../../../tests/perl.ts';
import { writtenTags } from '../../fixtures/written-tags.ts';
import type { Rights } from '../description.ts';
import type { Metadata } from '../record.ts';
import { ExifToolReader } from './exiftool.ts';
import { rights } from './rights.ts';

const NOTHING: Rights = {
  creator: null,
  credit: null,
  copyright: null,
  usage_terms: null,
  licensor_url: null,
  license_url: null,
  data_mining: null,
  data_mining_constraints: null,
  no_ai: [],
};

describeWithPerl('rights in what ExifTool prints', () => {
  const reader = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => reader.close());
  const written = async (variants: string[][]): Promise<Rights[]> =>
    (await writtenTags(reader, variants)).map((metadata) => rights(metadata));

  it('are all read from a picture that has them all', async () => {
    const xmp = [
      ...['-XMP-dc:Creator=Ann', '-XMP-dc:Creator=Bob', '-XMP-photoshop:Credit=Agency', '-XMP-dc:Rights=© 2024 Ann'],
      ...['-XMP-xmpRights:UsageTerms=Ask first', '-XMP-xmpRights:WebStatement=https://a.example/rights'],
      '-XMP-plus:Licensor=[{LicensorName=Agency,LicensorURL=https://a.example/license}]',
      ...['-XMP-plus:DataMining=DMI-PROHIBITED-SEECONSTRAINT', '-XMP-plus:OtherConstraints=No training'].map((tag) =>
        tag.replace('DataMining=DMI', 'DataMining#=DMI'),
      ),
    ];
    const iptc = [
      '-IPTC:By-line=Carl',
      '-IPTC:Credit=Daily',
      '-IPTC:CopyrightNotice=(c) Carl',
      '-XMP-cc:License=https://b.example/by',
    ];
    expect(await written([xmp, iptc, ['-EXIF:Artist=Dora', '-EXIF:Copyright=Public domain']])).toEqual([
      {
        creator: 'Ann, Bob',
        credit: 'Agency',
        copyright: '© 2024 Ann',
        usage_terms: 'Ask first',
        licensor_url: 'https://a.example/license',
        license_url: 'https://a.example/rights',
        data_mining: 'DMI-PROHIBITED-SEECONSTRAINT',
        data_mining_constraints: 'No training',
        no_ai: [{ source: 'XMP:DataMining', value: 'DMI-PROHIBITED-SEECONSTRAINT' }],
      },
      { ...NOTHING, creator: 'Carl', credit: 'Daily', copyright: '(c) Carl', license_url: 'https://b.example/by' },
      { ...NOTHING, creator: 'Dora', copyright: 'Public domain' },
    ]);
  });

  it('give every code of PLUS Data Mining', async () => {
    const codes = [
      ...['DMI-UNSPECIFIED', 'DMI-ALLOWED', 'DMI-PROHIBITED-AIMLTRAINING', 'DMI-PROHIBITED-GENAIMLTRAINING'],
      ...['DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING', 'DMI-PROHIBITED', 'DMI-PROHIBITED-SEECONSTRAINT'],
      ...['DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR', 'DMI-PROHIBITED-SEELINKEDRIGHTSEXPR', 'DMI-OF-LATER'],
    ];
    const found = await written(codes.map((code) => [`-XMP-plus:DataMining#=${code}`]));
    expect(found.map(({ data_mining }) => data_mining)).toEqual(codes);
    expect(found.map(({ no_ai }) => no_ai.length)).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 0]);
  });
});

describe('rights', () => {
  it('keep only addresses that a browser opens as a page', () => {
    const link = (LicensorURL: unknown): unknown =>
      rights({ XMP: { Licensor: [{ LicensorURL }] } } as Metadata).licensor_url;
    expect(link('HTTPS://a.example/')).toBe('HTTPS://a.example/');
    for (const other of ['javascript:alert(1)', 'a.example', 'https://a b', ['https://a.example'], 1])
      expect(link(other)).toBeNull();
  });

  it('never take the owner of a colour profile for the owner of the picture', () => {
    expect(rights({ ICC_Profile: { ProfileCopyright: 'Copyright (c) 1998 Hewlett-Packard Company' } })).toEqual(
      NOTHING,
    );
  });

  it('find every place that asks not to use the picture for training', () => {
    const metadata = {
      XMP: { DataMining: 'Prohibited', Subject: 'cat, NoAI', UsageTerms: 'noai, noimageai', Reservation: 1 },
      IPTC: { SpecialInstructions: 'noimageai; noimageai' },
      JUMBF: {
        Entries: {
          'c2pa.ai_training': { use: 'notAllowed' },
          'cawg.ai_inference': { use: 'constrained' },
          'c2pa.data_mining': { use: 'allowed' },
        },
      },
    };
    expect(rights(metadata, 'noindex, noai').no_ai).toEqual([
      { source: 'XMP:DataMining', value: 'DMI-PROHIBITED' },
      { source: 'JUMBF:Entries', value: 'c2pa.ai_training: notAllowed' },
      { source: 'JUMBF:Entries', value: 'cawg.ai_inference: constrained' },
      { source: 'XMP:Reservation', value: '1' },
      { source: 'XMP:Subject', value: 'noai' },
      { source: 'XMP:UsageTerms', value: 'noai' },
      { source: 'XMP:UsageTerms', value: 'noimageai' },
      { source: 'IPTC:SpecialInstructions', value: 'noimageai' },
      { source: 'X-Robots-Tag', value: 'noai' },
    ]);
  });

  it('take no part of a word for a request', () => {
    expect(rights({ XMP: { Subject: 'monoaile, noair, nonoai' } }, 'noindex').no_ai).toEqual([]);
  });

  it('are null, and never an exception, for tags of any kind', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('noai', 'DMI-', [{ LicensorURL: {} }], { a: { use: [] } }));
    const tags = fc.constantFrom(
      ...['Creator', 'Licensor', 'License', 'DataMining', 'Entries', 'Reservation', 'Subject', '__proto__'],
    );
    const groups = fc.constantFrom(...['XMP', 'IPTC', 'EXIF', 'JUMBF', '__proto__']);
    fc.assert(
      fc.property(fc.dictionary(groups, fc.oneof(fc.dictionary(tags, value), value)), (metadata) => {
        const found = rights(metadata as Metadata, null);
        expect(Object.keys(found)).toEqual(Object.keys(NOTHING));
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      { numRuns: 1_000 },
    );
  });
});
