import type { SearchImage } from './search-image.ts';

/** Files with the same bytes are one content: it is compared once, however many copies there are. */
export interface Content {
  /** The first file with these bytes. */
  readonly image: SearchImage;
  /** Places of all files with these bytes in the list of images, ascending. */
  readonly copies: readonly number[];
}

/** Groups files by checksum, in the order of their first appearance. */
export function groupContents(images: readonly SearchImage[]): Content[] {
  const byChecksum = new Map<string, { image: SearchImage; copies: number[] }>();
  for (const [index, image] of images.entries()) {
    const content = byChecksum.get(image.checksum);
    if (content) content.copies.push(index);
    else byChecksum.set(image.checksum, { image, copies: [index] });
  }
  return [...byChecksum.values()];
}

/** Most pairs that are listed one by one between the copies of two contents, or within one. */
const MOST_LISTED_PAIRS = 4096;

/** What tells apart the files of which every pair must show, such as the split. */
type GroupOf = (index: number) => string;

/**
 * The pairs of files that a pair of contents (or one content, twice) stands for, each once, the earlier file first. Where that would be more
 * than a few thousand, each file is listed with the first of each group only, so that every file and every pair of groups still shows.
 */
export function filePairs(a: Content, b: Content, groupOf: GroupOf): Iterable<[number, number]> {
  return a === b ? pairsWithin(a.copies, groupOf) : pairsBetween(a.copies, b.copies, groupOf);
}

function* pairsWithin(copies: readonly number[], groupOf: GroupOf): Generator<[number, number]> {
  const isFew = copies.length ** 2 <= MOST_LISTED_PAIRS;
  const centres = new Set(isFew ? copies : firstOfEachGroup(copies, groupOf));
  for (const centre of centres)
    for (const other of copies) {
      // Two centres come up twice.
      if (other > centre || (other < centre && !centres.has(other))) yield inOrder(centre, other);
    }
}

function* pairsBetween(
  ones: readonly number[],
  others: readonly number[],
  groupOf: GroupOf,
): Generator<[number, number]> {
  const isFew = ones.length * others.length <= MOST_LISTED_PAIRS;
  const centres = new Set(isFew ? ones : firstOfEachGroup(ones, groupOf));
  const otherCentres = firstOfEachGroup(others, groupOf);
  for (const one of ones) for (const other of centres.has(one) ? others : otherCentres) yield inOrder(one, other);
}

function firstOfEachGroup(copies: readonly number[], groupOf: GroupOf): number[] {
  const first = new Map<string, number>();
  for (const index of copies) if (!first.has(groupOf(index))) first.set(groupOf(index), index);
  return [...first.values()];
}

function inOrder(one: number, other: number): [number, number] {
  return one < other ? [one, other] : [other, one];
}
