import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { createIndex, openIndex, readRecords, type IndexFile, type Span } from './index-file.ts';

/** The cache of GitHub Actions, as far as it is used; @actions/cache has these. */
export interface ActionsCache {
  isFeatureAvailable(): boolean;
  restoreCache(paths: string[], key: string, restoreKeys?: string[]): Promise<string | undefined>;
  saveCache(paths: string[], key: string): Promise<number>;
}

export interface CachedIndexOptions {
  readonly cache: ActionsCache;
  /** Where the file stands while the job runs. */
  readonly folder: string;
  readonly version: string;
  readonly warn: (message: string) => void;
}

/** The index that an earlier run has kept; undefined where there is none, or it is of another version. */
export async function restoreIndex(
  options: CachedIndexOptions & { readonly key: string },
): Promise<IndexFile | undefined> {
  const { cache, version, warn } = options;
  const file = fileOf(options);
  try {
    await cache.restoreCache([file], `${prefixOf(version)}${options.key}`, [prefixOf(version)]);
  } catch (error) {
    warn(`The cache could not be read (${(error as Error).message}): fingerprints are made anew.`);
  }
  return openIndex(file, version);
}

/**
 * Keeps what is known of these blobs for later runs. A cache entry cannot be changed, only written anew: that pays where a good part of it is new.
 * @param spans of all blobs that stand in the commit or its base.
 * @param added how many of them no earlier run has kept.
 */
export async function saveIndex(
  spans: ReadonlyMap<string, Span>,
  added: number,
  options: CachedIndexOptions & { readonly key: string },
): Promise<void> {
  const { cache, version, warn, key } = options;
  if (added === 0 || added < LEAST_SHARE_ADDED * spans.size) return;
  const draft = `${fileOf(options)}.new`;
  const file = fileOf(options);
  try {
    await mergeIndexes(draft, version, spans);
    await rename(draft, file);
    await cache.saveCache([file], `${prefixOf(version)}${key}`);
  } catch (error) {
    warn(`The cache could not be written (${(error as Error).message}): the next run takes longer.`);
  }
}

/** An entry of thousands of images has megabytes, and all entries of a repository share 10 GB. */
const LEAST_SHARE_ADDED = 0.02;

/** Writes the records of many files into one. */
export async function mergeIndexes(file: string, version: string, spans: ReadonlyMap<string, Span>): Promise<void> {
  const index = await createIndex(file, version);
  for (const [, group] of Map.groupBy(spans, ([, span]) => span.file))
    for await (const { at, record } of readRecords(group.map(([, span]) => span)))
      await index.add(group[at]![0], record, group[at]![1].isError);
  await index.close();
}

function prefixOf(version: string): string {
  return `pixelpeeper-${version}-`;
}

function fileOf({ folder, version }: Pick<CachedIndexOptions, 'folder' | 'version'>): string {
  return join(folder, `pixelpeeper-${version}.index`);
}
