import type { ReportedPair } from './report-file.ts';

/** What is known of a large set: all its pictures are different but for these pairs. */
export interface ScaleManifest {
  readonly count: number;
  /** Files are named without their folder. */
  readonly pairs: readonly PlantedPair[];
}

export interface PlantedPair {
  readonly original: string;
  readonly copy: string;
  readonly edit: string;
}

export interface ScaleScore {
  readonly edits: readonly PlantedEditScore[];
  readonly falsePairs: readonly ReportedPair[];
}

export interface PlantedEditScore {
  readonly edit: string;
  readonly made: number;
  readonly found: number;
}

export function scorePlantedPairs({ pairs }: ScaleManifest, reported: readonly ReportedPair[]): ScaleScore {
  const planted = new Set(pairs.map(({ original, copy }) => key(original, copy)));
  const found = new Set(reported.map(({ a, b }) => key(a, b)).filter((pair) => planted.has(pair)));
  const byEdit = Object.entries(Object.groupBy(pairs, ({ edit }) => edit));
  return {
    edits: byEdit.map(([edit, made = []]) => {
      return { edit, made: made.length, found: made.filter((pair) => found.has(key(pair.original, pair.copy))).length };
    }),
    falsePairs: reported.filter(({ a, b }) => !planted.has(key(a, b))),
  };
}

function key(one: string, other: string): string {
  return [one, other].sort().join('\n');
}
