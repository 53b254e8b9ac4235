import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { describeWithPerl } from '../../../../tests/perl.ts';
import { withManifest } from '../../fixtures/c2pa-jpeg.ts';
import { writtenTags } from '../../fixtures/written-tags.ts';
import type { Provenance } from '../description.ts';
import type { Metadata } from '../record.ts';
import { ExifToolReader } from './exiftool.ts';
import { toMetadata } from './groups.ts';
import { provenance } from './provenance.ts';

const NOTHING: Provenance = {
  c2pa: {
    present: false,
    validation: null,
    failures: [],
    signer: null,
    claim_generator: null,
    remote_manifest_url: null,
  },
  digital_source_type: null,
  generator: null,
};
const IPTC = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

describeWithPerl('provenance in what ExifTool prints', () => {
  const reader = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => reader.close());

  async function ofManifest(manifest: Parameters<typeof withManifest>[1]): Promise<Provenance> {
    const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    try {
      const grey = await readFile(fileURLToPath(new URL('../../fixtures/grey.jpg', import.meta.url)));
      await writeFile(join(folder, 'a.jpg'), withManifest(grey, manifest));
      return provenance(toMetadata(await reader.read(join(folder, 'a.jpg'))).metadata);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('tells of a C2PA manifest, its maker, its source type and the generator it names', async () => {
    const created = {
      action: 'c2pa.created',
      softwareAgent: { name: 'DALL·E' },
      digitalSourceType: `${IPTC}trainedAlgorithmicMedia`,
    };
    const claim = { claim_generator_info: [{ name: 'ChatGPT', version: 'b7' }] };
    expect(await ofManifest({ claim, assertions: { 'c2pa.actions.v2': { actions: [created] } } })).toEqual({
      c2pa: { ...NOTHING.c2pa, present: true, claim_generator: 'ChatGPT b7' },
      digital_source_type: 'trainedAlgorithmicMedia',
      generator: {
        tool: 'DALL-E',
        source: 'JUMBF:Actions',
        prompt: null,
        negative_prompt: null,
        model: 'DALL·E',
        seed: null,
        steps: null,
        sampler: null,
        cfg_scale: null,
        parameters: {},
      },
    });
  });

  it('takes no camera’s manifest for that of a generator', async () => {
    const claim = { claim_generator: 'Camera/1.0 c2pa-rs/0.16.1' };
    const opened = [{ action: 'c2pa.opened' }, { action: 'c2pa.cropped' }];
    expect(await ofManifest({ claim, assertions: { 'c2pa.actions': { actions: opened } } })).toEqual({
      ...NOTHING,
      c2pa: { ...NOTHING.c2pa, present: true, claim_generator: 'Camera/1.0 c2pa-rs/0.16.1' },
    });
  });

  it('reads IPTC’s source type', async () => {
    const found = await writtenTags(reader, [
      [`-XMP-iptcExt:DigitalSourceType=${IPTC}digitalCapture`],
      ['-XMP-iptcExt:DigitalSourceType=compositeSynthetic'],
      ['-XMP-iptcExt:DigitalSourceType=https://a.example/x'],
    ]);
    expect(found.map(provenance)).toEqual([
      { ...NOTHING, digital_source_type: 'digitalCapture' },
      { ...NOTHING, digital_source_type: 'compositeSynthetic' },
      NOTHING,
    ]);
  });

  it('reads the parameters of Stable Diffusion in a JPEG', async () => {
    const [metadata] = await writtenTags(reader, [
      [
        '-EXIF:UserComment=a cat, 猫\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x512',
      ],
    ]);
    expect(provenance(metadata!).generator).toMatchObject({
      tool: 'Stable Diffusion',
      source: 'EXIF:UserComment',
      prompt: 'a cat, 猫',
      negative_prompt: 'dog',
      seed: '42',
      parameters: { Size: '512x512' },
    });
  });
});

describe('provenance', () => {
  it('finds Firefly behind the editor that it was used in', () => {
    const JUMBF = {
      JUMDLabel: 'c2pa',
      Claim_generator: 'Adobe_Photoshop/25.0',
      Actions: [{ softwareAgent: 'Adobe Firefly' }],
    };
    expect(provenance({ JUMBF })).toMatchObject({
      c2pa: { present: true, claim_generator: 'Adobe_Photoshop/25.0' },
      generator: { tool: 'Firefly', model: 'Adobe Firefly' },
    });
  });

  it('says where a manifest is that is not in the file', () => {
    const remote = (Provenance: string): unknown => provenance({ XMP: { Provenance } }).c2pa;
    expect(remote('https://a.example/m.c2pa')).toEqual({
      ...NOTHING.c2pa,
      remote_manifest_url: 'https://a.example/m.c2pa',
    });
    expect(remote('self#jumbf=/c2pa/x')).toEqual(NOTHING.c2pa);
    expect(remote('javascript:alert(1)')).toEqual(NOTHING.c2pa);
  });

  it('takes other JUMBF boxes for no C2PA manifest', () => {
    expect(provenance({ JUMBF: { JUMDLabel: 'exif', JUMDType: '(json)-0011' } })).toEqual(NOTHING);
  });

  it('is null, and never an exception, for tags of any kind', () => {
    const odd = ['{', '{"1":{"class_type":"KSampler","inputs":{"model":["1",0]}}}', 'Steps: 1', 'Job ID: ', 'x --v'];
    const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(...odd));
    const tags = fc.constantFrom(
      ...['JUMDLabel', 'Actions', 'Claim_generator', 'Claim_generator_info', 'DigitalSourceType', 'Provenance'],
      ...['Parameters', 'Prompt', 'UserComment', 'Description', 'Model', '__proto__'],
    );
    const groups = fc.constantFrom(...['XMP', 'PNG', 'EXIF', 'JUMBF', '__proto__']);
    fc.assert(
      fc.property(fc.dictionary(groups, fc.oneof(fc.dictionary(tags, value), value)), (metadata) => {
        const found = provenance(metadata as Metadata);
        expect(Object.keys(found)).toEqual(Object.keys(NOTHING));
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      { numRuns: 2_000 },
    );
  });
});
