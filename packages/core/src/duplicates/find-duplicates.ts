import type { AllowList } from './allow-list.ts';
import { groupContents, type Content } from './contents.ts';
import { sameBytes, toFinding, type PixelChecksum } from './finding.ts';
import { matchOnce, type KeptMatches } from './kept-matches.ts';
import { leakMoves } from './leak-moves.ts';
import { matchContents } from './match-contents.ts';
import { factsOf, toClusters, toLeaks, toPairs } from './report.ts';
import type { DuplicateCluster, DuplicatePair, DuplicateReport, UnreadableSource } from './report-types.ts';
import { rounded } from './rounded.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { SearchImage } from './search-image.ts';

export interface FindDuplicatesOptions {
  /** Only pairs of a reference image with another one are wanted. Default false: all pairs. */
  readonly againstReference?: boolean | undefined;
  /** Pairs that the report is about; others are found as well, since copies may stand between, but left out. Default: all that are found. */
  readonly reports?: ((a: SearchImage, b: SearchImage) => boolean) | undefined;
  /** Default balanced. */
  readonly sensitivity?: Sensitivity | undefined;
  /** Pairs of different pictures that may be expected among those that are found, over 0: the fewer, the more alike copies must be. Default 1. */
  readonly maxFalsePairs?: number | undefined;
  /** Pairs of contents that people looked at and found different. */
  readonly allow?: AllowList | undefined;
  /** SHA-256 over an image's oriented pixels; asked only for pictures that look alike to the last sample. Undefined: pixels are not compared. */
  readonly pixelChecksum?: PixelChecksum | undefined;
  /** Where matches are kept, so that the same search need not compare again. Default: they are not. */
  readonly keptMatches?: KeptMatches | undefined;
  /** Sources that could not be read, for the report. */
  readonly unreadable?: readonly UnreadableSource[] | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** When it aborts, its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the images that are the same: by bytes, by pixels, and nearly. Every near pair was nominated by its PDQ codes and accepted by its
 * thumbnails. The same images give the same pairs in whatever order they come. The report's `seconds` is the time of this search alone; a
 * caller that also read the images puts the whole in its place.
 */
export async function findDuplicates(
  images: readonly SearchImage[],
  options: FindDuplicatesOptions = {},
): Promise<DuplicateReport> {
  const started = performance.now();
  const {
    againstReference = false,
    reports = () => true,
    sensitivity = 'balanced',
    maxFalsePairs = 1,
    allow,
    pixelChecksum,
    keptMatches,
    unreadable = [],
    onProgress,
    signal,
  } = options;
  const contents = groupContents(images);
  const isAskedOfFiles = (a: number, b: number): boolean =>
    !againstReference || images[a]!.isReference !== images[b]!.isReference;
  const isAsked = liftToContents(images, contents, isAskedOfFiles);
  const isWanted = (a: number, b: number): boolean =>
    !allow?.has(contents[a]!.image.checksum, contents[b]!.image.checksum) && isAsked(a, b);

  const roles = contents.map(({ copies }) => (againstReference ? sidesOf(images, copies).join(' ') : ''));
  const settings = { sensitivity, maxFalsePairs };
  const { matches, leastSimilarity, expectedFalsePairs } = await matchOnce(
    contents,
    { kept: keptMatches, asked: { ...settings, roles, allowed: allow?.pairs ?? [] } },
    () => matchContents(contents, { ...settings, isWanted, onProgress, signal }),
  );
  const near = await Promise.all(matches.map((match) => toFinding(contents, match, pixelChecksum)));
  signal?.throwIfAborted();
  const same = [...contents.keys()].filter((index) => isWanted(index, index)).map((index) => sameBytes(contents[index]!)); // prettier-ignore
  const isReported = (a: number, b: number): boolean => isAskedOfFiles(a, b) && reports(images[a]!, images[b]!);
  const all = [...same, ...near].flatMap((finding) => toPairs(images, finding, isReported));
  const { scenes = [], pairs = [] } = Object.groupBy(all, scenesOrPairs);
  const copies = matches.filter(({ verdict }) => !verdict?.isSameScene);
  const clusters = toClusters(images, { contents, matches: copies, isAsked, isWanted }).filter(hasAny(pairs));
  const leaks = toLeaks(images, pairs);
  const seconds = Math.round(performance.now() - started) / 1000;
  return {
    version: 1,
    summary: {
      ...{ images: images.length, unreadable: unreadable.length, ...countKinds(pairs) },
      ...{ clusters: clusters.length, leaks: leaks.length, seconds },
    },
    search: {
      sensitivity,
      least_similarity: rounded(leastSimilarity, 4),
      expected_false_pairs: rounded(expectedFalsePairs, 4),
    },
    pairs,
    same_scene: scenes,
    clusters,
    leaks,
    leak_moves: leaks.length === 0 ? [] : leakMoves(images, pairs),
    unreadable,
    images: factsOf(images, all),
  };
}

/** Whether a cluster holds an image that stands in one of the pairs. */
function hasAny(pairs: readonly DuplicatePair[]): (cluster: DuplicateCluster) => boolean {
  const paired = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  return ({ members }) => members.some((member) => paired.has(member));
}

function countKinds(pairs: readonly DuplicatePair[]): Pick<DuplicateReport['summary'], 'exact_pairs' | 'near_pairs'> {
  const exact = pairs.filter(({ kind }) => kind === 'exact').length;
  return { exact_pairs: exact, near_pairs: pairs.length - exact };
}

function scenesOrPairs({ relation }: DuplicatePair): 'scenes' | 'pairs' {
  return relation === 'same-scene' ? 'scenes' : 'pairs';
}

/** Whether two contents (or one content's copies) hold some pair of files that is asked for. */
function liftToContents(
  images: readonly SearchImage[],
  contents: readonly Content[],
  isAskedOfFiles: (a: number, b: number) => boolean,
): (a: number, b: number) => boolean {
  // What is asked depends on the side a file is on only, so one file of each side stands for all.
  const sides = contents.map(({ copies }) => sidesOf(images, copies).map((side) => copies.find((index) => images[index]!.isReference === side)!)); // prettier-ignore
  return (a, b) => sides[a]!.some((one) => sides[b]!.some((other) => isAskedOfFiles(one, other)));
}

/** Whether there are own images among the copies of a content (false), reference images (true), or both. */
function sidesOf(images: readonly SearchImage[], copies: readonly number[]): boolean[] {
  return [false, true].filter((side) => copies.some((index) => images[index]!.isReference === side));
}
