import type {
  DuplicateCluster,
  DuplicatePair,
  DuplicateReport,
  Leak,
  PairKind,
  Relation,
} from '../../duplicates/report-types.ts';
import { bestPairs } from '../best-pairs.ts';
import { clusterNumbers } from '../cluster-numbers.ts';
import { factsOf } from '../image-facts.ts';
import { laidView, type LaidView } from '../laid-view.ts';
import { pairInWords, verdictInWords } from '../pair-words.ts';
import { percent, relationInWords } from '../report-words.ts';
import { seenFrom } from '../seen-from.ts';
import { visibleName } from '../visible-name.ts';

/** What the page's script reads: the report, arranged for drawing. Images are named by their index in `images`. */
export interface PageData {
  readonly images: readonly PageImage[];
  readonly clusters: readonly PageCluster[];
  readonly leaks: readonly PageLeak[];
  readonly scenes: readonly PageScene[];
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
  /** The image it was matched with, laid on this one. */
  readonly laid: LaidView | null;
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
  /** `a`, laid on `b`. */
  readonly laid: LaidView | null;
}

/** Two shots of one scene. */
export interface PageScene {
  readonly a: number;
  readonly b: number;
  /** "Same scene, 98.2% similar". */
  readonly words: string;
  /** `a`, laid on `b`. */
  readonly laid: LaidView | null;
}

/** Arranges a report and its pictures (data: URIs by source) for the page. */
export function pageData(report: DuplicateReport, pictures: ReadonlyMap<string, string>): PageData {
  const numbers = clusterNumbers(report);
  const sources = new Set([
    ...report.clusters.flatMap(({ members }) => members),
    ...[...report.leaks, ...report.same_scene].flatMap(({ a, b }) => [a, b]),
  ]);
  const indexes = new Map(Array.from(sources, (source, index) => [source, index]));
  const best = bestPairs(report);
  const pairs = new Map(report.pairs.map((pair) => [pairKey(pair), pair]));
  const leaking = new Set(report.leaks.map(({ a }) => numbers.get(a)));
  return {
    images: Array.from(sources, (source) => pageImage(report, source, pictures.get(source) ?? null)),
    clusters: report.clusters.map((cluster, index) =>
      pageCluster(cluster, { report, number: index + 1, indexes, best, leaking }),
    ),
    leaks: report.leaks.map((leak) => pageLeak(report, leak, { indexes, cluster: numbers.get(leak.a) ?? null, pairs })),
    scenes: report.same_scene.map((pair) => ({
      a: indexes.get(pair.a)!,
      b: indexes.get(pair.b)!,
      words: verdictInWords(pair),
      laid: laidOf(report, pair),
    })),
  };
}

interface LeakContext {
  readonly indexes: ReadonlyMap<string, number>;
  readonly cluster: number | null;
  readonly pairs: ReadonlyMap<string, DuplicatePair>;
}

function pageLeak(report: DuplicateReport, leak: Leak, { indexes, cluster, pairs }: LeakContext): PageLeak {
  const { a, b, a_split, b_split, kind, relation, similarity } = leak;
  const pair = pairs.get(pairKey(leak));
  const words =
    kind === 'exact' ? relationInWords(relation) : `${relationInWords(relation)}, ${percent(similarity)} similar`;
  return {
    a: indexes.get(a)!,
    b: indexes.get(b)!,
    a_split: visibleName(a_split),
    b_split: visibleName(b_split),
    words: pair ? verdictInWords(pair) : words,
    cluster,
    laid: pair ? laidOf(report, pair) : null,
  };
}

function pairKey({ a, b }: { readonly a: string; readonly b: string }): string {
  return JSON.stringify([a, b]);
}

interface ClusterContext {
  readonly report: DuplicateReport;
  readonly number: number;
  readonly indexes: ReadonlyMap<string, number>;
  readonly best: ReadonlyMap<string, DuplicatePair>;
  readonly leaking: ReadonlySet<number | undefined>;
}

function pageCluster({ keep, reason, members }: DuplicateCluster, context: ClusterContext): PageCluster {
  const { number, indexes, best, leaking } = context;
  const drawn = members.map((source) => {
    const pair = source === keep ? undefined : best.get(source);
    return { image: indexes.get(source)!, verdict: pair ? verdictOf(source, pair, { ...context, keep }) : null };
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
  { report, keep, indexes }: ClusterContext & { readonly keep: string },
): PageVerdict {
  const seen = seenFrom(pair, source);
  const { a: other, kind, relation, similarity } = seen;
  return {
    kind,
    relation,
    words: pairInWords(pair, source),
    similarity,
    percent: percent(similarity),
    via: other === keep ? null : indexes.get(other)!,
    laid: laidOf(report, seen),
  };
}

function laidOf(report: DuplicateReport, { a, b, evidence }: DuplicatePair): LaidView | null {
  const [first, second] = [factsOf(report, a), factsOf(report, b)];
  return first && second ? laidView(first, second, evidence) : null;
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
