import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';
import markdownIt from 'markdown-it';
import sharp from 'sharp';

import { startCacheServer } from '../fixtures/cache-server.ts';
import { createRepository, mergeAsGitHub, temporaryFolder, type TestRepository } from '../fixtures/git-repository.ts';
import { startGitHub } from '../fixtures/github-server.ts';
import { discs, photo, PHOTOS, smallCopy } from '../fixtures/pictures.ts';
import { runBundle, type Run, type RunOptions } from '../fixtures/run-bundle.ts';
import { buildAction } from '../scripts/build.ts';

let bundle: string;
let folder: string;

beforeAll(async () => {
  folder = join(temporaryFolder(), 'dist'); // outside the repository: nothing is found in its node_modules
  await buildAction(folder);
  bundle = join(folder, 'index.mjs');
});

/** Runs the action for a change that was just committed: a push of one commit. */
function runPush(repository: TestRepository, options: Partial<RunOptions> = {}): Promise<Run> {
  const payload = { before: repository.git('rev-parse', 'HEAD^') };
  return runBundle({ bundle, workspace: repository.folder, event: 'push', payload, ...options });
}

function found({ report }: Run): string[] {
  return report!.findings.map(({ kind, image, other }) =>
    [kind, image, ...(other === null ? [] : [other])].join(' | '),
  );
}

const [sunset, road, path, stream, cat] = PHOTOS;

describe('the build', () => {
  it('gives the same bytes every time', async () => {
    const again = join(temporaryFolder(), 'dist');
    await buildAction(again);
    const hashes = (of: string): string[] =>
      readdirSync(of, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(
          ({ parentPath, name }) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(join(parentPath, name)))
              .digest('hex')}`,
        )
        .sort();
    expect(hashes(again)).toEqual(hashes(folder));
  });

  it('has the licences beside the decoder, and asks for no package', () => {
    expect(readdirSync(join(folder, 'sharp')).sort()).toEqual([
      'LICENSE',
      'README.md',
      'sharp-wasm32-0.35.5.node.wasm',
      'sharp.cjs',
      'versions.json',
    ]);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.js')))
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(
        /^(?:import|export) [^;]*? from ["'](?!\.|node:)[a-z@](?!ssert["'])[^"']*\/|from ["'](?:undici|sharp|@actions\/core)["']/m,
      );
  });
});

describe('a pull request', () => {
  let repository: TestRepository;
  let run: Run;

  beforeAll(async () => {
    repository = createRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repository.commit({
      'train/sunset.jpg': photo(sunset),
      'train/road.jpg': photo(road),
      'train/broken.jpg': 'not an image',
      'train/old name.jpg': photo(path),
    });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({
      'test/copy of "sunset" 🦉.jpg': photo(sunset),
      'train/small\nroad.png': await smallCopy(road),
      'train/own.jpg': photo(cat),
      'train/old name.jpg': null,
      'train/new name.jpg': photo(path),
      'train/cut.jpg': photo(stream).subarray(0, 9000),
    });
    repository.git('checkout', '--quiet', 'main');
    mergeAsGitHub(repository, 'feature');
    const clone = createRepository();
    clone.git('remote', 'add', 'origin', pathToFileURL(repository.folder).href);
    clone.git('fetch', '--quiet', '--depth=1', 'origin', repository.git('rev-parse', 'HEAD'));
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    const server = await startGitHub({
      commits: {
        'train/sunset.jpg': [
          { sha: 'b'.repeat(40), date: '2026-03-01T00:00:00Z' },
          { sha: 'a'.repeat(40), date: '2025-12-31T00:00:00Z' },
        ],
      },
    });
    const repo = { full_name: 'octo/photos' };
    run = await runBundle({
      bundle,
      workspace: clone.folder,
      payload: {
        pull_request: {
          number: 7,
          head: { sha: repository.git('rev-parse', 'feature'), repo },
          base: { sha: repository.git('rev-parse', 'main'), repo },
        },
      },
      inputs: { 'github-token': 'token', html: 'out/page.html', sarif: 'out/report.sarif', csv: 'out/pairs.csv' },
      env: { GITHUB_API_URL: server.url },
    });
    expect(server.comments).toEqual([
      {
        id: 1000,
        body: expect.stringContaining('1 leak between splits, 1 duplicate, 1 other finding'),
        user: { type: 'Bot' },
      },
    ]);
    server.close();
    for (const file of ['page.html', 'report.sarif', 'pairs.csv'])
      expect(existsSync(join(clone.folder, 'out', file))).toBe(true);
    expect(readFileSync(join(clone.folder, 'out/page.html'), 'utf8')).toContain('data:image/webp;base64,');
  });

  it('fails with a leak, a near duplicate and a broken image, and none for what was moved', () => {
    expect(run.code).toBe(1);
    expect(found(run)).toEqual([
      'leak | test/copy of "sunset" 🦉.jpg | train/sunset.jpg',
      'near | train/small\nroad.png | train/road.jpg',
      'unreadable | train/cut.jpg',
    ]);
    expect(run.report!.counts).toEqual({ added: 4, all: 8, pointers: 0 });
    expect(run.report!.unreadable_before).toEqual(['train/broken.jpg']);
    expect(run.outputs).toMatchObject({
      conclusion: 'failure',
      exact: '1',
      near: '1',
      leaks: '1',
      unreadable: '1',
      images: '8',
      html: 'out/page.html',
    });
  });

  it('says what to move, and that by the image that is new', () => {
    expect(run.report!.leak_moves).toEqual([{ source: 'test/copy of "sunset" 🦉.jpg', from: 'test', to: 'train' }]);
  });

  it('names the commit that the older image came with, as GitHub says', () => {
    expect(run.report!.findings[0]!.since).toEqual({ commit: 'a'.repeat(40), date: '2025-12-31' });
    expect(run.summary).toContain(
      `since 2025-12-31, [aaaaaaa](https://github.com/octo/photos/commit/${'a'.repeat(40)})`,
    );
  });

  it('shows the worst findings at their files, with names that can give no commands', () => {
    expect(run.stdout).toContain(
      '::error title=Image leaks between splits,file=test/copy of "sunset" 🦉.jpg,line=1::Identical file',
    );
    expect(run.stdout).toContain('file=train/small%0Aroad.png');
    expect(run.summary).toContain('`train/small⟨U+000A⟩road.png`');
  });

  it('is silent about a pair once its line stands in the allow list', async () => {
    const entries = run.report!.findings.flatMap(({ allow }) => (allow ? [{ ...allow, reason: 'looked at' }] : []));
    expect(entries).toHaveLength(2);
    const allowed = createRepository();
    allowed.commit({ 'train/sunset.jpg': photo(sunset), 'train/road.jpg': photo(road) });
    allowed.commit({
      'test/sunset.jpg': photo(sunset),
      'train/small.png': await smallCopy(road),
      '.pixelpeeper-allow.json': JSON.stringify(entries),
    });
    const second = await runPush(allowed);
    expect([second.code, found(second)]).toEqual([0, []]);
  });
});

describe('other events', () => {
  it('compare all on a schedule, and what is new in a merge queue', async () => {
    const repository = createRepository();
    const first = repository.commit({ 'a.jpg': photo(sunset), 'b.png': await smallCopy(sunset) });
    repository.commit({ 'c.jpg': photo(road) });
    const all = await runBundle({ bundle, workspace: repository.folder, event: 'schedule' });
    expect([all.code, found(all)]).toEqual([1, ['near | a.jpg | b.png']]);
    const queue = await runBundle({
      bundle,
      workspace: repository.folder,
      event: 'merge_group',
      payload: { merge_group: { base_sha: first } },
    });
    expect([queue.code, found(queue)]).toEqual([0, []]);
    expect(queue.summary).toContain('No duplicate images');
  });
});

describe('moves, LFS, links and guards', () => {
  it('take a move across splits for a leak where a copy stays behind', async () => {
    const repository = createRepository();
    repository.commit({ 'train/a.jpg': photo(sunset), 'train/b.png': await smallCopy(sunset) });
    repository.commit({ 'train/b.png': null, 'test/b.png': await smallCopy(sunset) });
    expect(found(await runPush(repository))).toEqual(['leak | test/b.png | train/a.jpg']);
  });

  it('compare pointers by their ids, and the images themselves where LFS has fetched them', async () => {
    const repository = createRepository();
    const pointer = (bytes: Buffer): string =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(bytes).digest('hex')}\nsize ${bytes.length}\n`;
    repository.commit({ 'a.jpg': pointer(photo(sunset)), 'b.jpg': pointer(photo(road)) });
    repository.commit({ 'copy.jpg': pointer(photo(sunset)), 'small.png': await smallCopy(road) });
    const without = await runPush(repository, { inputs: { guards: 'lfs' } });
    expect(found(without)).toEqual(['exact | copy.jpg | a.jpg', 'lfs | copy.jpg']);
    expect(without.summary).toContain('3 images are Git LFS pointers');
    for (const bytes of [photo(sunset), photo(road)]) {
      const oid = createHash('sha256').update(bytes).digest('hex');
      const place = join(repository.folder, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4));
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, oid), bytes);
    }
    expect(found(await runPush(repository))).toEqual(['exact | copy.jpg | a.jpg', 'near | small.png | b.jpg']);
  });

  it('stop positions, missing licences and large files only where that is asked for', async () => {
    const repository = createRepository();
    repository.commit({ 'a.jpg': photo(sunset) });
    const plain = discs(1).jpeg();
    const gps = {
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' },
    };
    repository.commit({
      'gps.jpg': await plain
        .clone()
        .withExif({ ...gps, IFD0: { Copyright: 'CC0' } })
        .toBuffer(),
      'plain.png': await discs(2).png().toBuffer(),
      'big.png': await sharp(await discs(3).png().toBuffer())
        .resize(1200)
        .png()
        .withExif({ IFD0: { Copyright: 'me' } })
        .toBuffer(),
    });
    expect(found(await runPush(repository))).toEqual([]);
    const guarded = await runPush(repository, { inputs: { guards: 'gps\nlicence', 'max-file-size': '40' } });
    expect(found(guarded)).toEqual(['gps | gps.jpg', 'licence | plain.png', 'size | big.png']);
    expect(guarded.code).toBe(1);
  });
});

describe('bad input', () => {
  it.each([
    [{ 'fail-on': 'sometimes' }, {}, 'Expected the input `fail-on` to be one of'],
    [{}, { '.pixelpeeper.yml': 'cache: 1\n' }, '.pixelpeeper.yml, line 1: expected `cache`'],
    [{}, { '.pixelpeeper-allow.json': '[\n  { "a": "x" }\n]' }, '.pixelpeeper-allow.json, line 2: Entry 1'],
    [{}, { '.pixelpeeper-allow.json': '[\n  {]\n]' }, '.pixelpeeper-allow.json, line 2: The allow list is not JSON'],
    [{ base: 'nowhere' }, {}, 'could not be fetched'],
  ])('inputs %j and files %j are refused in plain words', async (inputs, files, message) => {
    const repository = createRepository();
    repository.commit({ 'a.txt': 'a', ...files });
    const run = await runBundle({ bundle, workspace: repository.folder, event: 'schedule', inputs });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(message);
    expect(run.stdout).not.toContain('defect');
    expect(run.outputs).toEqual({ conclusion: 'failure' });
  });

  it('no checkout is refused in plain words', async () => {
    const run = await runBundle({ bundle, workspace: temporaryFolder() });
    expect([run.code, run.stdout]).toEqual([1, expect.stringContaining('actions/checkout')]);
  });

  it('bombs, huge files and names that try commands or markup do no harm', async () => {
    const repository = createRepository();
    repository.commit({ 'a.jpg': photo(sunset) });
    const evil = '::set-output name=x::y|<img src=x onerror=alert(1)>](http:⁄⁄x)@octocat `x`.jpg';
    repository.commit({
      'bomb.png': readFileSync(new URL('../../core/fixtures/bomb.png', import.meta.url)),
      'huge.jpg': Buffer.alloc(300_000_000),
      'empty.png': '',
      [evil]: photo(sunset),
    });
    const run = await runPush(repository);
    expect(found(run)).toEqual([
      `exact | ${evil} | a.jpg`,
      ...['bomb.png', 'empty.png', 'huge.jpg'].map((name) => `unreadable | ${name}`),
    ]);
    expect(run.report!.findings[1]!.words).toMatch(/ 100000000\. Raise .* The input `max-image-pixels` sets it\.$/);
    expect(run.report!.unreadable.map(({ code }) => code)).toEqual(['too_many_pixels', 'empty_file', 'too_many_bytes']);
    expect(run.stdout).not.toMatch(/^::set-output/m);
    const page = markdownIt({ html: true }).render(run.summary);
    expect(page).not.toMatch(/<(?:[^>"]|"[^"]*")*\sonerror/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('a native sharp', () => {
  it('decodes where the folder has one, and finds what WebAssembly finds, which decodes where it has none', async () => {
    const repository = createRepository();
    repository.commit({ 'a.jpg': photo(sunset), 'b.jpg': photo(road) });
    repository.commit({
      'small.png': await smallCopy(sunset),
      'small.webp': await sharp(photo(road)).resize(200).webp().toBuffer(),
    });
    const [native, none] = [fileURLToPath(new URL('../../..', import.meta.url)), temporaryFolder()];
    const [first, second] = [
      await runPush(repository, { inputs: { sharp: native } }),
      await runPush(repository, { inputs: { sharp: none } }),
    ];
    expect(first.stdout).toContain(`Decoding with the native sharp of the folder ${native}.`);
    expect(second.stdout).toMatch(
      /^::warning::The folder .* has no sharp@\d+\.\d+\.\d+ for \S+: WebAssembly decodes\./m,
    );
    expect(found(first)).toEqual(['near | small.png | a.jpg', 'near | small.webp | b.jpg']);
    expect(second.report!.findings).toEqual(first.report!.findings);
    expect(second.report!.pairs).toEqual(first.report!.pairs);
  });
});

describe('the cache', () => {
  it('spares decoding, and gives the same findings', async () => {
    const server = await startCacheServer();
    const temporary = temporaryFolder();
    const repository = createRepository();
    repository.commit(Object.fromEntries(PHOTOS.map((name) => [name, photo(name)])));
    repository.commit({ 'new.png': await smallCopy(stream) });
    const options = { env: server.env, temporary };
    const cold = await runPush(repository, options);
    expect(server.keys()).toEqual([`pixelpeeper-features-2-${repository.git('rev-parse', 'HEAD')}`]);
    const warm = await runPush(repository, options);
    expect(found(warm)).toEqual(found(cold));
    expect(found(warm)).toEqual(['near | new.png | train/landscape/forest-stream.jpg']);
    expect(server.keys()).toHaveLength(1);
    server.close();
  });

  it('is replaced by a baseline that a full scan writes and someone commits', async () => {
    const repository = createRepository();
    repository.commit({ 'a.jpg': photo(sunset), 'b.jpg': photo(road) });
    const inputs = { baseline: '.pixelpeeper.index' };
    await runBundle({ bundle, workspace: repository.folder, event: 'workflow_dispatch', inputs });
    const written = readFileSync(join(repository.folder, '.pixelpeeper.index'));
    repository.git('add', '.');
    repository.git('commit', '--quiet', '--message=Baseline');
    await runBundle({ bundle, workspace: repository.folder, event: 'workflow_dispatch', inputs });
    expect(readFileSync(join(repository.folder, '.pixelpeeper.index'))).toEqual(written);
    repository.commit({ 'c.png': await smallCopy(road) });
    expect(found(await runPush(repository, { inputs }))).toEqual(['near | c.png | b.jpg']);
  });
});

describe('a history of commits that add images one by one', () => {
  it('finds, commit by commit, what one full scan finds', async () => {
    const repository = createRepository();
    const names = ['train/animal/cat.jpg', 'train/landscape/sunset.jpg'] as const;
    const images: Record<string, Buffer> = {};
    for (const [index, name] of names.entries()) {
      images[`a/${index}.jpg`] = photo(name);
      images[`b/${index}.jpg`] = await sharp(photo(name)).resize(500).jpeg({ quality: 60 }).toBuffer();
      images[`c/${index}.png`] = await sharp(photo(name)).flop().resize(300).png().toBuffer();
    }
    images['d/copy.jpg'] = photo(names[0]);
    repository.commit({ 'readme.txt': 'x' });
    const pairs: string[] = [];
    const keyOf = ({ a, b }: { readonly a: string; readonly b: string }): string => [a, b].sort().join(' ');
    for (const [name, bytes] of Object.entries(images)) {
      repository.commit({ [name]: bytes });
      pairs.push(...(await runPush(repository)).report!.pairs.map(keyOf));
    }
    const full = await runBundle({ bundle, workspace: repository.folder, event: 'schedule' });
    expect(pairs.sort()).toEqual(full.report!.pairs.map(keyOf).sort());
    expect(pairs.length).toBeGreaterThanOrEqual(6);
  });
});

describe('5,000 files', () => {
  it('are looked through for the one that is copied', async () => {
    const repository = createRepository();
    const files = Array.from(
      { length: 5000 },
      (_, index) => [`d/${index % 50}/${index}.${index % 10 === 0 ? 'gif' : 'txt'}`, gif(index)] as const,
    );
    repository.commit({ ...Object.fromEntries(files), 'sunset.jpg': photo(sunset) });
    repository.commit({ 'again.jpg': photo(sunset) });
    const run = await runPush(repository, { inputs: { sensitivity: 'strict' } });
    expect(found(run)).toEqual(['exact | again.jpg | sunset.jpg']);
    expect(run.report!.counts).toMatchObject({ added: 1, all: 502 });
  });
});

/** A GIF of one pixel whose colour is a number. */
function gif(number: number): Buffer {
  const bytes = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
  bytes.writeUIntBE(number, 13, 3);
  return bytes;
}
