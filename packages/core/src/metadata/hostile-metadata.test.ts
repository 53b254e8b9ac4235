import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { describeWithPerl } from '../../../../tests/perl.ts';
import { tiff, type Directory } from '../../fixtures/handmade-tiff.ts';
import { MAX_BYTES, vendoredExifTool, type ExifToolEngine, type RawTags } from './exiftool-engine.ts';
import { READ_ARGS } from './exiftool.ts';
import { toMetadata } from './groups.ts';
import { startNativePerl } from './native-perl.ts';
import { startWasmPerl } from './wasm-perl.ts';

const MAKE = 0x10f;
const ARTIST = 0x13b;
const EXIF = 0x8769;

const limits = { maxProcesses: 1, timeoutMs: 60_000, maxBytes: MAX_BYTES };
const grey = readFile(new URL('../../fixtures/grey.jpg', import.meta.url));

let folder: string;
let engines: readonly ExifToolEngine[];
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'hostile-metadata-')));
  engines = await Promise.all([startNativePerl(limits, join(vendoredExifTool(), 'exiftool')), startWasmPerl(limits)]);
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  await rm(folder, { recursive: true });
});

/** What both engines say of a JPEG with this EXIF; they must agree. */
async function read(exif: Buffer): Promise<ReturnType<typeof toMetadata>> {
  const path = join(folder, 'hostile.jpg');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 8);
  const jpeg = await grey;
  const segment = Buffer.concat([Buffer.from('ffe1', 'hex'), length, Buffer.from('Exif\0\0'), exif]);
  await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]));
  const answers: RawTags[] = [];
  for (const engine of engines) answers.push(await engine.read(READ_ARGS, path));
  const [native, wasm] = answers.map(toMetadata);
  expect(wasm).toEqual(native);
  return native!;
}

describeWithPerl('of hostile EXIF both engines say', () => {
  it('that a directory leads back to itself', async () => {
    const exif = tiff([{ [MAKE]: 'Circle', [EXIF]: [{ 0x8827: 100 }] }]);
    exif.writeUInt32LE(8, 8 + 2 + 12 + 8); // the second tag of the first directory leads to the first directory
    expect(await read(exif)).toMatchObject({
      metadata: { EXIF: { Make: 'Circle' } },
      warnings: [{ code: 'metadata_warning', message: expect.stringMatching(/pointer references previous/) }],
    });
  });

  it('that a tag claims more bytes than there are', async () => {
    const exif = tiff([{ [MAKE]: 'A giant of its kind', [ARTIST]: 'small' }]);
    exif.writeUInt32LE(0xfffffff0, 8 + 2 + 4);
    const { metadata, warnings } = await read(exif);
    expect(metadata).toMatchObject({ EXIF: { Artist: 'small' } });
    expect(warnings).toEqual([{ code: 'metadata_warning', message: expect.any(String) }]);
  });

  it('that a directory claims more tags than there are', async () => {
    const exif = tiff([{ [MAKE]: 'Endless' }]);
    exif.writeUInt16LE(0xffff, 8);
    expect((await read(exif)).warnings).toEqual([{ code: 'metadata_warning', message: expect.any(String) }]);
  });

  it('valid text, whatever bytes stand for it', async () => {
    const bytes = Buffer.from('4bf6c3b66c6e80ff00', 'hex');
    const { metadata } = await read(tiff([{ [MAKE]: 'Köln', [ARTIST]: bytes }]));
    const { Make, Artist } = (metadata as { EXIF: { Make: string; Artist: unknown } }).EXIF;
    expect(Make).toBe('Köln');
    expect(JSON.stringify(Artist)).not.toContain('\ufffd');
  });

  it('the text of 60 kB that a tag holds, whole', async () => {
    const long = 'ü'.repeat(30_000);
    expect(await read(tiff([{ [ARTIST]: long }]))).toMatchObject({
      metadata: { EXIF: { Artist: long } },
      warnings: [],
    });
  });

  it('the name of a command and runs none', async () => {
    const command = `$(touch ${folder}/made) \`touch ${folder}/made\` | touch ${folder}/made`;
    expect(await read(tiff([{ [ARTIST]: command }]))).toMatchObject({ metadata: { EXIF: { Artist: command } } });
    await expect(readFile(join(folder, 'made'))).rejects.toThrow('ENOENT');
  });

  it('what lies within a hundred directories, one in another', async () => {
    const nested = (depth: number): Directory => (depth === 0 ? { 0x8827: 50 } : { [EXIF]: [nested(depth - 1)] });
    expect(Object.keys((await read(tiff([nested(100)]))).metadata)).toContain('Composite');
  });
});
