import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { describeWithPerl, EXIFTOOL, imagesIn, printedByExifTool } from '../../../../tests/perl.ts';
import { pngWithText } from '../../fixtures/handmade-bytes.ts';
import { SONY_METADATA } from '../../fixtures/sony-metadata.ts';
import { parseTags } from './exiftool-engine.ts';
import { ExifToolReader } from './exiftool.ts';
import { toMetadata } from './groups.ts';
import { withReadableFile } from './readable-file.ts';

const run = promisify(execFile);
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const SONY = join(FIXTURES, 'exif-sony.jpg');
const MODULE = new URL('exiftool.ts', import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'exiftool-')));
});
afterAll(() => rm(folder, { recursive: true }));

describeWithPerl('ExifToolReader', () => {
  const reader = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => reader.close());

  it('reads the tags of a photo exactly', async () => {
    const { metadata, warnings } = toMetadata(await reader.read(SONY));
    expect(warnings).toEqual([]);
    expect(metadata).toEqual(SONY_METADATA);
  });

  it('gives them in the order in which the API gives them', async () => {
    const { metadata } = toMetadata(await reader.read(SONY));
    expect(JSON.stringify(metadata)).toBe(JSON.stringify(SONY_METADATA));
  });

  it('gives what the ExifTool command prints, for every fixture', async () => {
    const images = await imagesIn(FIXTURES);
    const read = await Promise.all(images.map((path) => reader.read(path)));
    expect(read.map(toMetadata)).toEqual(printedByExifTool(images).map(toMetadata));
  });

  it.each([
    '-delete_original.jpg',
    '#x.jpg',
    ' leading and trailing .jpg ',
    'two\nlines.jpg',
    'x.jpg\n-execute\n-ver',
    '"quoted\' $(touch made) `touch made`.jpg',
    'touch made|',
    'größe – 写真 🌅.jpg',
    '*.jpg',
    '%d.jpg',
  ])('reads a file named %j like any other', async (name) => {
    const path = join(folder, name);
    await copyFile(SONY, path);
    const bytes = await readFile(path);
    const tags = await withReadableFile({ path, bytes }, (safe) => reader.read(safe));
    expect(toMetadata(tags).metadata).toEqual(SONY_METADATA);
    await expect(stat(join(folder, 'made'))).rejects.toThrow('ENOENT');
    expect(await readFile(path)).toEqual(bytes);
  });

  it('refuses a path that is relative or holds a line break, or leads to no regular file', async () => {
    await mkdir(join(folder, 'folder.jpg'));
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    await expect(reader.read('fixtures/exif-sony.jpg')).rejects.toThrow(
      new TypeError('Expected an absolute path without line breaks, got "fixtures/exif-sony.jpg"'),
    );
    for (const name of ['a\nb.jpg', 'a\rb.jpg', 'a\0b.jpg', 'folder.jpg', 'pipe.jpg'])
      await expect(reader.read(join(folder, name))).rejects.toThrow(TypeError);
  });

  const itWithLimits = process.platform === 'linux' ? it : it.skip; // elsewhere the system does not hold programs to the limit
  itWithLimits('gives up on text that unfolds beyond all memory, and reads the next file', async () => {
    const path = join(folder, 'text-bomb.png');
    await writeFile(path, pngWithText(deflateSync(Buffer.alloc(600_000_000), { level: 1 })));
    await expect(reader.read(path)).rejects.toMatchObject({
      code: 'metadata_failed',
      message: expect.stringContaining('asks for more memory than it may have'),
    });
    expect((await reader.read(SONY))['EXIF']).toMatchObject({ Model: 'ILCE-7M2' });
  });

  it('gives the version of ExifTool that answers', async () => {
    expect(await reader.version()).toBe((await run('perl', [EXIFTOOL, '-config', '', '-ver'])).stdout.trim());
  });

  it('does not run the user’s own configuration, which is a program', async () => {
    const home = join(folder, 'home');
    const marker = join(home, 'marker');
    await mkdir(home);
    await writeFile(join(home, '.ExifTool_config'), `open(my $f, '>', '${marker}'); close($f); 1;`);
    const env = { ...process.env, HOME: home, EXIFTOOL_HOME: home };
    const read = `import { ExifToolReader } from '${MODULE}';
      await using reader = { tool: new ExifToolReader(), [Symbol.asyncDispose]() { return this.tool.close() } };
      console.log((await reader.tool.read('${SONY}')).EXIF.Model);`;
    expect((await run(process.execPath, ['--input-type=module', '-e', read], { env })).stdout).toBe('ILCE-7M2\n');
    await expect(stat(marker)).rejects.toThrow('ENOENT');
    await run('perl', [EXIFTOOL, '-ver'], { env }); // so ExifTool would have run it
    expect((await stat(marker)).isFile()).toBe(true);
  });
});

describeWithPerl('an ExifTool process', () => {
  it('is ended when the reader is closed', async () => {
    const { program, pids } = await recordingExifTool('closed');
    const reader = new ExifToolReader({ exiftoolPath: program, maxProcesses: 2 });
    await Promise.all([reader.read(SONY), reader.read(SONY), reader.read(SONY)]);
    expect((await pids()).some(isRunning)).toBe(true);
    await reader.close();
    expect((await pids()).filter(isRunning)).toEqual([]);
  });

  it('is shared by readers of the same options, and ended with the last of them', async () => {
    const { program, pids } = await recordingExifTool('shared');
    const options = { exiftoolPath: program, maxProcesses: 1 };
    const readers = [new ExifToolReader(options), new ExifToolReader(options)] as const;
    for (const reader of readers) await reader.read(SONY);
    await readers[0].close();
    expect((await pids()).filter(isRunning)).toHaveLength(1);
    expect((await readers[1].read(SONY))['EXIF']).toMatchObject({ Model: 'ILCE-7M2' });
    await readers[1].close();
    expect((await pids()).filter(isRunning)).toEqual([]);
  });

  it('ends by itself when the program that reads is killed', async () => {
    const { program, pids } = await recordingExifTool('orphan');
    const read = `import { ExifToolReader } from '${MODULE}';
      await new ExifToolReader({ exiftoolPath: '${program}', maxProcesses: 1 }).read('${SONY}');
      console.log('read'); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', read], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    expect((await pids()).filter(isRunning)).toHaveLength(1);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    while ((await pids()).some(isRunning)) await sleep(20);
    expect((await pids()).filter(isRunning)).toEqual([]);
  });

  it('that hangs is stopped after the time limit, and the next file is read by another', async () => {
    const reader = new ExifToolReader({ exiftoolPath: await stubbornExifTool(), maxProcesses: 1, timeoutMs: 400 });
    const hanging = join(folder, 'hang.jpg');
    await writeFile(hanging, 'x');
    await expect(reader.read(hanging)).rejects.toMatchObject({
      name: 'MetadataError',
      code: 'metadata_timeout',
      source: hanging,
      message: 'Reading the metadata took too long and was stopped. The picture itself is not affected.',
    });
    expect(await reader.read(SONY)).toEqual({ EXIF: { Model: 'stub' } });
    await reader.close();
  });

  it('that dies is replaced, and only the file it died of has no tags', async () => {
    const reader = new ExifToolReader({ exiftoolPath: await stubbornExifTool(), maxProcesses: 1 });
    const deadly = join(folder, 'die of timeout.jpg');
    await writeFile(deadly, 'x');
    await expect(reader.read(deadly)).rejects.toMatchObject({
      code: 'metadata_failed',
      message: expect.stringMatching(/^The metadata could not be read \([^{}]+\)\.$/),
    });
    expect(await reader.read(SONY)).toEqual({ EXIF: { Model: 'stub' } });
    await reader.close();
  });

  it('whose answer is no JSON gives no tags, and the next file is read', async () => {
    const reader = new ExifToolReader({ exiftoolPath: await stubbornExifTool(), maxProcesses: 1 });
    const odd = join(folder, 'babble.jpg');
    await writeFile(odd, 'x');
    await expect(reader.read(odd)).rejects.toMatchObject({ code: 'metadata_failed', source: odd });
    expect(await reader.read(SONY)).toEqual({ EXIF: { Model: 'stub' } });
    await reader.close();
  });
});

describe('without Perl or ExifTool', () => {
  const message =
    'ExifTool cannot run here, so there is no metadata. Install Perl (Debian: apt install perl; Alpine: apk add perl).';

  it('reading says that there is no metadata and what to install, each time', async () => {
    await using noExifTool = closing(new ExifToolReader({ exiftoolPath: join(folder, 'nowhere', 'exiftool') }));
    for (let time = 0; time < 2; time++)
      await expect(noExifTool.reader.read(SONY)).rejects.toMatchObject({ code: 'metadata_unavailable', message });
  });

  it('reading says so when the interpreter of the script is missing', async () => {
    const script = join(folder, 'no-perl');
    await writeFile(script, '#!/usr/bin/env perl-that-is-not-there\n', { mode: 0o755 });
    await using noPerl = closing(new ExifToolReader({ exiftoolPath: script }));
    await expect(noPerl.reader.read(SONY)).rejects.toMatchObject({ code: 'metadata_unavailable', message });
    await expect(noPerl.reader.version()).rejects.toMatchObject({ code: 'metadata_unavailable' });
  });
});

describe('parseTags', () => {
  it('gives the tags of the one file', () => {
    expect(parseTags('[{"EXIF":{"ISO":100}}]\n')).toEqual({ EXIF: { ISO: 100 } });
  });

  it('throws the reason that ExifTool gave when there is no answer', () => {
    const reason = new Error('File not found');
    expect(() => parseTags('\n', reason)).toThrow(reason);
    expect(() => parseTags('[]', reason)).toThrow(reason);
    expect(() => parseTags('')).toThrow('ExifTool gave no answer');
    expect(() => parseTags('[]')).toThrow('ExifTool gave an empty answer');
  });
});

function closing(reader: ExifToolReader): AsyncDisposable & { readonly reader: ExifToolReader } {
  return { reader, [Symbol.asyncDispose]: () => reader.close() };
}

/** ExifTool, which notes the id of each of its processes. */
async function recordingExifTool(name: string): Promise<{ program: string; pids: () => Promise<number[]> }> {
  const program = join(folder, name);
  const list = join(folder, `${name}.pids`);
  await writeFile(program, `#!/bin/sh\necho $$ >> '${list}'\nexec perl '${EXIFTOOL}' "$@"\n`, { mode: 0o755 });
  return { program, pids: async () => (await readFile(list, 'utf8')).trim().split('\n').map(Number) };
}

/** A program that talks like ExifTool and has a weakness for some names. */
async function stubbornExifTool(): Promise<string> {
  const program = join(folder, 'stubborn');
  const script = `#!/usr/bin/env perl
    $| = 1;
    if (grep { $_ eq '-ver' } @ARGV) { print "1.0\\n"; exit }
    my @args;
    while (<STDIN>) {
      chomp;
      last if $_ eq 'False';
      if (/^-execute/) {
        sleep 600 if "@args" =~ /hang/;
        exit 1 if "@args" =~ /die/;
        print "@args" =~ /-ver/ ? "1.0\\n" : "@args" =~ /babble/ ? "[{]\\n" : '[{"EXIF":{"Model":"stub"}}]' . "\\n";
        print "{ready}\\n";
        @args = ();
      } else { push @args, $_ }
    }`;
  await writeFile(program, script, { mode: 0o755 });
  return program;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
