import type { FeatureMemory } from './feature-memory.ts';
import { startFeatureSearcher, type FeatureSearcher, type SearchPart } from './feature-searcher.ts';

export interface FeatureTask {
  readonly memory: FeatureMemory;
  readonly task: SearchPart | { readonly table: 0 | 1 };
}

let searcher: FeatureSearcher | undefined;

/** Meant for worker threads, each of which serves one search: fills a table of the index, or gives the candidates of some images. */
export function searchFeatures({ memory, task }: FeatureTask): Uint8Array {
  searcher ??= startFeatureSearcher(memory);
  if (!('table' in task)) return searcher.search(task);
  searcher.build(task.table);
  return new Uint8Array();
}
