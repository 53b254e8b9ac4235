import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';

import { exampleBytes, searchImageOf, type Place } from '../../fixtures/search-images.ts';
import { parseAllowList, type AllowList } from './allow-list.ts';
import { findDuplicates, type FindDuplicatesOptions } from './find-duplicates.ts';
import type { DuplicateReport } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import type { Sensitivity } from './sensitivity.ts';

/** A sign, for a place in the photo. */
const SIGN = {
  input: { create: { width: 200, height: 120, channels: 3, background: '#d02040' } },
  left: 160,
  top: 120,
} as const;

let stream: Sharp;
let path: Sharp;
/** Pictures by a short name: two photos with copies, two flat ones. */
let pictures: Readonly<Record<string, SearchImage>>;

beforeAll(async () => {
  stream = sharp(await exampleBytes('train/landscape/forest-stream.jpg')); // 640 x 426
  path = sharp(await exampleBytes('train/landscape/mountain-path.jpg'));
  const flat = sharp({ create: { width: 200, height: 150, channels: 3, background: '#336699' } });
  const made: Readonly<Record<string, Sharp>> = {
    stream: stream.clone().jpeg({ quality: 90 }),
    lossy: stream.clone().jpeg({ quality: 30 }),
    small: stream.clone().resize(320).jpeg(),
    turned: stream.clone().rotate(90).jpeg(),
    mirrored: stream.clone().flop().jpeg(),
    path: path.clone().jpeg({ quality: 90 }),
    pathCopy: path.clone().webp(),
    flat: flat.clone().png(),
    flatCopy: flat.clone().jpeg({ quality: 70 }),
    flatSmall: flat.clone().resize(100).png(),
  };
  const images = await Promise.all(
    Object.entries(made).map(async ([source, picture]) => [source, await searchImageOf(picture, { source })] as const),
  );
  pictures = Object.fromEntries(images);
});

function at(name: string, place: Place = {}): SearchImage {
  return { ...pictures[name]!, source: name, ...place };
}

/** Pairs as "a b relation". */
function pairsOf({ pairs }: DuplicateReport): string[] {
  return pairs.map(({ a, b, relation }) => `${a} ${b} ${relation}`);
}

async function find(images: readonly SearchImage[], options?: FindDuplicatesOptions): Promise<string[]> {
  return pairsOf(await findDuplicates(images, options));
}

function allow(...pairs: readonly (readonly [string, string])[]): AllowList {
  const entries = pairs.map(([a, b]) => ({ a: pictures[a]!.checksum, b: pictures[b]!.checksum, reason: 'looked at' }));
  return parseAllowList(JSON.stringify(entries), new Date());
}

describe('findDuplicates', () => {
  it('finds the pairs, in the order of the sources, and what one image became', async () => {
    const images = ['stream', 'path', 'lossy', 'small', 'turned', 'mirrored', 'pathCopy'].map((name) => at(name));
    expect(await find(images)).toEqual([
      'stream lossy re-encoded',
      'stream small resized',
      'stream turned rotated',
      'stream mirrored mirrored',
      'path pathCopy re-encoded',
      'lossy small resized',
      'lossy turned rotated',
      'lossy mirrored mirrored',
      'small turned rotated',
      'small mirrored mirrored',
      'turned mirrored mirrored',
    ]);
  });

  it('counts what it found, and gives the facts of images in pairs only', async () => {
    const unreadable = [{ source: 'broken.jpg', code: 'image_corrupt', message: 'It is damaged.' }] as const;
    const images = [at('stream', { split: 'train' }), at('path'), at('small'), at('stream', { source: 'copy' })];
    const report = await findDuplicates(images, { unreadable });
    const { seconds, ...counts } = report.summary;
    expect(counts).toEqual({ images: 4, unreadable: 1, exact_pairs: 1, near_pairs: 2, clusters: 1, leaks: 0 });
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect([report.version, report.unreadable]).toEqual([1, unreadable]);
    expect(Object.keys(report.images)).toEqual(['stream', 'small', 'copy']);
    const { width, height, bytesize, content_type, checksum } = pictures['stream']!;
    expect(report.images['stream']).toEqual({
      ...{ width, height, bytesize, content_type, checksum },
      ...{ split: 'train', taken_at: null, camera: null },
    });
  });

  it('finds nothing among none and among different ones', async () => {
    expect(await find([])).toEqual([]);
    expect(await find([at('stream'), at('path'), at('flat')])).toEqual([]);
  });

  it('tells files with the same bytes, each pair of them once', async () => {
    const images = ['1', '2', '3'].map((source) => at('path', { source }));
    const { pairs } = await findDuplicates(images);
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([['1', '2'], ['1', '3'], ['2', '3']]); // prettier-ignore
    expect(pairs[0]).toMatchObject({
      kind: 'exact',
      relation: 'same-bytes',
      similarity: 1,
      evidence: {
        ...{ pdq_distance: null, orientation: 'none', agreeing_tiles: null, chroma_difference: null },
        ...{ inside: null, inside_share: null, overlay: null, tilt_degrees: null, map: null },
      },
    });
  });

  it('lists every copy of a near duplicate', async () => {
    const images = [
      at('stream'),
      at('small', { source: 'small 1' }),
      at('stream', { source: 'copy' }),
      at('small', { source: 'small 2' }),
    ];
    expect(await find(images)).toEqual([
      'stream copy same-bytes',
      'small 1 small 2 same-bytes',
      'stream small 1 resized',
      'stream small 2 resized',
      'small 1 copy resized',
      'copy small 2 resized',
    ]);
  });

  it('says what turns a into b, also for a copy that stands on the other side', async () => {
    const images = [at('stream'), at('turned'), at('stream', { source: 'copy' })];
    const { pairs } = await findDuplicates(images);
    const turns = pairs.map(({ a, b, evidence }) => `${a} ${b} ${evidence.orientation}`);
    expect(turns).toEqual(['stream copy none', 'stream turned rotate-90', 'turned copy rotate-270']);
    const reversed = await findDuplicates([at('turned'), at('stream')]);
    expect(reversed.pairs[0]!.evidence.orientation).toBe('rotate-270');
  });

  it('shows what a verdict rests on', async () => {
    const [pair] = (await findDuplicates([at('stream'), at('small')])).pairs;
    expect(pair).toMatchObject({ kind: 'near', similarity: expect.closeTo(0.998, 2) });
    expect(pair!.evidence.pdq_distance).toBeLessThanOrEqual(6);
    expect(pair!.evidence).toMatchObject({ orientation: 'none', agreeing_tiles: 1 });
    expect(pair!.evidence.chroma_difference).toBeLessThan(1);
  });

  it('says which is inside which, by how much, and what is laid over, from either side', async () => {
    const [part, signed] = [
      await searchImageOf(stream.clone().extract({ left: 160, top: 80, width: 400, height: 300 }).jpeg(), {
        source: 'part',
      }),
      await searchImageOf(stream.clone().composite([SIGN]).jpeg(), { source: 'signed' }),
    ];
    const evidence = async (a: SearchImage, b: SearchImage): Promise<readonly unknown[]> => {
      const [pair] = (await findDuplicates([a, b])).pairs;
      return [pair!.relation, pair!.evidence.inside, pair!.evidence.inside_share, pair!.evidence.overlay];
    };
    const share = expect.closeTo((400 * 300) / (640 * 426), 1);
    expect(await evidence(at('stream'), part)).toEqual(['cropped', 'b', share, null]);
    expect(await evidence(part, at('stream'))).toEqual(['cropped', 'a', share, null]);
    const sign = [0.25, 0.282, 0.313, 0.282].map((side) => expect.closeTo(side, 1)); // 160, 120, 200 and 120 pixels
    expect(await evidence(at('stream'), signed)).toEqual(['overlaid', null, null, sign]);
    expect(await evidence(signed, at('stream'))).toEqual(['overlaid', null, null, sign]);
  });

  it('looks as hard as it is told to, and says so', async () => {
    const part = await searchImageOf(stream.clone().extract({ left: 160, top: 80, width: 400, height: 300 }).jpeg());
    const images = [at('stream'), at('small'), part];
    const found = async (sensitivity: Sensitivity): Promise<readonly [unknown, number, number]> => {
      const { search, pairs } = await findDuplicates(images, { sensitivity });
      return [search.sensitivity, search.least_similarity, pairs.length];
    };
    expect(await found('balanced')).toEqual(['balanced', 0.5, 3]);
    expect(await found('thorough')).toEqual(['thorough', 0.2, 3]);
    // As a strict scan reads them: without local features.
    for (const image of images)
      images[images.indexOf(image)] = { ...image, fingerprint: { ...image.fingerprint, features: new Uint8Array() } };
    expect(await found('strict')).toEqual(['strict', 0.9, 1]);
  });

  it('holds in no cluster two pictures that are no verified pair', async () => {
    const half = (left: number): Promise<SearchImage> =>
      searchImageOf(stream.clone().extract({ left, top: 0, width: 330, height: 426 }).jpeg(), {
        source: `half ${left}`,
      });
    const images = [at('stream'), at('small'), await half(0), await half(310), at('lossy'), at('mirrored')];
    const { pairs, clusters } = await findDuplicates(images);
    const known = new Set(pairs.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
    expect(known.has('half 0 half 310')).toBe(false);
    expect([known.has('stream half 0'), known.has('stream half 310')]).toEqual([true, true]);
    expect(clusters).not.toEqual([]);
    for (const { members } of clusters)
      for (const a of members)
        for (const b of members) if (a !== b) expect([a, b, known.has(`${a} ${b}`)]).toEqual([a, b, true]);
  });

  it('pairs pictures with little content that look the same', async () => {
    const { pairs } = await findDuplicates([at('flat'), at('flatCopy'), at('flatSmall')]);
    expect(pairs.map(({ a, b, relation, similarity }) => [a, b, relation, similarity])).toEqual([
      ['flat', 'flatCopy', 're-encoded', 0.99],
      ['flat', 'flatSmall', 'resized', 0.99],
      ['flatCopy', 'flatSmall', 'resized', 0.99],
    ]);
  });

  it('gives the same pairs in whatever order the images come', async () => {
    const names = ['stream', 'lossy', 'small', 'turned', 'mirrored', 'path', 'pathCopy', 'flat', 'flatCopy'];
    const described = async (images: readonly SearchImage[]): Promise<string[]> => {
      const { pairs } = await findDuplicates(images);
      const texts = pairs.map(({ a, b, relation, similarity, evidence }) => {
        return [[a, b].toSorted().join(' '), relation, similarity, evidence.pdq_distance].join(' ');
      });
      return texts.toSorted();
    };
    const expected = await described(names.map((name) => at(name)));
    expect(expected).toHaveLength(12);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (order) => {
        expect(await described(order.map((name) => at(name)))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('stops when it is told to, with the reason given', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(findDuplicates([at('stream'), at('small')], { signal: stop })).rejects.toThrow('enough');
  });
});

describe('findDuplicates with pixel checksums', () => {
  it('calls pictures the same when their pixels are', async () => {
    const other = at('stream', { source: 'with a caption' });
    const images = [at('stream'), { ...other, checksum: 'f'.repeat(64) }];
    const pixelChecksum = async (): Promise<string> => 'one and the same';
    const [pair] = (await findDuplicates(images, { pixelChecksum })).pairs;
    expect(pair).toMatchObject({
      kind: 'exact',
      relation: 'same-pixels',
      similarity: 1,
      evidence: { pdq_distance: null, orientation: 'none', agreeing_tiles: null, chroma_difference: null },
    });
    expect((await findDuplicates(images)).pairs[0]).toMatchObject({ kind: 'near', relation: 're-encoded' });
  });

  it('does so for pictures with little content', async () => {
    const images = [at('flat'), at('flatCopy')];
    const pixelChecksum = async (): Promise<string> => 'one and the same';
    expect(await find(images, { pixelChecksum })).toEqual(['flat flatCopy same-pixels']);
  });

  it('leaves pictures near whose pixels differ or cannot be read', async () => {
    const images = [at('stream'), { ...at('stream', { source: 'other' }), checksum: 'f'.repeat(64) }];
    const pixelChecksum = async ({ source }: SearchImage): Promise<string> => source;
    expect(await find(images, { pixelChecksum })).toEqual(['stream other re-encoded']);
    expect(await find(images, { pixelChecksum: async () => null })).toEqual(['stream other re-encoded']);
  });

  it('asks only for pictures of the same size and turn that look the same', async () => {
    const asked: string[] = [];
    const pixelChecksum = async ({ source }: SearchImage): Promise<string> => {
      asked.push(source);
      return source;
    };
    await findDuplicates(
      ['stream', 'small', 'mirrored', 'path', 'flat', 'flatSmall'].map((name) => at(name)),
      { pixelChecksum },
    );
    expect(asked).toEqual([]);
  });
});

describe('findDuplicates with splits', () => {
  it('lists pairs across splits as leaks', async () => {
    const images = [
      at('stream', { split: 'train' }),
      at('stream', { source: 'copy', split: 'test' }),
      at('small', { split: 'train' }),
      at('lossy'),
    ];
    const { leaks, summary } = await findDuplicates(images);
    const pair = { a: 'stream', b: 'copy', a_split: 'train', b_split: 'test', similarity: 1 };
    expect(leaks).toEqual([
      { ...pair, kind: 'exact', relation: 'same-bytes' },
      {
        a: 'copy',
        b: 'small',
        a_split: 'test',
        b_split: 'train',
        kind: 'near',
        relation: 'resized',
        similarity: expect.closeTo(0.998, 2),
      },
    ]);
    expect(summary.leaks).toBe(2);
  });

  it('shows every file of a hundred copies, and every pair of splits', async () => {
    const splits = ['train', 'test', null];
    const images = [...Array(100).keys()].map((index) =>
      at('stream', { source: `${index}`, split: splits[index % 3]! }),
    );
    const { pairs, leaks } = await findDuplicates(images);
    expect(pairs.length).toBeLessThan(300);
    expect(new Set(pairs.flatMap(({ a, b }) => [a, b])).size).toBe(100);
    expect(new Set(leaks.map(({ a_split, b_split }) => `${a_split} ${b_split}`))).toEqual(
      new Set(['train test', 'test train']),
    );
  });
});

describe('findDuplicates against a reference', () => {
  const reference = { isReference: true };
  const against = { againstReference: true };

  it('gives pairs of a reference image with another one only', async () => {
    const images = [at('stream', reference), at('small', reference), at('lossy'), at('turned'), at('path')];
    expect(await find(images, against)).toEqual([
      'stream lossy re-encoded',
      'stream turned rotated',
      'small lossy resized',
      'small turned rotated',
    ]);
  });

  it('finds files with the same bytes across, not within a side', async () => {
    const images = [
      at('stream', reference),
      at('stream', { source: 'own copy' }),
      at('path', { source: 'path 1' }),
      at('path', { source: 'path 2' }),
      at('flat', { ...reference, source: 'flat 1' }),
      at('flat', { ...reference, source: 'flat 2' }),
    ];
    const report = await findDuplicates(images, against);
    expect(pairsOf(report)).toEqual(['stream own copy same-bytes']);
    expect(report.clusters.map(({ members }) => members)).toEqual([['stream', 'own copy']]);
    expect(Object.keys(report.images)).toEqual(['stream', 'own copy']);
  });

  it('keeps the reference image, though another one is larger', async () => {
    const { clusters } = await findDuplicates([at('small', reference), at('stream'), at('lossy')], against);
    expect(clusters).toEqual([
      {
        keep: 'small',
        reason: 'It stands in the set that was compared against.',
        members: ['small', 'stream', 'lossy'],
      },
    ]);
  });

  it('shows each of 5,000 copies of a reference image', async () => {
    const copies = [...Array(5000).keys()].map((index) => at('small', { source: `${index}` }));
    const { pairs } = await findDuplicates([at('stream', reference), ...copies], against);
    expect(pairs).toHaveLength(5000);
  });
});

describe('findDuplicates about some images only', () => {
  it('reports their pairs with any other, and no pair, cluster or fact of the rest', async () => {
    const of = (...names: readonly string[]): SearchImage[] => names.map((name) => pictures[name]!);
    const isNew = ({ source }: SearchImage): boolean => source === 'pathCopy';
    const report = await findDuplicates(of('pathCopy', 'path', 'stream', 'lossy'), {
      reports: (a, b) => isNew(a) || isNew(b),
    });
    expect(report.pairs.map(({ a, b }) => [a, b])).toEqual([['pathCopy', 'path']]);
    expect(report.clusters.map(({ members }) => [...members].sort())).toEqual([['path', 'pathCopy']]);
    expect(Object.keys(report.images).sort()).toEqual(['path', 'pathCopy']);
    expect(report.summary).toMatchObject({ images: 4, near_pairs: 1, clusters: 1 });
  });
});

describe('findDuplicates with clusters', () => {
  it('puts copies together, the best first, and says why', async () => {
    const images = [at('small'), at('lossy'), at('path'), at('stream'), at('flat')];
    expect((await findDuplicates(images)).clusters).toEqual([
      { keep: 'stream', reason: 'It is compressed the least.', members: ['stream', 'lossy', 'small'] },
    ]);
  });

  it('puts files with the same bytes together, and with what is near to them', async () => {
    const images = [
      at('path'),
      at('stream'),
      at('small'),
      at('stream', { source: 'copy' }),
      at('path', { source: 'path 2' }),
    ];
    const { clusters } = await findDuplicates(images);
    const reason = 'The files are identical; it is the first.';
    expect(clusters).toEqual([
      { keep: 'stream', reason, members: ['stream', 'copy', 'small'] },
      { keep: 'path', reason, members: ['path', 'path 2'] },
    ]);
  });
});

describe('findDuplicates with an allow list', () => {
  it('leaves an allowed pair out, whichever way round it is listed', async () => {
    const images = [at('stream'), at('small'), at('path'), at('pathCopy')];
    const expected = ['path pathCopy re-encoded'];
    expect(await find(images, { allow: allow(['stream', 'small']) })).toEqual(expected);
    expect(await find(images, { allow: allow(['small', 'stream']) })).toEqual(expected);
  });

  it('leaves all copies of an allowed pair out, and keeps the copies themselves', async () => {
    const images = [at('stream'), at('small'), at('stream', { source: 'copy' })];
    expect(await find(images, { allow: allow(['stream', 'small']) })).toEqual(['stream copy same-bytes']);
  });

  it('leaves copies with the same bytes out that are allowed by their one checksum', async () => {
    const report = await findDuplicates([at('path'), at('path', { source: 'copy' })], {
      allow: allow(['path', 'path']),
    });
    expect([report.pairs, report.clusters]).toEqual([[], []]);
  });

  it('does not put two pictures in one cluster that people found different', async () => {
    const images = [at('stream'), at('lossy'), at('small')];
    const report = await findDuplicates(images, { allow: allow(['lossy', 'small']) });
    expect(pairsOf(report)).toEqual(['stream lossy re-encoded', 'stream small resized']);
    expect(report.clusters).toHaveLength(1);
    expect(report.clusters[0]!.members).toHaveLength(2);
  });

  it('does not bring an allowed pair back as a copy of a copy', async () => {
    const images = [at('stream'), at('lossy'), at('small'), at('turned')];
    const found = await find(images, { allow: allow(['stream', 'turned'], ['stream', 'small']) });
    expect(found.filter((pair) => /stream (?:turned|small)/.test(pair))).toEqual([]);
    expect(found).toHaveLength(4);
  });
});
