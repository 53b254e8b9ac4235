import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { describeWithPerl } from '../../../tests/perl.ts';
import { exampleBytes, EXAMPLES } from '../fixtures/search-images.ts';
import { readSources, type SourceItem } from './dataset/read-sources.ts';
import { parseAllowList } from './duplicates/allow-list.ts';
import type { DuplicatePair, DuplicateReport } from './duplicates/report-types.ts';
import type { FetchFunction } from './fetch/guarded-agent.ts';
import { ExifToolReader } from './metadata/exiftool.ts';
import {
  searchDuplicates,
  type DuplicateSearch,
  type SearchOptions,
  type SearchProgress,
} from './search-duplicates.ts';

const TOOLS = { concurrency: 2 };
const cwd = fileURLToPath(EXAMPLES);

function examples(...sources: readonly string[]): AsyncGenerator<SourceItem> {
  return readSources(sources, { cwd });
}

async function search(sources: readonly string[], options?: SearchOptions): Promise<DuplicateSearch> {
  return searchDuplicates(examples(...sources), TOOLS, options);
}

function names(pairs: readonly Pick<DuplicatePair, 'a' | 'b'>[]): string[] {
  return pairs.map(({ a, b }) => [a, b].toSorted().join(' ')).toSorted();
}

/** What examples/dataset is known to hold. */
interface Expected {
  readonly duplicates: readonly {
    readonly files: readonly string[];
    /** What each copy is to the first of the files. */
    readonly relations: Readonly<Record<string, string>>;
  }[];
  readonly distinct: readonly (readonly string[])[];
}

describe('searchDuplicates on the example dataset', () => {
  let report: DuplicateReport;
  let expected: Expected;
  const progress: SearchProgress[] = [];

  beforeAll(async () => {
    expected = JSON.parse(await readFile(new URL('expected-duplicates.json', EXAMPLES), 'utf8')) as Expected;
    ({ report } = await search(['train', 'test'], { onProgress: (step) => progress.push(step) }));
  });

  it('finds every pair of copies, and no other pair', () => {
    const pairs = expected.duplicates.flatMap(({ files }) =>
      files.flatMap((a, index) => files.slice(index + 1).map((b) => ({ a, b }))),
    );
    expect(names(report.pairs)).toEqual(names(pairs));
  });

  it('leaves pictures apart that only look alike', () => {
    const distinct = expected.distinct.map(([a, b]) => ({ a: a!, b: b! }));
    expect(distinct).not.toEqual([]);
    expect(names(report.pairs).filter((pair) => names(distinct).includes(pair))).toEqual([]);
  });

  it('says what became of the pictures', () => {
    const relations = new Map(report.pairs.map(({ a, b, relation }) => [[a, b].toSorted().join(' '), relation]));
    for (const { files, relations: known } of expected.duplicates) {
      const found = Object.keys(known).map((copy) => [copy, relations.get([files[0]!, copy].toSorted().join(' '))]);
      expect(Object.fromEntries(found)).toEqual(known);
    }
  });

  it.each([
    // 854 x 569 of 900 x 599 pixels; and 560 x 841 in a frame of 24.
    { name: 'test/landscape/mountain-meadow-cropped.jpg', isInside: true, share: 0.901 },
    { name: 'train/animal/dogs-framed.jpg', isInside: false, share: 0.871 },
  ])('says how much of the picture the one inside it shows: $name', ({ name, isInside, share }) => {
    const found = report.pairs.filter(({ a, b }) => a === name || b === name);
    expect(found).toHaveLength(2);
    for (const { a, evidence } of found) {
      expect((evidence.inside === 'a') === (a === name)).toBe(isInside);
      expect(Math.abs(evidence.inside_share! - share)).toBeLessThan(0.03);
    }
  });

  it('finds no shots of one scene, and says how it looked', () => {
    expect(report.same_scene).toEqual([]);
    expect(report.search).toMatchObject({ sensitivity: 'balanced', least_similarity: 0.5 });
    expect(report.search.expected_false_pairs).toBeLessThanOrEqual(1);
  });

  it('counts', () => {
    expect(report.summary).toMatchObject({ images: 38, unreadable: 0, exact_pairs: 4, near_pairs: 15, clusters: 15 });
    expect(report.summary.leaks).toBe(report.leaks.length);
  });

  it('lists as leaks the pairs of a training and a test image', () => {
    const across = report.pairs.filter(({ a, b }) => a.split('/')[0] !== b.split('/')[0]);
    expect(report.leaks.map(({ a, b }) => [a, b])).toEqual(across.map(({ a, b }) => [a, b]));
    expect(new Set(report.leaks.map(({ a_split, b_split }) => `${a_split} ${b_split}`))).toEqual(
      new Set(['train test']),
    );
    expect(report.leaks).toHaveLength(11);
  });

  it('keeps of each cluster the best, in front', () => {
    expect(report.clusters.every(({ keep, members }) => members[0] === keep)).toBe(true);
    expect(report.clusters).toContainEqual({
      keep: 'train/object/coffee.jpg',
      reason: 'It has the most pixels: 600 x 400 against 300 x 200.',
      members: ['train/object/coffee.jpg', 'train/object/coffee.png'],
    });
  });

  it('reports how far it is: first reading, then comparing', () => {
    const reading = progress.filter(({ phase }) => phase === 'reading');
    expect(reading.map(({ done }) => done)).toEqual([...Array(38).keys()].map((index) => index + 1));
    expect(progress.slice(0, 38)).toEqual(reading);
    expect(progress.at(-1)).toMatchObject({ phase: 'comparing' });
  });

  it('leaves out an allowed pair', async () => {
    const [a, b] = ['train/object/coffee.jpg', 'train/object/coffee.png'].map((name) => report.images[name]!.checksum);
    const allow = parseAllowList(JSON.stringify([{ a: b, b: a, reason: 'a print and its negative' }]), new Date());
    expect((await search(['train/object'], { allow })).report.pairs.map(({ relation }) => relation)).toEqual([
      'same-pixels',
    ]);
  });
});

describe('searchDuplicates against other images', () => {
  it('gives pairs across only', async () => {
    const { report } = await search(['test'], { against: examples('train') });
    expect(report.summary).toMatchObject({ images: 38, exact_pairs: 1, near_pairs: 10, leaks: 11 });
    expect(new Set(report.pairs.map(({ a, b }) => `${a.split('/')[0]} ${b.split('/')[0]}`))).toEqual(
      new Set(['train test']),
    );
  });

  it('does not compare a file with itself', async () => {
    const { report } = await search(['train/animal', 'test/animal'], { against: examples('train/animal') });
    expect(report.summary.images).toBe(9);
    expect(names(report.pairs)).toEqual(
      names([
        { a: 'train/animal/cat.jpg', b: 'test/animal/cat-mirrored.jpg' },
        { a: 'train/animal/dogs.jpg', b: 'test/animal/dogs.jpg' },
        { a: 'train/animal/dogs-framed.jpg', b: 'test/animal/dogs.jpg' },
        { a: 'train/animal/ladybird-grey.jpg', b: 'test/animal/ladybird.jpg' },
      ]),
    );
    expect((await search(['train'], { against: examples('train') })).report.pairs).toEqual([]);
  });

  it('counts what cannot be read on both sides, and each file once', async () => {
    const { report } = await search(['train/none', 'test/none'], { against: examples('train/none') });
    expect(report.unreadable.map(({ source, code }) => [source, code])).toEqual([
      ['train/none', 'file_not_found'],
      ['train/none', 'file_not_found'],
      ['test/none', 'file_not_found'],
    ]);
  });
});

describe('searchDuplicates with pictures of the same pixels', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'search-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('compares pixels across formats, orientations and grey files', async () => {
    const photo = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(300, 200);
    const stored = photo.clone().png();
    await stored.toFile(join(folder, '1.png'));
    const turned = sharp(await photo.clone().png().toBuffer()).rotate(270);
    await turned.withMetadata({ orientation: 6 }).png().toFile(join(folder, '2.png'));
    await photo.clone().webp({ lossless: true, effort: 0 }).toFile(join(folder, '3.webp'));
    await photo.clone().tiff({ compression: 'deflate' }).toFile(join(folder, '4.tif'));
    await photo.clone().jpeg().toFile(join(folder, '5.jpg'));
    const { report } = await searchDuplicates(readSources(['.'], { cwd: folder }), TOOLS);
    const relations = report.pairs.map(({ a, b, relation }) => `${a} ${b} ${relation}`);
    const exact = ['1.png 2.png', '1.png 3.webp', '1.png 4.tif', '2.png 3.webp', '2.png 4.tif', '3.webp 4.tif'];
    expect(relations.filter((text) => text.endsWith('same-pixels'))).toEqual(
      exact.map((pair) => `${pair} same-pixels`),
    );
    expect(relations).toHaveLength(10);
  });

  it('decodes in full one picture at a time, each once', async () => {
    // Six files with the same pixels, by comments that differ.
    const png = await sharp(await exampleBytes('train/landscape/forest-stream.jpg'))
      .resize(200)
      .png()
      .toBuffer();
    const urls = [...Array(6).keys()].map((index) => `https://example.com/${index}.png`);
    const asked: string[] = [];
    let [phase, open, most] = ['reading', 0, 0];
    const fetch: FetchFunction = async (url) => {
      if (phase === 'comparing') {
        asked.push(url);
        most = Math.max(most, ++open);
      }
      await sleep(2);
      if (phase === 'comparing') open--;
      return { status: 200, headers: {}, body: Buffer.concat([png, Buffer.from(url)]), url };
    };
    async function* items(): AsyncGenerator<SourceItem> {
      for (const url of urls) yield { source: url, location: url, split: null };
    }
    const { report } = await searchDuplicates(
      items(),
      { ...TOOLS, fetch: { fetch } },
      { onProgress: (step) => (phase = step.phase) },
    );
    expect(report.summary).toMatchObject({ exact_pairs: 15, near_pairs: 0 });
    expect(asked.toSorted()).toEqual(urls);
    expect(most).toBe(1);
  });

  it('lets a pair stand as near when a file is gone by then', async () => {
    const paths = ['a.png', 'b.png'].map((name) => join(folder, name));
    const picture = sharp(await exampleBytes('train/landscape/forest-stream.jpg')).resize(200);
    await picture.clone().png({ compressionLevel: 1 }).toFile(paths[0]!);
    await picture.clone().png({ compressionLevel: 9 }).toFile(paths[1]!);
    const items = (): AsyncGenerator<SourceItem> => readSources(['a.png', 'b.png'], { cwd: folder });
    expect((await searchDuplicates(items(), TOOLS)).report.pairs.map(({ relation }) => relation)).toEqual([
      'same-pixels',
    ]);
    const onProgress = ({ phase }: SearchProgress): void => {
      if (phase === 'comparing') writeFileSync(paths[1]!, 'gone');
    };
    const { report } = await searchDuplicates(items(), TOOLS, { onProgress });
    expect(report.pairs.map(({ relation }) => relation)).toEqual(['re-encoded']);
  });
});

describe('searchDuplicates stopped', () => {
  const reason = new Error('the user has had enough');

  it.each(['reading', 'comparing', 'showing'] as const)('while %s throws the reason', async (phase) => {
    const stop = new AbortController();
    const searching = search(['train/landscape', 'test/landscape'], {
      show: true,
      signal: stop.signal,
      onProgress: (step) => step.phase === phase && stop.abort(reason),
    });
    await expect(searching).rejects.toBe(reason);
  });
});

describe('searchDuplicates that shows', () => {
  it('gives a small picture of each image in a pair, and of no other', async () => {
    const { report, pictures } = await search(['train/animal', 'train/landscape'], { show: true });
    expect([...pictures.keys()].toSorted()).toEqual(Object.keys(report.images).toSorted());
    expect(pictures.has('train/landscape/forest-stream.jpg')).toBe(false);
    const turned = pictures.get('train/animal/nuthatch-turned.jpg')!;
    const { format, width, height } = await sharp(Buffer.from(turned.split(',')[1]!, 'base64')).metadata();
    expect([turned.split(',')[0], format, width, height]).toEqual(['data:image/webp;base64', 'webp', 320, 180]);
  });

  it('does so only when it is asked to', async () => {
    expect((await search(['train/animal'])).pictures.size).toBe(0);
  });

  it('reports how many it has shown', async () => {
    const steps: SearchProgress[] = [];
    await search(['train/animal'], { show: true, onProgress: (step) => steps.push(step) });
    expect(steps.filter(({ phase }) => phase === 'showing')).toEqual([
      ...[1, 2, 3, 4].map((done) => ({ phase: 'showing', done, total: 4 })),
    ]);
  });

  describeWithPerl('with ExifTool', () => {
    it('gives date and camera, as far as the files tell', async () => {
      const exiftool = new ExifToolReader({ maxProcesses: 1 });
      try {
        const { report } = await searchDuplicates(examples('train', 'test'), { ...TOOLS, exiftool }, { show: true });
        const facts = (name: string): unknown[] => [report.images[name]!.taken_at, report.images[name]!.camera];
        expect(facts('train/landscape/storm-road.jpg')).toEqual(['2008:04:20 19:12:06', 'Canon EOS 400D Digital']);
        expect(facts('train/landscape/storm-road-captioned.jpg')).toEqual(facts('train/landscape/storm-road.jpg'));
        expect(facts('train/object/cups.jpg')).toEqual(['2014:04:29 14:25:26', 'Sony NEX-3N']);
        expect(facts('test/plant/autumn-leaf.avif')).toEqual(['2015:10:29 15:44:44', 'Canon EOS 70D']);
        expect(facts('test/animal/cat-mirrored.jpg')).toEqual([null, null]);
      } finally {
        await exiftool.close();
      }
    });
  });
});
