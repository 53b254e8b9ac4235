import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { asOrdinaryUser } from '../../../../tests/ordinary-user.ts';
import { folderFiles } from './folder-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'folder-')));
});
afterEach(() => rm(folder, { recursive: true }));

async function make(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), 'x');
  }
}

async function names(within = ''): Promise<readonly string[]> {
  const found = await folderFiles(join(folder, within));
  expect(found.unreadable).toEqual([]);
  return found.names;
}

describe('folderFiles', () => {
  it('finds the files of all subfolders, in bytewise order of their paths', async () => {
    await make('b/2.jpg', 'b/10.jpg', 'a.jpg', 'a/1.jpg', 'B.jpg', 'a/a/deep.png', 'é.jpg');
    expect(await names()).toEqual(['B.jpg', 'a.jpg', 'a/1.jpg', 'a/a/deep.png', 'b/10.jpg', 'b/2.jpg', 'é.jpg']);
  });

  it('passes over hidden files and folders, and what is no image by its name', async () => {
    await make('.hidden.jpg', '.git/1.jpg', 'a/.thumbnails/1.jpg', 'labels.csv', 'LICENSE', 'scan', '1.jpg');
    expect(await names()).toEqual(['1.jpg', 'scan']);
  });

  it('searches a hidden folder that is asked for', async () => {
    await make('.cache/1.jpg');
    expect(await names('.cache')).toEqual(['1.jpg']);
  });

  it('takes names as they are', async () => {
    const odd = ['#1.jpg', '*.jpg', '[a]/{b}.jpg', 'a\nb.jpg', 'back\\slash.jpg', '写真 🌅.jpg'];
    await make(...odd);
    expect(await names()).toEqual([...odd].sort());
    expect(await names('[a]')).toEqual(['{b}.jpg']);
  });

  it('follows a link to a file elsewhere, but not to one that it finds anyway', async () => {
    await make('set/1.jpg', 'elsewhere/2.jpg', 'set/.store/3', 'set/blob');
    await symlink('1.jpg', join(folder, 'set/same.jpg'));
    await symlink('blob', join(folder, 'set/blob.jpg'));
    await symlink('../elsewhere/2.jpg', join(folder, 'set/2.jpg'));
    await symlink('.store/3', join(folder, 'set/3.jpg'));
    expect(await names('set')).toEqual(['1.jpg', '2.jpg', '3.jpg', 'blob']);
  });

  it('does not follow links to folders, which may lead in circles', async () => {
    await make('set/1.jpg', 'elsewhere/2.jpg');
    await symlink('.', join(folder, 'set/circle'));
    await symlink('../elsewhere', join(folder, 'set/other'));
    expect(await names('set')).toEqual(['1.jpg']);
  });

  it('gives a link that leads nowhere, so that it is not lost in silence', async () => {
    await symlink('gone.jpg', join(folder, 'broken.jpg'));
    expect(await names()).toEqual(['broken.jpg']);
  });

  it('passes over pipes', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    await make('1.jpg');
    expect(await names()).toEqual(['1.jpg']);
  });

  it('says which subfolders it could not search, and goes on', async () => {
    await make('a/1.jpg', 'locked/2.jpg', 'z/3.jpg');
    await chmod(join(folder, 'locked'), 0);
    await chmod(folder, 0o755);
    const found = await asOrdinaryUser(() => folderFiles(folder));
    await chmod(join(folder, 'locked'), 0o755);
    expect(found.names).toEqual(['a/1.jpg', 'z/3.jpg']);
    expect(found.unreadable).toEqual([{ name: 'locked', error: expect.objectContaining({ code: 'EACCES' }) }]);
  });

  it('throws when the folder itself cannot be read', async () => {
    await expect(folderFiles(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
