import type { DuplicatePair, DuplicateReport, ImageFacts } from '../packages/core/src/duplicates/report-types.ts';

/** Names that people or attackers give to files, each of which has broken some report. */
export const HOSTILE_NAMES = {
  script: 'wild/</script><img src=x onerror=alert(1)>.jpg',
  comment: 'wild/<!--<script>.jpg',
  formula: '=cmd()',
  table: 'wild/a|b`c``d.jpg',
  lines: 'wild/two\nlines\u2028.jpg',
  rightToLeft: 'wild/photo\u202Egpj.exe',
  mention: '@mention',
  prototype: '__proto__',
} as const;

export function imageFacts(facts: Partial<ImageFacts> = {}): ImageFacts {
  return {
    width: 400,
    height: 300,
    bytesize: 32_500,
    content_type: 'image/jpeg',
    checksum: 'a'.repeat(64),
    split: null,
    taken_at: null,
    camera: null,
    ...facts,
  };
}

const NO_GEOMETRY = { inside: null, inside_share: null, overlay: null, tilt_degrees: null, map: null };

export function exactPair(a: string, b: string): DuplicatePair {
  const measured = { pdq_distance: null, orientation: 'none', agreeing_tiles: null, chroma_difference: null };
  const evidence = { ...measured, ...NO_GEOMETRY };
  return { a, b, kind: 'exact', relation: 'same-bytes', similarity: 1, evidence };
}

export function nearPair(a: string, b: string, verdict: Partial<DuplicatePair> = {}): DuplicatePair {
  const measured = { pdq_distance: 12, orientation: 'none', agreeing_tiles: 0.96, chroma_difference: 1.5 };
  const evidence = { ...measured, ...NO_GEOMETRY };
  return { a, b, kind: 'near', relation: 'resized', similarity: 0.9825, evidence, ...verdict };
}

/** A report with the counts that its pairs, clusters, leaks and unreadable sources give. */
export function reportOf(parts: Partial<Omit<DuplicateReport, 'version' | 'summary'>>, images = 12): DuplicateReport {
  const {
    pairs = [],
    clusters = [],
    leaks = [],
    leak_moves = [],
    unreadable = [],
    same_scene = [],
    images: facts = {},
  } = parts;
  const exact = pairs.filter(({ kind }) => kind === 'exact').length;
  const summary = {
    images,
    unreadable: unreadable.length,
    exact_pairs: exact,
    near_pairs: pairs.length - exact,
    clusters: clusters.length,
    leaks: leaks.length,
    seconds: 1.25,
  };
  const search = { sensitivity: 'balanced', least_similarity: 0.5, expected_false_pairs: 0.01 } as const;
  return { version: 1, summary, search, pairs, same_scene, clusters, leaks, leak_moves, unreadable, images: facts };
}

/** Two clusters, one of them across splits, and one file that could not be read. */
export function smallReport(): DuplicateReport {
  return reportOf({
    pairs: [
      nearPair('train/cat.jpg', 'test/cat.png', { relation: 'resized', similarity: 0.9825 }),
      exactPair('train/cat.jpg', 'train/cat copy.jpg'),
      nearPair('dog.jpg', 'dog-turned.jpg', {
        relation: 'rotated',
        similarity: 0.9719,
        evidence: {
          ...{ pdq_distance: 8, orientation: 'rotate-90', agreeing_tiles: 0.97, chroma_difference: 0.5 },
          ...NO_GEOMETRY,
        },
      }),
    ],
    clusters: [
      {
        keep: 'train/cat.jpg',
        reason: 'Highest resolution.',
        members: ['train/cat.jpg', 'test/cat.png', 'train/cat copy.jpg'],
      },
      { keep: 'dog.jpg', reason: 'It has a date.', members: ['dog.jpg', 'dog-turned.jpg'] },
    ],
    leaks: [
      {
        a: 'train/cat.jpg',
        b: 'test/cat.png',
        a_split: 'train',
        b_split: 'test',
        kind: 'near',
        relation: 'resized',
        similarity: 0.9825,
      },
    ],
    unreadable: [{ source: 'broken.jpg', code: 'image_truncated', message: 'The file ends too early. Copy it again.' }],
    images: {
      'train/cat.jpg': imageFacts({ split: 'train', taken_at: '2016:09:26 00:27:07', camera: 'Sony a7 II' }),
      'test/cat.png': imageFacts({
        width: 200,
        height: 150,
        bytesize: 9_100,
        content_type: 'image/png',
        split: 'test',
      }),
      'train/cat copy.jpg': imageFacts({ split: 'train', taken_at: '2016:09:26 00:27:07', camera: 'Sony a7 II' }),
      'dog.jpg': imageFacts({ bytesize: 1_500_000, taken_at: '2020:01:02 03:04:05' }),
      'dog-turned.jpg': imageFacts({ width: 300, height: 400, bytesize: 1_400_000 }),
    },
  });
}

/** Every hostile name in one cluster, as the copies of a harmless one. */
export function hostileReport(): DuplicateReport {
  const names = Object.values(HOSTILE_NAMES);
  return reportOf({
    pairs: names.map((name) => nearPair('keep.jpg', name)),
    clusters: [{ keep: 'keep.jpg', reason: 'Its name is <b>plain</b> | @short `x`.', members: ['keep.jpg', ...names] }],
    unreadable: names.map((source) => ({ source, code: 'not_an_image', message: `${source} is no image.` })),
    images: Object.fromEntries(['keep.jpg', ...names].map((name) => [name, imageFacts()])),
  });
}
