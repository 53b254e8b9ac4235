import { pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  createRepository,
  mergeAsGitHub,
  repositoryIn,
  temporaryFolder,
  type TestRepository,
} from '../../fixtures/git-repository.ts';
import type { RunContext } from '../run-context.ts';
import { readBlobs } from './blobs.ts';
import { parentsOf } from './commits.ts';
import { findBase, type BaseOptions } from './find-base.ts';
import { openClone } from './open-clone.ts';
import { originsOf } from './origin.ts';
import { repositoryAt } from './repository.ts';
import { listTree, parseTree } from './tree.ts';

const REMOTE = { url: '', token: undefined, serverUrl: 'https://github.com' };

function context(more: Partial<RunContext>): RunContext {
  return {
    ...{ event: 'pull_request', owner: 'octo', repo: 'photos', serverUrl: 'https://github.com', apiUrl: '' },
    ...{ pullRequest: undefined, before: undefined, workspace: '', temporary: temporaryFolder() },
    ...more,
  };
}

function options(more: Partial<BaseOptions> = {}): BaseOptions {
  return { named: '', remote: REMOTE, askMergeBase: async () => undefined, notice: () => undefined, ...more };
}

/** A shallow clone of depth 1, as actions/checkout makes it. */
function shallowClone(from: TestRepository, ref: string): TestRepository {
  const clone = createRepository();
  const url = pathToFileURL(from.folder).href;
  clone.git('remote', 'add', 'origin', url);
  clone.git('fetch', '--quiet', '--depth=1', 'origin', `+${ref}:refs/remotes/pull/7/merge`);
  clone.git('checkout', '--quiet', '--detach', 'refs/remotes/pull/7/merge');
  return clone;
}

describe('listTree', () => {
  it('gives files of any name, links and submodules as what they are', async () => {
    const repository = createRepository();
    const names = [
      'a b.jpg',
      'quo"te.jpg',
      "apo'strophe.jpg",
      'new\nline.jpg',
      'tab\t.jpg',
      '🦉.jpg',
      'ünï/ö.jpg',
      '-n.jpg',
      '%0A::error::x.jpg',
    ];
    repository.commit(Object.fromEntries(names.map((name) => [name, name])));
    repository.git('update-index', '--add', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD')},sub.jpg`);
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `120000,${repository.git('hash-object', '-w', 'a b.jpg')},link.jpg`,
    );
    repository.git('commit', '--quiet', '--message=Links');
    const files = await listTree(repositoryAt({ folder: repository.folder }), 'HEAD');
    expect(
      files
        .filter(({ kind }) => kind === 'file')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(names.sort());
    expect(
      files
        .filter(({ kind }) => kind !== 'file')
        .map(({ path, kind }) => `${path} ${kind}`)
        .sort(),
    ).toEqual(['link.jpg symlink', 'sub.jpg submodule']);
  });

  it('reads whatever names git prints', () => {
    const name = fc.stringMatching(/^[^\0]+$/u).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const blob = '0123456789abcdef0123456789abcdef01234567';
        const printed = names.map((path) => `100644 blob ${blob}\t${path}\0`).join('');
        expect(parseTree(Buffer.from(printed)).map(({ path }) => path)).toEqual(names);
      }),
    );
  });

  it('keeps names apart that are no UTF-8', () => {
    const line = (byte: number): Buffer =>
      Buffer.concat([Buffer.from(`100644 blob ${'0'.repeat(40)}\t`), Buffer.from([byte, 0])]);
    expect(parseTree(Buffer.concat([line(0xe4), line(0xf6)])).map(({ path }) => path)).toEqual(['\\xe4', '\\xf6']);
  });
});

describe('readBlobs', () => {
  it('gives contents in order, and says what is missing or large', async () => {
    const repository = createRepository();
    const large = Buffer.alloc(300_000, 'x');
    repository.commit({ a: 'one', b: '', c: large, d: Buffer.from([10, 0, 10]) });
    const id = (path: string): string => repository.git('rev-parse', `HEAD:${path}`);
    const missing = 'f'.repeat(40);
    const ids = ['d', 'a', 'b', 'c', 'a'].map(id);
    const found = await Array.fromAsync(
      readBlobs(repositoryAt({ folder: repository.folder }), [...ids, missing], 100_000),
    );
    expect(found.map((blob) => ('bytes' in blob ? blob.bytes.toString('latin1') : blob.lack))).toEqual([
      '\n\0\n',
      'one',
      '',
      'large',
      'one',
      'missing',
    ]);
    const [whole] = await Array.fromAsync(readBlobs(repositoryAt({ folder: repository.folder }), [id('c')], 1e6));
    expect(whole).toEqual({ id: id('c'), bytes: large });
  });
});

describe('openClone', () => {
  it('asks for a checkout where there is none', async () => {
    await expect(openClone(temporaryFolder())).rejects.toMatchObject({
      code: 'no_repository',
      message: expect.stringContaining('actions/checkout'),
    });
    await expect(openClone(createRepository().folder)).rejects.toMatchObject({ code: 'no_repository' });
  });

  it('says that there is no git', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = temporaryFolder();
    try {
      await expect(openClone(temporaryFolder())).rejects.toMatchObject({ code: 'git_missing' });
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('findBase', () => {
  let origin: TestRepository;
  let [base, featureHead, mergeCommit] = ['', '', ''];

  beforeAll(() => {
    origin = createRepository();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    origin.commit({ 'old.jpg': 'old' });
    origin.git('checkout', '--quiet', '-b', 'feature');
    featureHead = origin.commit({ 'new.jpg': 'new' });
    origin.git('checkout', '--quiet', 'main');
    base = origin.commit({ 'later.jpg': 'later', 'big.bin': Buffer.alloc(1000) });
    mergeAsGitHub(origin, 'feature');
    mergeCommit = origin.git('rev-parse', 'HEAD');
    origin.git('update-ref', 'refs/pull/7/merge', mergeCommit);
    origin.git('update-ref', 'refs/pull/7/head', featureHead);
    origin.git('checkout', '--quiet', 'main');
  });

  const pullRequest = (): RunContext['pullRequest'] => ({
    number: 7,
    head: featureHead,
    base: 'f'.repeat(40),
    isFork: false,
  });

  it('takes the first parent of GitHub’s merge from a clone of depth 1, and leaves the clone as it was', async () => {
    const test = shallowClone(origin, 'refs/pull/7/merge');
    const settings = test.git('config', '--list', '--local');
    const { clone, head } = await openClone(test.folder);
    const remote = { ...REMOTE, url: pathToFileURL(origin.folder).href };
    const found = await findBase(clone, head, context({ pullRequest: pullRequest() }), options({ remote }));
    expect(found!.commit).toBe(base);
    expect((await listTree(found!.repository, found!.commit)).map(({ path }) => path)).toEqual([
      'big.bin',
      'later.jpg',
      'old.jpg',
    ]);
    expect(test.git('config', '--list', '--local')).toBe(settings);
    expect(await parentsOf(clone, head)).toEqual([base, featureHead]);
  });

  it('takes where both sides have parted when the pull request’s own head is checked out, from the clone or from GitHub', async () => {
    const first = origin.git('rev-parse', 'main^');
    const whole = repositoryIn(temporaryFolder());
    whole.git('clone', '--quiet', origin.folder, '.');
    whole.git('checkout', '--quiet', featureHead);
    const pull = { ...pullRequest()!, base };
    const local = await openClone(whole.folder);
    expect((await findBase(local.clone, local.head, context({ pullRequest: pull }), options()))!.commit).toBe(first);

    const shallow = await openClone(shallowClone(origin, 'refs/pull/7/head').folder);
    const remote = { ...REMOTE, url: pathToFileURL(origin.folder).href };
    const asked = options({ remote, askMergeBase: async () => first });
    expect((await findBase(shallow.clone, shallow.head, context({ pullRequest: pull }), asked))!.commit).toBe(first);
  });

  it('takes what a merge queue, a push or the user says', async () => {
    const { clone, head } = await openClone(origin.folder);
    for (const event of ['merge_group', 'push']) {
      const found = await findBase(clone, head, context({ event, before: featureHead }), options());
      expect(found!.commit).toBe(featureHead);
    }
    expect((await findBase(clone, head, context({ event: 'schedule' }), options({ named: 'feature' })))!.commit).toBe(
      featureHead,
    );
  });

  it('compares all on a schedule, by hand, on a branch’s first push, and after a push that left its old commit behind', async () => {
    const { clone, head } = await openClone(origin.folder);
    const notices: string[] = [];
    const noted = options({
      remote: { ...REMOTE, url: pathToFileURL(origin.folder).href },
      notice: (message) => void notices.push(message),
    });
    expect(await findBase(clone, head, context({ event: 'schedule' }), noted)).toBeUndefined();
    expect(await findBase(clone, head, context({ event: 'push' }), noted)).toBeUndefined();
    expect(await findBase(clone, head, context({ event: 'push', before: 'e'.repeat(40) }), noted)).toBeUndefined();
    expect(notices).toEqual([expect.stringContaining('All images are compared instead.')]);
  });

  it('refuses a base that is nowhere, and pull_request_target', async () => {
    const { clone, head } = await openClone(origin.folder);
    const remote = { ...REMOTE, url: pathToFileURL(origin.folder).href };
    await expect(
      findBase(clone, head, context({ event: 'merge_group', before: 'e'.repeat(40) }), options({ remote })),
    ).rejects.toMatchObject({ code: 'base_missing', message: expect.stringContaining('fetch-depth: 0') });
    await expect(
      findBase(clone, head, context({}), options({ named: '--upload-pack=x', remote })),
    ).rejects.toMatchObject({ code: 'base_missing' });
    await expect(
      findBase(clone, head, context({ event: 'pull_request_target', pullRequest: pullRequest() }), options()),
    ).rejects.toMatchObject({ code: 'event_unsafe' });
  });
});

describe('originsOf', () => {
  it('asks the clone when a file came, and GitHub where the clone is shallow', async () => {
    const origin = createRepository();
    const first = origin.commit({ 'a [1].jpg': 'one' });
    origin.commit({ 'a [1].jpg': 'two' });
    const ask = async (): Promise<undefined> => undefined;
    expect(await originsOf(repositoryAt({ folder: origin.folder }), ['a [1].jpg', 'none'], ask)).toEqual(
      new Map([['a [1].jpg', { commit: first, date: '2026-01-31' }]]),
    );
    const shallow = shallowClone(origin, 'refs/heads/main');
    const answer = { commit: 'abc', date: '2026-02-01' };
    expect(await originsOf(repositoryAt({ folder: shallow.folder }), ['a [1].jpg'], async () => answer)).toEqual(
      new Map([['a [1].jpg', answer]]),
    );
  });
});
