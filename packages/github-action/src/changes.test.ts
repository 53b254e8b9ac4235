import { describe, expect, it } from '@jest/globals';

import { findChanges, type ChangeOptions } from './changes.ts';
import type { TreeFile } from './git/tree.ts';
import { INPUTS } from './inputs/input-table.ts';

const OPTIONS: ChangeOptions = { paths: INPUTS.paths.default, ignore: [], splitOf: (path) => path.split('/')[0]! };

/** "path blob", as git lists files. */
function files(...lines: readonly string[]): TreeFile[] {
  return lines.map((line) => {
    const [path, blob] = line.split(' ') as [string, string];
    return { path, blob, kind: 'file' };
  });
}

function roles(head: TreeFile[], base: TreeFile[] | undefined, options = OPTIONS): string[] {
  return findChanges(head, base, options).images.map(({ path, role }) => `${path} ${role}`);
}

describe('findChanges', () => {
  it('tells what was added and modified from what was there', () => {
    const base = files('a.jpg 1', 'b.jpg 2', 'gone.jpg 3');
    expect(roles(files('a.jpg 1', 'b.jpg 4', 'c.jpg 5'), base)).toEqual(['a.jpg committed', 'b.jpg new', 'c.jpg new']);
  });

  it('takes no moved file for a duplicate, but every copy beyond it', () => {
    const base = files('a.jpg 1', 'b.jpg 2');
    expect(roles(files('b.jpg 2', 'moved.jpg 1'), base)).toEqual(['b.jpg committed', 'moved.jpg moved']);
    expect(roles(files('b.jpg 2', 'one.jpg 1', 'two.jpg 1'), base)).toEqual([
      'b.jpg committed',
      'one.jpg moved',
      'two.jpg new',
    ]);
    expect(roles(files('a.jpg 1', 'b.jpg 2', 'copy.jpg 1'), base)).toEqual([
      'a.jpg committed',
      'b.jpg committed',
      'copy.jpg new',
    ]);
  });

  it('takes two files that change places for moved', () => {
    expect(roles(files('a.jpg 2', 'b.jpg 1'), files('a.jpg 1', 'b.jpg 2'))).toEqual(['a.jpg moved', 'b.jpg moved']);
  });

  it('remembers the split that a file was moved from', () => {
    const { images } = findChanges(files('test/a.jpg 1'), files('train/a.jpg 1'), OPTIONS);
    expect(images).toEqual([{ path: 'test/a.jpg', blob: '1', role: 'moved', split: 'test', formerSplit: 'train' }]);
  });

  it('takes all for new where there is no base', () => {
    expect(roles(files('a.jpg 1', 'b.jpg 1'), undefined)).toEqual(['a.jpg new', 'b.jpg new']);
  });

  it('looks at images by their globs, whatever the case, and leaves out what is to be ignored', () => {
    const head = files('a.JPG 1', 'deep/er/b.webp 2', '.hidden/c.png 3', 'readme.md 4', 'docs/d.png 5');
    expect(roles(head, undefined, { ...OPTIONS, ignore: ['docs/**'] })).toEqual([
      'a.JPG new',
      'deep/er/b.webp new',
      '.hidden/c.png new',
    ]);
    expect(roles(head, undefined, { ...OPTIONS, paths: ['deep/**'] })).toEqual(['deep/er/b.webp new']);
  });

  it('counts links and submodules, and does not look at them', () => {
    const head: TreeFile[] = [
      ...files('a.jpg 1'),
      { path: 'b.jpg', blob: '2', kind: 'symlink' },
      { path: 'c.jpg', blob: '3', kind: 'submodule' },
    ];
    expect(findChanges(head, undefined, OPTIONS)).toMatchObject({
      images: [{ path: 'a.jpg' }],
      skipped: { symlinks: 1, submodules: 1 },
    });
  });
});
