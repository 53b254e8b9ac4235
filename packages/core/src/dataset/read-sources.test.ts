import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { asOrdinaryUser } from '../../../../tests/ordinary-user.ts';
import { readSources, type ReadSourcesOptions, type SourceItem } from './read-sources.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'sources-')));
});
afterEach(() => rm(cwd, { recursive: true }));

async function make(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), content);
  }
}

function read(sources: readonly string[], options: Partial<ReadSourcesOptions> = {}): Promise<SourceItem[]> {
  return Array.fromAsync(readSources(sources, { cwd, ...options }));
}

/** What is found: sources, with "!" and a code where something is wrong. */
async function found(...sources: readonly string[]): Promise<string[]> {
  return (await read(sources)).map((item) => ('error' in item ? `${item.source}! ${item.error.code}` : item.source));
}

describe('readSources', () => {
  it('gives a file with its path from the working folder, its location and its split', async () => {
    await make({ 'data/train/1.jpg': '' });
    expect(await read(['data/train/1.jpg'])).toEqual([
      { source: 'data/train/1.jpg', location: join(cwd, 'data/train/1.jpg'), split: 'train' },
    ]);
    expect(await read([join(cwd, 'data/train/1.jpg')], { cwd: join(cwd, 'data/test') })).toEqual([
      { source: '../train/1.jpg', location: join(cwd, 'data/train/1.jpg'), split: 'train' },
    ]);
  });

  it('gives the files of a folder in order, and of several sources in theirs', async () => {
    await make({ 'b/2.jpg': '', 'b/1.jpg': '', 'b/a/3.jpg': '', 'a/4.jpg': '', 'b/notes.txt': '', 'b/.x.jpg': '' });
    expect(await found('b', 'a/')).toEqual(['b/1.jpg', 'b/2.jpg', 'b/a/3.jpg', 'a/4.jpg']);
    expect(await found('.')).toEqual(['a/4.jpg', 'b/1.jpg', 'b/2.jpg', 'b/a/3.jpg']);
  });

  it('gives http(s) and data: URLs as they are', async () => {
    const urls = ['https://a.example/1.jpg?x=1#y', 'HTTP://a.example/2.jpg', 'data:image/png;base64,AAAA'];
    expect(await read(urls)).toEqual(urls.map((url) => ({ source: url, location: url, split: null })));
  });

  it('takes a file: URL for its file', async () => {
    await make({ 'a b#1.jpg': '' });
    expect(await found(pathToFileURL(join(cwd, 'a b#1.jpg')).href)).toEqual(['a b#1.jpg']);
    expect(await found('file://elsewhere.example/a.jpg')).toEqual(['file://elsewhere.example/a.jpg! invalid_url']);
  });

  it('takes a list of records for a manifest, by their urls', async () => {
    await make({ 'sub/1.jpg': '', 'out/records.jsonl': '' });
    const records = [
      { id: 'x', url: pathToFileURL(join(cwd, 'sub/1.jpg')).href, filename: '1.jpg' },
      { id: 'y', url: 'https://a.example/2.jpg', filename: '2.jpg' },
      { id: 'z', url: 'file://elsewhere.example/3.jpg' },
    ];
    await writeFile(join(cwd, 'out/records.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
    expect(await found('out/records.jsonl')).toEqual([
      'sub/1.jpg',
      'https://a.example/2.jpg',
      'file://elsewhere.example/3.jpg! invalid_url',
    ]);
  });

  it.each([
    ['list.csv', 'path,split\n1.jpg,dev\n../2.jpg,\n/abs/3.jpg,test\nhttps://a.example/4.jpg,train\n'],
    [
      'list.jsonl',
      '{"path":"1.jpg","split":"dev"}\n"../2.jpg"\n{"path":"/abs/3.jpg","split":"test"}\n{"url":"https://a.example/4.jpg","split":"train"}\n',
    ],
  ])('takes the paths of a manifest from its own folder: %s', async (name, content) => {
    await make({ [`train/sub/${name}`]: content });
    expect(await read([`train/sub/${name}`])).toEqual([
      { source: 'train/sub/1.jpg', location: join(cwd, 'train/sub/1.jpg'), split: 'validation' }, // its column, not its folder
      { source: 'train/2.jpg', location: join(cwd, 'train/2.jpg'), split: 'train' },
      { source: expect.stringMatching(/^(\.\.\/)+abs\/3\.jpg$/), location: '/abs/3.jpg', split: 'test' },
      { source: 'https://a.example/4.jpg', location: 'https://a.example/4.jpg', split: 'train' },
    ]);
  });

  it('takes text and COCO manifests too', async () => {
    await make({
      'lists/list.txt': '# mine\n1.jpg\n',
      'lists/coco.json': JSON.stringify({ images: [{ file_name: 'val2017/2.jpg' }] }),
      'lists/list.tsv': 'file_name\n3.jpg\n',
    });
    expect(await read(['lists/list.txt', 'lists/coco.json', 'lists/list.tsv'])).toEqual([
      { source: 'lists/1.jpg', location: join(cwd, 'lists/1.jpg'), split: null },
      { source: 'lists/val2017/2.jpg', location: join(cwd, 'lists/val2017/2.jpg'), split: 'validation' },
      { source: 'lists/3.jpg', location: join(cwd, 'lists/3.jpg'), split: null },
    ]);
  });

  it('gives a broken line of a manifest as an item of its own, and goes on', async () => {
    await make({ 'sub/list.jsonl': '"1.jpg"\n{broken\n"2.jpg"\n' });
    const items = await read(['sub/list.jsonl']);
    expect(items[1]).toEqual({
      source: 'sub/list.jsonl:2',
      error: {
        code: 'manifest_line_invalid',
        message: `Line 2 of ${join(cwd, 'sub/list.jsonl')} is not JSON. Mend or remove the line.`,
      },
    });
    expect(await found('sub/list.jsonl')).toEqual([
      'sub/1.jpg',
      'sub/list.jsonl:2! manifest_line_invalid',
      'sub/2.jpg',
    ]);
  });

  it('reads names from stdin, relative to the working folder', async () => {
    const stdin = Readable.from(['train/1.jpg\nhttps://a.example/2', '.jpg\n', `${cwd}/3.jpg`]);
    expect(await read(['-'], { stdin })).toEqual([
      { source: 'train/1.jpg', location: join(cwd, 'train/1.jpg'), split: 'train' },
      { source: 'https://a.example/2.jpg', location: 'https://a.example/2.jpg', split: null },
      { source: '3.jpg', location: join(cwd, '3.jpg'), split: null },
    ]);
    await expect(read(['-'])).rejects.toThrow(
      new TypeError('Expected a `stdin` to read names from for the source `-`'),
    );
  });

  it('gives each image once, however often it is named', async () => {
    await make({ 'a/1.jpg': '', 'list.txt': 'a/1.jpg\na/../a/1.jpg\nhttps://a.example/\nhttps://a.example/\n' });
    expect(await found('a', 'a/1.jpg', join(cwd, 'a/1.jpg'), './a', 'list.txt', 'list.txt')).toEqual([
      'a/1.jpg',
      'https://a.example/',
    ]);
  });

  it('gives what is missing as items with an error, and goes on', async () => {
    await make({ '1.jpg': '' });
    expect(await read(['missing.jpg', '1.jpg'])).toEqual([
      {
        source: 'missing.jpg',
        error: {
          code: 'file_not_found',
          message: 'There is no file “missing.jpg”. Check the path and the working folder.',
        },
      },
      { source: '1.jpg', location: join(cwd, '1.jpg'), split: null },
    ]);
    expect(await found('1.jpg/2.jpg', 'a\0b.jpg', 'x'.repeat(300), 'missing.csv', 'missing/')).toEqual([
      '1.jpg/2.jpg! file_not_found',
      'a\0b.jpg! file_not_found',
      `${'x'.repeat(300)}! file_not_found`,
      'missing.csv! file_not_found',
      'missing! file_not_found',
    ]);
  });

  it('says so when a folder holds no images', async () => {
    await make({ 'empty/.hidden.jpg': '', 'empty/labels.csv': '' });
    expect(await read(['empty'])).toEqual([
      {
        source: 'empty',
        error: { code: 'no_images', message: 'The folder empty holds no images. Check the path.' },
      },
    ]);
  });

  it('says so when a manifest is of another kind', async () => {
    await make({ 'package.json': '{}' });
    expect(await found('package.json')).toEqual(['package.json! manifest_unreadable']);
  });

  it('says so when a folder, a folder in a folder or a manifest may not be read', async () => {
    await make({ 'locked/1.jpg': '', 'half/open/2.jpg': '', 'half/locked/3.jpg': '', 'list.txt': '4.jpg' });
    await chmod(cwd, 0o755);
    for (const name of ['locked', 'half/locked', 'list.txt']) await chmod(join(cwd, name), 0);
    const items = await asOrdinaryUser(() => read(['locked', 'half', 'list.txt']));
    for (const name of ['locked', 'half/locked']) await chmod(join(cwd, name), 0o755);
    const error = (name: string): { code: string; message: string } => ({
      code: 'file_unreadable',
      message: `“${name}” may not be read by this user. Change its permissions.`,
    });
    expect(items).toEqual([
      { source: 'locked', error: error('locked') },
      { source: 'half/open/2.jpg', location: join(cwd, 'half/open/2.jpg'), split: null },
      { source: 'half/locked', error: error('half/locked') },
      { source: 'list.txt', error: error('list.txt') },
    ]);
  });

  it('says so when links lead in a circle', async () => {
    await symlink('loop.jpg', join(cwd, 'loop.jpg'));
    expect(await found('loop.jpg')).toEqual(['loop.jpg! file_unreadable']);
  });

  it.each(['two\nlines.jpg', '#1.jpg', '-x.jpg', '写真 🌅.jpg', 'a%20b.jpg', '[1].jpg', 'constructor/1.jpg'])(
    'finds a file named %j by its name and in its folder',
    async (name) => {
      await make({ [`photos/${name}`]: '' });
      expect(await found(`photos/${name}`, 'photos')).toEqual([`photos/${name}`]);
      expect(await read([`photos/${name}`])).toEqual([
        { source: `photos/${name}`, location: join(cwd, 'photos', name), split: null },
      ]);
    },
  );
});
