import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { withReadableFile } from './readable-file.ts';

const bytes = Buffer.from('the bytes that were read');
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'readable-')));
});
afterEach(() => rm(folder, { recursive: true }));

/** What `use` saw: the path, and what it held. */
async function seen(path: string | null): Promise<{ path: string; content: string }> {
  return withReadableFile({ path, bytes }, async (given) => ({ path: given, content: await readFile(given, 'utf8') }));
}

describe('withReadableFile', () => {
  it('gives the file itself when its name is harmless', async () => {
    const path = join(folder, '#1 -o "größe" $(x).jpg');
    await writeFile(path, 'on disk');
    expect(await seen(path)).toEqual({ path, content: 'on disk' });
  });

  it('gives the file that a link leads to', async () => {
    const path = join(folder, 'a.jpg');
    await writeFile(path, 'on disk');
    await symlink(path, join(folder, 'link.jpg'));
    expect(await seen(join(folder, 'link.jpg'))).toEqual({ path, content: 'on disk' });
  });

  it.each(['two\nlines.jpg', 'carriage\rreturn.jpg'])('gives a copy instead of a file named %j', async (name) => {
    await writeFile(join(folder, name), 'on disk');
    const { path, content } = await seen(join(folder, name));
    expect(content).toBe(bytes.toString());
    expect(path).not.toMatch(/[\r\n]/);
    expect(existsSync(path)).toBe(false);
  });

  it('gives a copy of bytes that have no file, readable by their owner only and gone afterwards', async () => {
    const { path, mode } = await withReadableFile({ path: null, bytes }, async (given) => ({
      path: given,
      mode: (await stat(given)).mode & 0o777,
    }));
    expect(mode).toBe(0o600);
    expect(existsSync(join(path, '..'))).toBe(false);
  });

  it.each([
    ['photo.NEF', 'image.NEF'],
    ['a.b.jpg', 'image.jpg'],
    ['photo', 'image'],
    ['photo.jpg ', 'image'],
    ['photo.j%p', 'image'],
    ['photo.\n-execute', 'image'],
  ])('gives the copy of bytes called %j the same plain ending', async (filename, copy) => {
    expect(await withReadableFile({ path: null, filename, bytes }, async (path) => basename(path))).toBe(copy);
  });

  it('gives a copy of a file that is gone by now', async () => {
    expect((await seen(join(folder, 'gone.jpg'))).content).toBe(bytes.toString());
  });

  it('gives a copy of a file that has become a pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    expect((await seen(join(folder, 'pipe.jpg'))).content).toBe(bytes.toString());
  });

  it('removes the copy when its use fails, and passes the failure on', async () => {
    let copy = '';
    const failing = withReadableFile({ path: null, bytes }, async (path) => {
      copy = path;
      throw new Error('no tags');
    });
    await expect(failing).rejects.toThrow('no tags');
    expect(existsSync(copy)).toBe(false);
  });
});
