import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { invertOrientation } from '../fingerprint/turn-square.ts';
import type { AllowList } from './allow-list.ts';
import { cluster } from './cluster.ts';
import { filePairs, groupContents, type Content } from './contents.ts';
import { compareWorth, keepReason } from './keep.ts';
import { matchContents, type ContentMatch } from './match-contents.ts';
import { relationOf } from './relation.ts';
import type {
  DuplicateCluster,
  DuplicatePair,
  DuplicateReport,
  ImageFacts,
  Leak,
  PairEvidence,
  Relation,
  UnreadableSource,
} from './report-types.ts';
import type { SearchImage } from './search-image.ts';

export interface FindDuplicatesOptions {
  /** Only pairs of a reference image with another one are wanted. Default false: all pairs. */
  readonly againstReference?: boolean | undefined;
  /** Pairs of contents that people looked at and found different. */
  readonly allow?: AllowList | undefined;
  /** SHA-256 over an image's oriented pixels; asked only for pictures that look alike to the last sample. Undefined: pixels are not compared. */
  readonly pixelChecksum?: ((image: SearchImage) => Promise<string | null>) | undefined;
  /** Sources that could not be read, for the report. */
  readonly unreadable?: readonly UnreadableSource[] | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A pair of contents with its verdict in words. */
interface Finding {
  readonly a: Content;
  readonly b: Content;
  readonly relation: Relation;
  readonly similarity: number;
  readonly evidence: PairEvidence;
}

const EQUAL: PairEvidence = { pdq_distance: null, orientation: 'none', agreeing_tiles: null, chroma_difference: null };

/**
 * Finds the images that are the same: by bytes, by pixels, and nearly. Every near pair was nominated by its PDQ codes and accepted by its
 * thumbnails. The report's `seconds` is the time of this search alone; a caller that also read the images puts the whole in its place.
 */
export async function findDuplicates(
  images: readonly SearchImage[],
  options: FindDuplicatesOptions = {},
): Promise<DuplicateReport> {
  const started = performance.now();
  const { againstReference = false, allow, unreadable = [] } = options;
  const contents = groupContents(images);
  const wantsFiles = (a: number, b: number): boolean =>
    !againstReference || images[a]!.isReference !== images[b]!.isReference;
  const wants = contentFilter(images, contents, wantsFiles, allow);
  const matches = await matchContents(contents, { wants, onProgress: options.onProgress, signal: options.signal });
  const near = await Promise.all(matches.map((match) => finding(contents, match, options.pixelChecksum)));
  const same = contents.map((content) => ({
    a: content,
    b: content,
    relation: 'same-bytes' as const,
    similarity: 1,
    evidence: EQUAL,
  }));

  const groupOf = (index: number): string => `${images[index]!.isReference} ${images[index]!.split ?? ''}`;
  const pairs = [...same, ...near].flatMap((found) =>
    [...filePairs(found.a, found.b, groupOf)]
      .filter(([a, b]) => wantsFiles(a, b))
      .map((files) => toPair(images, files, found)),
  );
  const clusters = toClusters(images, contents, matches, wants);
  const leaks = toLeaks(images, pairs);
  const exact = pairs.filter(({ kind }) => kind === 'exact').length;
  const seconds = Math.round(performance.now() - started) / 1000;
  return {
    version: 1,
    summary: {
      images: images.length,
      unreadable: unreadable.length,
      exact_pairs: exact,
      near_pairs: pairs.length - exact,
      clusters: clusters.length,
      leaks: leaks.length,
      seconds,
    },
    pairs,
    clusters,
    leaks,
    unreadable,
    images: factsOf(images, pairs),
  };
}

/** Which pairs of contents are to be compared: some of their files are wanted as a pair, and nobody allowed them. */
function contentFilter(
  images: readonly SearchImage[],
  contents: readonly Content[],
  wantsFiles: (a: number, b: number) => boolean,
  allow?: AllowList,
): (a: number, b: number) => boolean {
  const sides = contents.map(({ copies }) =>
    [false, true].map((side) => copies.find((index) => images[index]!.isReference === side)),
  );
  return (a, b) => {
    if (allow?.has(contents[a]!.image.checksum, contents[b]!.image.checksum)) return false;
    return sides[a]!.some(
      (one) => one !== undefined && sides[b]!.some((other) => other !== undefined && wantsFiles(one, other)),
    );
  };
}

async function finding(
  contents: readonly Content[],
  match: ContentMatch,
  pixelChecksum: FindDuplicatesOptions['pixelChecksum'],
): Promise<Finding> {
  const [a, b] = [contents[match.a]!, contents[match.b]!];
  if (pixelChecksum && mayHaveSamePixels(a.image, b.image, match)) {
    const [one, other] = await Promise.all([pixelChecksum(a.image), pixelChecksum(b.image)]);
    if (one !== null && one === other) return { a, b, relation: 'same-pixels', similarity: 1, evidence: EQUAL };
  }
  const { verdict } = match;
  if (!verdict)
    return {
      a,
      b,
      relation: a.image.width === b.image.width ? 're-encoded' : 'resized',
      similarity: 0.99,
      evidence: EQUAL,
    };
  return {
    a,
    b,
    relation: relationOf(a.image, b.image, verdict),
    similarity: verdict.similarity,
    evidence: {
      pdq_distance: verdict.distance,
      orientation: DIHEDRAL_NAMES[verdict.orientation]!,
      agreeing_tiles: Math.round(1000 * verdict.verification.agreeingShare) / 1000,
      chroma_difference: Math.round(10 * verdict.verification.chromaDifference) / 10,
    },
  };
}

/** Same pixels shrink to nearly the same thumbnail, whatever decoder shrank them. */
function mayHaveSamePixels(a: SearchImage, b: SearchImage, { verdict }: ContentMatch): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  return (
    !verdict ||
    (verdict.orientation === 0 && verdict.verification.lumaDifference < 1 && verdict.verification.chromaDifference < 1)
  );
}

function toPair(images: readonly SearchImage[], [first, second]: [number, number], found: Finding): DuplicatePair {
  const isSwapped = images[first]!.checksum !== found.a.image.checksum;
  const orientation = DIHEDRAL_NAMES.findIndex((name) => name === found.evidence.orientation);
  const evidence = isSwapped
    ? { ...found.evidence, orientation: DIHEDRAL_NAMES[invertOrientation(orientation)]! }
    : found.evidence;
  const kind = found.relation === 'same-bytes' || found.relation === 'same-pixels' ? 'exact' : 'near';
  return {
    a: images[first]!.source,
    b: images[second]!.source,
    kind,
    relation: found.relation,
    similarity: found.similarity,
    evidence,
  };
}

function toClusters(
  images: readonly SearchImage[],
  contents: readonly Content[],
  matches: readonly ContentMatch[],
  wants: (a: number, b: number) => boolean,
): DuplicateCluster[] {
  const linked = new Map(contents.map((_, index) => [index, new Map<number, number>()]));
  for (const { a, b, verdict } of matches) {
    linked.get(a)!.set(b, verdict?.similarity ?? 1);
    linked.get(b)!.set(a, verdict?.similarity ?? 1);
  }
  const order = [...contents.keys()].sort((a, b) => compareWorth(contents[a]!.image, contents[b]!.image) || a - b);
  const groups = cluster(
    order,
    (item) => linked.get(item)!,
    (a, b) => linked.get(a)!.has(b) || !wants(a, b),
  );
  const clustered = new Set(groups.flat());
  const alone = [...contents.keys()]
    .filter((index) => !clustered.has(index) && contents[index]!.copies.length > 1)
    .map((index) => [index]);
  return [...groups, ...alone].map((group) => {
    const files = group.flatMap((index) => contents[index]!.copies).map((index) => images[index]!);
    const [keep, ...others] = files.toSorted(compareWorth);
    return {
      keep: keep!.source,
      reason: keepReason(keep!, others[0]!),
      members: [keep!, ...others].map(({ source }) => source),
    };
  });
}

function toLeaks(images: readonly SearchImage[], pairs: readonly DuplicatePair[]): Leak[] {
  const splits = new Map(images.map(({ source, split }) => [source, split]));
  return pairs.flatMap(({ a, b, kind, relation, similarity }) => {
    const [a_split, b_split] = [splits.get(a) ?? null, splits.get(b) ?? null];
    return a_split !== null && b_split !== null && a_split !== b_split
      ? [{ a, b, a_split, b_split, kind, relation, similarity }]
      : [];
  });
}

function factsOf(images: readonly SearchImage[], pairs: readonly DuplicatePair[]): Record<string, ImageFacts> {
  const named = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const facts = images
    .filter(({ source }) => named.has(source))
    .map(({ source, width, height, bytesize, content_type, checksum, split }) => {
      return [
        source,
        { width, height, bytesize, content_type, checksum, split, taken_at: null, camera: null },
      ] as const;
    });
  return Object.fromEntries(facts);
}
