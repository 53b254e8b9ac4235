import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { describeWithPerl, EXIFTOOL, imagesIn, printedByExifTool } from '../../../../tests/perl.ts';
import { withManifest } from '../../fixtures/c2pa-jpeg.ts';
import { pngWithText } from '../../fixtures/handmade-bytes.ts';
import { SONY_METADATA } from '../../fixtures/sony-metadata.ts';
import { vendoredExifTool, type ExifToolEngine } from './exiftool-engine.ts';
import { READ_ARGS } from './exiftool.ts';
import { toMetadata } from './groups.ts';
import { LIST_SEPARATOR } from './list-separator.ts';
import { startNativePerl } from './native-perl.ts';
import { PerlThread } from './perl-thread.ts';
import { startWasmPerl } from './wasm-perl.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const SONY = join(FIXTURES, 'exif-sony.jpg');
const limits = { maxProcesses: 1, timeoutMs: 60_000, maxBytes: 128 * 2 ** 20 };

let folder: string;
let engine: ExifToolEngine;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'wasm-perl-')));
  engine = await startWasmPerl(limits);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

describe('ExifTool in WebAssembly', () => {
  it('reads the tags of a photo exactly', async () => {
    expect(toMetadata(await engine.read(READ_ARGS, SONY))).toEqual({ metadata: SONY_METADATA, warnings: [] });
  });

  it('is the ExifTool that comes with the packages', async () => {
    expect(await readFile(join(vendoredExifTool(), 'exiftool'), 'utf8')).toContain(`$version = '${engine.version}'`);
  });

  it('tells the items of a list apart', async () => {
    const { XMP } = (await engine.read(READ_ARGS, SONY)) as { XMP: { Subject: string } };
    expect(XMP.Subject.split(LIST_SEPARATOR)).toEqual(['bridge', 'night', 'river']);
  });

  it('gives binary values whole', async () => {
    const { EXIF } = await engine.read([...READ_ARGS, '-b', '-ThumbnailImage'], join(FIXTURES, 'photo.heic'));
    const { ThumbnailImage } = EXIF as { ThumbnailImage: string };
    const jpeg = Buffer.from(ThumbnailImage.replace('base64:', ''), 'base64');
    expect((await readFile(join(FIXTURES, 'photo.heic'))).includes(jpeg)).toBe(true);
    expect(jpeg.subarray(0, 2).toString('hex') + jpeg.subarray(-2).toString('hex')).toBe('ffd8ffd9');
  });

  it('gives up on text that unfolds beyond its memory, and reads the next file', async () => {
    const path = join(folder, 'text-bomb.png');
    await writeFile(path, pngWithText(deflateSync(Buffer.alloc(100_000_000), { level: 1 })));
    await expect(engine.read(READ_ARGS, path)).rejects.toMatchObject({ code: 'metadata_failed', source: path });
    expect((await engine.read(READ_ARGS, SONY))['EXIF']).toMatchObject({ Model: 'ILCE-7M2' });
  });

  it('stops a file that takes longer than the limit', async () => {
    const hurried = await startWasmPerl({ ...limits, timeoutMs: 1 });
    await expect(hurried.read(READ_ARGS, SONY)).rejects.toMatchObject({ code: 'metadata_timeout', source: SONY });
    await hurried.close();
  });

  it('says what is wrong when it cannot start', async () => {
    const start = PerlThread.start({ exiftool: folder, maxBytes: limits.maxBytes });
    await expect(start).rejects.toThrow('ENOENT');
  });
});

describeWithPerl('both engines', () => {
  it('give times in UTC that ExifTool alone gives in the zone of the computer', async () => {
    const path = join(folder, 'time.jpg');
    const claim = { claim_generator: 'fixtures', when: { tag: 1, value: 50_000 } };
    await writeFile(path, withManifest(await readFile(join(FIXTURES, 'grey.jpg')), { claim, assertions: {} }));
    const args = [EXIFTOOL, '-config', '', '-json', '-JUMBF:When', path];
    const env = { ...process.env, TZ: 'JST-9' };
    expect(execFileSync('perl', args, { env, encoding: 'utf8' })).toContain('1970:01:01 22:53:20+09:00');
    const { TZ } = process.env;
    process.env['TZ'] = env.TZ;
    const native = await startNativePerl(limits, EXIFTOOL);
    try {
      for (const either of [native, engine])
        expect((await either.read(READ_ARGS, path))['JUMBF']).toMatchObject({ When: '1970:01:01 13:53:20+00:00' });
    } finally {
      await native.close();
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  it('read the same from every fixture, as the ExifTool command does', async () => {
    const images = await imagesIn(FIXTURES);
    const read = [];
    for (const path of images) read.push(await engine.read(READ_ARGS, path));
    expect(read.map(toMetadata)).toEqual(printedByExifTool(images).map(toMetadata));
  });
});

describe('where Perl cannot run', () => {
  const module = new URL('exiftool.ts', import.meta.url).href;
  const read = `import { ExifToolReader } from '${module}';
    const reader = new ExifToolReader({ maxProcesses: 1 });
    try { console.log(await reader.kind(), (await reader.read('${SONY}')).EXIF.Artist); }
    catch (error) { console.log(error.code, error.message); }
    await reader.close();`;
  const node = [process.execPath, '--input-type=module', '-e', read] as const;

  it('metadata are read in WebAssembly, since no Perl is on the PATH', async () => {
    const [program, ...args] = node;
    const { stdout } = await promisify(execFile)(program, args, { env: { PATH: folder } });
    expect(stdout).toBe('webassembly Jörg Müller\n');
  });

  /** Runs in a world of its own, in which a file has been covered by an empty one, or a folder by an empty folder. */
  const inNamespace = (cover: string): string =>
    execFileSync('unshare', ['-rm', '/bin/sh', '-c', `${cover}\nexec "$0" "$@"`, ...node], { encoding: 'utf8' });
  const hidePerl = 'for perl in $(which -a perl); do mount --bind /dev/null "$perl"; done';
  const itWithNamespaces = spawnSync('unshare', ['-rm', 'true']).status === 0 ? it : it.skip;

  itWithNamespaces('the same goes for a Perl that is hidden where it is', () => {
    expect(inNamespace(hidePerl)).toBe('webassembly Jörg Müller\n');
  });

  itWithNamespaces('and WebAssembly neither, reading says what to install', () => {
    const wasm = dirname(createRequire(import.meta.url).resolve('@6over3/zeroperl-ts/zeroperl.wasm'));
    expect(inNamespace(`${hidePerl}\nmount -t tmpfs none '${wasm}'`)).toBe(
      'metadata_unavailable ExifTool cannot run here, so there is no metadata. Install Perl (Debian: apt install perl; Alpine: apk add perl).\n',
    );
  });
});
