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

/**
 * The pairs of files that a pair of contents (or one content, twice) stands for, the earlier file first. Where that would be more than a few
 * thousand, each file is listed with the first of each group (such as a split) instead, so that every file and every pair of groups still shows.
 */
export function* filePairs(a: Content, b: Content, groupOf: (index: number) => string): Generator<[number, number]> {
  const isListed = a.copies.length * b.copies.length <= MOST_LISTED_PAIRS;
  const centres = isListed ? a.copies : firstOfEachGroup(a.copies, groupOf);
  for (const one of centres)
    for (const other of b.copies) {
      if (one === other) continue;
      // Within one content both orders come up; the one in list order is given, and the other only where a centre stands behind.
      if (a === b && one > other && (isListed || centres.includes(other))) continue;
      yield one < other ? [one, other] : [other, one];
    }
}

function firstOfEachGroup(copies: readonly number[], groupOf: (index: number) => string): number[] {
  const first = new Map<string, number>();
  for (const index of copies) if (!first.has(groupOf(index))) first.set(groupOf(index), index);
  return [...first.values()];
}
