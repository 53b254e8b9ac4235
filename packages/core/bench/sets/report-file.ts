import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What scores need of a pair in a report of `pixelpeeper duplicates --json`. Sources are files' names without folders. */
export interface ReportedPair {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  readonly relation: string;
  readonly similarity: number;
  readonly evidence: PlaceEvidence;
}

/** Where the pictures of a pair differ. */
export interface PlaceEvidence {
  /** Which of the two shows only a part of the other. */
  readonly inside?: 'a' | 'b' | null;
  /** How much of the other's area it shows, 0 to 1. */
  readonly inside_share?: number | null;
  /** The rectangle that is laid over one of them: x, y, width and height as shares of b's upright frame. */
  readonly overlay?: Box | null;
}

export type Box = readonly [x: number, y: number, width: number, height: number];

export function readPairs(file: string): ReportedPair[] {
  const { pairs, same_scene = [] } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    ReportedPair[] | undefined
  >;
  return [...(pairs ?? []), ...same_scene].map((pair) => ({ ...pair, a: basename(pair.a), b: basename(pair.b) }));
}

/** A manifest's entries by the name of their file. @throws RangeError for a source that is not in it. */
export function byFileName<Entry extends { readonly file: string }>(
  entries: readonly Entry[],
): (name: string) => Entry {
  const named = new Map(entries.map((entry) => [basename(entry.file), entry]));
  return (name) => {
    const entry = named.get(name);
    if (entry === undefined) throw new RangeError(`Expected the report's files to be in the manifest, got \`${name}\``);
    return entry;
  };
}
