import type {
  DuplicateCluster,
  DuplicatePair,
  DuplicateReport,
  PairKind,
  Relation,
} from '../../duplicates/report-types.ts';
import { bestPairs } from '../best-pairs.ts';
import { clusterNumbers } from '../cluster-numbers.ts';
import { factsOf } from '../image-facts.ts';
import { inverseOrientation, percent, relationInWords, verdictInWords } from '../report-words.ts';
import { visibleName } from '../visible-name.ts';

/** What the page's script reads: the report, arranged for drawing. Images are named by their index in `images`. */
export interface PageData {
  readonly images: readonly PageImage[];
  readonly clusters: readonly PageCluster[];
  readonly leaks: readonly PageLeak[];
}

export interface PageImage {
  /** The name as found, for lists of files; never drawn. */
  readonly source: string;
  /** The name for the eye: the folder with its last slash, and the file. */
  readonly folder: string;
  readonly file: string;
  /** A data: URI. */
  readonly picture: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytesize: number | null;
  /** "JPEG". */
  readonly format: string | null;
  /** "2016-09-26 00:27". */
  readonly taken_at: string | null;
  readonly camera: string | null;
  readonly split: string | null;
}

export interface PageCluster {
  /** Counts from 1 in the order of the report. */
  readonly number: number;
  readonly reason: string;
  /** The image to keep first. */
  readonly members: readonly PageMember[];
  readonly is_leak: boolean;
  /** The lowest similarity among the members, 0 to 1. */
  readonly similarity: number;
}

export interface PageMember {
  readonly image: number;
  /** How the image relates to the one to keep; null for that one itself, and where the report has no pair. */
  readonly verdict: PageVerdict | null;
}

export interface PageVerdict {
  readonly kind: PairKind;
  readonly relation: Relation;
  readonly words: string;
  readonly similarity: number;
  readonly percent: string;
  /** The member it was matched with when that is not the one to keep. */
  readonly via: number | null;
}

export interface PageLeak {
  readonly a: number;
  readonly b: number;
  readonly a_split: string;
  readonly b_split: string;
  /** "Resized, 98.2%", "Identical file". */
  readonly words: string;
  /** Number of the cluster that holds both images. */
  readonly cluster: number | null;
}

/** Arranges a report and its pictures (data: URIs by source) for the page. */
export function pageData(report: DuplicateReport, pictures: ReadonlyMap<string, string>): PageData {
  const numbers = clusterNumbers(report);
  const sources = new Set([
    ...report.clusters.flatMap(({ members }) => members),
    ...report.leaks.flatMap(({ a, b }) => [a, b]),
  ]);
  const indexes = new Map(Array.from(sources, (source, index) => [source, index]));
  const best = bestPairs(report);
  const leaking = new Set(report.leaks.map(({ a }) => numbers.get(a)));
  return {
    images: Array.from(sources, (source) => pageImage(report, source, pictures.get(source) ?? null)),
    clusters: report.clusters.map((cluster, index) =>
      pageCluster(cluster, { number: index + 1, indexes, best, leaking }),
    ),
    leaks: report.leaks.map(({ a, b, a_split, b_split, kind, relation, similarity }) => ({
      a: indexes.get(a)!,
      b: indexes.get(b)!,
      a_split: visibleName(a_split),
      b_split: visibleName(b_split),
      words: verdictInWords({ kind, relation, similarity }),
      cluster: numbers.get(a) ?? null,
    })),
  };
}

interface ClusterContext {
  readonly number: number;
  readonly indexes: ReadonlyMap<string, number>;
  readonly best: ReadonlyMap<string, DuplicatePair>;
  readonly leaking: ReadonlySet<number | undefined>;
}

function pageCluster({ keep, reason, members }: DuplicateCluster, context: ClusterContext): PageCluster {
  const { number, indexes, best, leaking } = context;
  const drawn = members.map((source) => {
    const pair = source === keep ? undefined : best.get(source);
    return { image: indexes.get(source)!, verdict: pair ? verdictOf(source, pair, { keep, indexes }) : null };
  });
  return {
    number,
    reason: visibleName(reason),
    members: drawn,
    is_leak: leaking.has(number),
    similarity: Math.min(1, ...drawn.flatMap(({ verdict }) => verdict?.similarity ?? [])),
  };
}

function verdictOf(
  source: string,
  pair: DuplicatePair,
  { keep, indexes }: { readonly keep: string; readonly indexes: ReadonlyMap<string, number> },
): PageVerdict {
  const { kind, relation, similarity, evidence } = pair;
  const other = pair.a === source ? pair.b : pair.a;
  const orientation = pair.b === source ? evidence.orientation : inverseOrientation(evidence.orientation);
  return {
    kind,
    relation,
    words: relationInWords(relation, orientation),
    similarity,
    percent: percent(similarity),
    via: other === keep ? null : indexes.get(other)!,
  };
}

function pageImage(report: DuplicateReport, source: string, picture: string | null): PageImage {
  const facts = factsOf(report, source);
  const slash = source.lastIndexOf('/') + 1;
  return {
    source,
    folder: visibleName(source.slice(0, slash)),
    file: visibleName(source.slice(slash)),
    picture,
    width: facts?.width ?? null,
    height: facts?.height ?? null,
    bytesize: facts?.bytesize ?? null,
    format: facts ? formatName(facts.content_type) : null,
    taken_at: facts?.taken_at ? minute(facts.taken_at) : null,
    camera: facts?.camera ?? null,
    split: facts?.split ?? null,
  };
}

/** "image/svg+xml" is SVG, "image/x-canon-cr2" is CANON-CR2. */
function formatName(contentType: string): string {
  return contentType
    .replace(/^.*\/(?:x-|vnd\.)?/, '')
    .replace(/\+.*$/, '')
    .toUpperCase();
}

/** "2016:09:26 00:27:07" to "2016-09-26 00:27"; another form stays as it is. */
function minute(takenAt: string): string {
  return takenAt.replace(/^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d).*$/, '$1-$2-$3 $4');
}
