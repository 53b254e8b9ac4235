import { byFileName, type ReportedPair } from './report-file.ts';

/** A picture of a set of hard negatives. */
export interface NegativeLabel {
  readonly file: string;
  readonly category: string;
  /** Photos that can be seen in it: two pictures that show one photo may well be paired, and are not counted. */
  readonly shows: readonly string[];
  /** Frames of one scene are the same scene and no duplicates. */
  readonly scene: string | null;
}

export interface NegativeScore {
  readonly falsePairs: readonly FalsePair[];
  /** Frames that were rightly told to be the same scene. */
  readonly sameScene: number;
  /** Pairs whose pictures show one photo. */
  readonly notCounted: number;
}

export interface FalsePair extends ReportedPair {
  /** The categories of its pictures, sorted and joined: "logo" or "frame ~ poster". */
  readonly category: string;
}

/** Sorts a report's pairs into false ones, the most similar first, and others. */
export function findFalsePairs(labels: readonly NegativeLabel[], pairs: readonly ReportedPair[]): NegativeScore {
  const labelOf = byFileName(labels);
  const falsePairs: FalsePair[] = [];
  let sameScene = 0;
  let notCounted = 0;
  for (const pair of pairs) {
    const [a, b] = [labelOf(pair.a), labelOf(pair.b)];
    if (a.scene !== null && a.scene === b.scene) {
      if (pair.relation === 'same-scene') sameScene++;
      else falsePairs.push({ ...pair, category: a.category });
    } else if (a.shows.some((photo) => b.shows.includes(photo))) notCounted++;
    else falsePairs.push({ ...pair, category: [...new Set([a.category, b.category])].sort().join(' ~ ') });
  }
  return { falsePairs: falsePairs.toSorted((a, b) => b.similarity - a.similarity), sameScene, notCounted };
}
