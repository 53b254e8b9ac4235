import { cluster } from './cluster.ts';
import { filePairs, type Content } from './contents.ts';
import type { Finding } from './finding.ts';
import { compareWorth, keepReason } from './keep.ts';
import { laterEdits, type LaterEdits } from './later-edits.ts';
import type { ContentMatch } from './content-match.ts';
import type { DuplicateCluster, DuplicatePair, ImageFacts, Leak } from './report-types.ts';
import type { SearchImage } from './search-image.ts';

/** The pairs of files that a finding about their contents stands for, as far as they are asked for. */
export function toPairs(
  images: readonly SearchImage[],
  { a, b, relation, similarity, evidence, evidenceFromOtherSide }: Finding,
  isAsked: (a: number, b: number) => boolean,
): DuplicatePair[] {
  const groupOf = (index: number): string => `${images[index]!.isReference} ${images[index]!.split ?? ''}`;
  const kind = relation === 'same-bytes' || relation === 'same-pixels' ? 'exact' : 'near';
  const asked = [...filePairs(a, b, groupOf)].filter(([first, second]) => isAsked(first, second));
  return asked.map(([first, second]) => {
    const [one, other] = [images[first]!, images[second]!];
    const isSwapped = one.checksum !== a.image.checksum;
    return {
      a: one.source,
      b: other.source,
      kind,
      relation,
      similarity,
      evidence: isSwapped ? evidenceFromOtherSide : evidence,
    };
  });
}

/** What clusters are made of: contents with their matches, by their places. */
export interface Matched {
  readonly contents: readonly Content[];
  readonly matches: readonly ContentMatch[];
  /** Whether the search was to tell if these two are the same. */
  readonly isAsked: (a: number, b: number) => boolean;
  /** The same, and nobody found them different. */
  readonly isWanted: (a: number, b: number) => boolean;
}

/** Groups of files that are copies of one another, the one to keep first: linked contents, then contents that only have copies of their own. */
export function toClusters(
  images: readonly SearchImage[],
  { contents, matches, isAsked, isWanted }: Matched,
): DuplicateCluster[] {
  const links = contents.map(() => new Map<number, number>());
  for (const { a, b, verdict } of matches) {
    links[a]!.set(b, verdict?.similarity ?? 1);
    links[b]!.set(a, verdict?.similarity ?? 1);
  }
  const edits = laterEdits(contents, matches);
  const order = [...contents.keys()].sort(
    (a, b) => compareWorth(contents[a]!.image, contents[b]!.image, edits) || a - b,
  );
  const groups = cluster(
    order,
    (item) => links[item]!,
    (a, b) => links[a]!.has(b) || !isAsked(a, b),
  );
  const grouped = new Set(groups.flat());
  const alone = [...contents.keys()].filter(
    (index) => !grouped.has(index) && contents[index]!.copies.length > 1 && isWanted(index, index),
  );
  return [...groups, ...alone.map((index) => [index])].map((group) =>
    toCluster(
      group.flatMap((index) => contents[index]!.copies).map((index) => images[index]!),
      edits,
    ),
  );
}

/** @param files at least two. */
function toCluster(files: readonly SearchImage[], edits: LaterEdits): DuplicateCluster {
  const [keep, ...others] = files.toSorted((a, b) => compareWorth(a, b, edits));
  return {
    keep: keep!.source,
    reason: keepReason(keep!, others[0]!, edits),
    members: [keep!, ...others].map(({ source }) => source),
  };
}

/** The pairs whose images stand in different splits. */
export function toLeaks(images: readonly SearchImage[], pairs: readonly DuplicatePair[]): Leak[] {
  const splits = new Map(images.map(({ source, split }) => [source, split]));
  return pairs.flatMap(({ a, b, kind, relation, similarity }) => {
    const [a_split, b_split] = [splits.get(a) ?? null, splits.get(b) ?? null];
    return a_split !== null && b_split !== null && a_split !== b_split
      ? [{ a, b, a_split, b_split, kind, relation, similarity }]
      : [];
  });
}

/** What is known of the images that stand in a pair, by source. Date and camera are not: the caller may look for them. */
export function factsOf(
  images: readonly SearchImage[],
  pairs: readonly DuplicatePair[],
): Readonly<Record<string, ImageFacts>> {
  const named = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  return Object.fromEntries(
    images
      .filter(({ source }) => named.has(source))
      .map(({ source, width, height, bytesize, content_type, checksum, split }) => [
        source,
        { width, height, bytesize, content_type, checksum, split, taken_at: null, camera: null },
      ]),
  );
}
