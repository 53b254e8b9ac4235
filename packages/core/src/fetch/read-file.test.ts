import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { PixelPeeperError } from '../errors.ts';
import { fileRefusal, readFile } from './read-file.ts';

const isWindows = process.platform === 'win32';
const onPosix = isWindows ? it.skip : it;
const { signal } = new AbortController();
const read = (path: string, maxBytes = 1000): Promise<Buffer> =>
  readFile(path, { name: 'given.jpg', maxBytes, signal });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-read-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('readFile', () => {
  it('reads exactly maxBytes and refuses one more', async () => {
    const path = join(folder, 'thousand');
    await writeFile(path, Buffer.alloc(1000, 7));
    expect(await read(path)).toEqual(Buffer.alloc(1000, 7));
    await expect(read(path, 999)).rejects.toMatchObject({ code: 'too_many_bytes', source: 'given.jpg' });
  });

  it('reads an empty file', async () => {
    await writeFile(join(folder, 'empty'), '');
    expect(await read(join(folder, 'empty'))).toHaveLength(0);
  });

  it('follows a symbolic link', async () => {
    await writeFile(join(folder, 'target'), 'GIF89a');
    await symlink(join(folder, 'target'), join(folder, 'link'));
    expect((await read(join(folder, 'link'))).toString()).toBe('GIF89a');
  });

  (process.platform === 'linux' ? it : it.skip)('counts what it reads where a file has no size', async () => {
    expect((await read('/proc/self/status', 100_000)).length).toBeGreaterThan(100);
    await expect(read('/proc/self/status', 100)).rejects.toMatchObject({ code: 'too_many_bytes' });
  });

  it.each([
    ['that is not there', 'missing.jpg'],
    ['beneath a file', join('target-file', 'a.jpg')],
    ['whose name is too long', 'x'.repeat(5000)],
    ['whose name holds NUL', 'a\0.jpg'],
  ])('does not find a file %s', async (_what, name) => {
    await writeFile(join(folder, 'target-file'), 'x');
    await expect(read(join(folder, name))).rejects.toMatchObject({
      name: 'FetchError',
      code: 'file_not_found',
      message: 'There is no file “given.jpg”. Check the path and the working folder.',
    });
  });

  it('refuses a folder', async () => {
    await mkdir(join(folder, 'album'));
    await expect(read(join(folder, 'album'))).rejects.toMatchObject({
      code: 'file_unreadable',
      message: '“given.jpg” is a folder, not an image file. Give the path of a file.',
    });
  });

  onPosix('refuses a named pipe without waiting for someone to write', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(read(join(folder, 'pipe'))).rejects.toMatchObject({
      code: 'file_unreadable',
      message: '“given.jpg” is a named pipe, not an image file. Give the path of a file.',
    });
  });

  onPosix('refuses a device', async () => {
    await expect(read('/dev/zero')).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('a device'),
    });
  });

  onPosix('refuses a socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
    try {
      await expect(read(join(folder, 'socket'))).rejects.toMatchObject({
        code: 'file_unreadable',
        message: expect.stringContaining('a socket'),
      });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  onPosix('refuses a link that leads to itself', async () => {
    await symlink('loop', join(folder, 'loop'));
    await expect(read(join(folder, 'loop'))).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('ELOOP'),
    });
  });

  it('stops with the reason of its signal', async () => {
    const reason = new PixelPeeperError('aborted', 'Given up.');
    const reading = readFile(join(folder, 'target'), { name: 'a', maxBytes: 10, signal: AbortSignal.abort(reason) });
    await expect(reading).rejects.toBe(reason);
  });
});

describe('fileRefusal', () => {
  it('says of a name in another encoding than UTF-8 that it is to be changed', () => {
    const cause = Object.assign(new Error('system'), { code: 'ENOENT' });
    const { code, message } = fileRefusal(cause, 'gr\ufffd\ufffde.jpg');
    expect({ code, message }).toEqual({
      code: 'file_not_found',
      message: 'There is no file “gr\ufffd\ufffde.jpg”. Its name is not in UTF-8: rename it.',
    });
  });

  it.each([
    ['EACCES', 'file_unreadable', '“a.jpg” may not be read by this user. Change its permissions.'],
    ['EPERM', 'file_unreadable', '“a.jpg” may not be read by this user. Change its permissions.'],
    ['EIO', 'file_unreadable', '“a.jpg” cannot be read (EIO). Check the disk and the file.'],
    ['ENOENT', 'file_not_found', 'There is no file “a.jpg”. Check the path and the working folder.'],
  ])('calls %s %s and keeps the cause', (code, expected, message) => {
    const cause = Object.assign(new Error('system'), { code });
    expect(fileRefusal(cause, 'a.jpg')).toMatchObject({ code: expected, message, source: 'a.jpg', cause });
  });
});
