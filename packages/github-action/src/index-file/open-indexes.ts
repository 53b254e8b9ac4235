import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import * as cache from '@actions/cache';
import * as core from '@actions/core';

import { readBlobs } from '../git/blobs.ts';
import type { Job } from '../job.ts';
import { mergeIndexes, restoreIndex, saveIndex } from './cached-index.ts';
import { createIndex, openIndex, type IndexFile, type IndexWriter, type Span } from './index-file.ts';

/** What earlier runs have found out, and where what is new is kept. */
export interface Indexes {
  readonly known: readonly IndexFile[];
  readonly fresh: IndexWriter;
  /** Keeps all that is known of these blobs for later runs, once `fresh` is complete. */
  keep(blobs: readonly string[]): Promise<void>;
}

/** Opens the committed baseline and the cache, as far as they are asked for. */
export async function openIndexes(job: Job, version: string): Promise<Indexes> {
  const { inputs, context, head, base } = job;
  const folder = context.temporary;
  const cached = { cache, folder, version, warn: core.warning };
  const usesCache = inputs.cache && cache.isFeatureAvailable();
  const baseline = inputs.baseline === '' ? undefined : await openBaseline(job, version);
  const restored = usesCache ? await restoreIndex({ ...cached, key: head }) : undefined;
  const known = [baseline, restored].filter((index) => index !== undefined);
  const fresh = await createIndex(join(folder, `pixelpeeper-${version}.fresh`), version);
  return {
    known,
    fresh,
    async keep(blobs) {
      const spans = spansOf(blobs, [...known, fresh]);
      if (usesCache) await saveIndex(spans, fresh.spans.size, { ...cached, key: head });
      const isStale = fresh.spans.size > 0 || baseline?.spans.size !== spans.size;
      if (inputs.baseline !== '' && !base && isStale)
        await mergeIndexes(resolve(context.workspace, inputs.baseline), version, spans);
    },
  };
}

function spansOf(blobs: readonly string[], indexes: readonly IndexFile[]): Map<string, Span> {
  return new Map(
    blobs.flatMap((blob) => {
      const span = indexes.find(({ spans }) => spans.has(blob))?.spans.get(blob);
      return span ? [[blob, span] as const] : [];
    }),
  );
}

/** The committed index as it was before the change: what a pull request says about images is not taken on trust. */
async function openBaseline({ inputs, trusted, clone, context }: Job, version: string): Promise<IndexFile | undefined> {
  const committed = trusted.find(({ path }) => path === inputs.baseline);
  if (!committed) return undefined;
  for await (const found of readBlobs(clone, [committed.blob], Infinity)) {
    if (!('bytes' in found)) {
      core.warning(`${inputs.baseline} is changed here, and what it was before is not in the clone: it is not used.`);
      return undefined;
    }
    const file = join(context.temporary, `pixelpeeper-${version}.baseline`);
    await writeFile(file, found.bytes);
    const index = await openIndex(file, version);
    if (!index)
      core.warning(`${inputs.baseline} is no index of this version (${version}). A full scan writes a new one.`);
    return index;
  }
  return undefined;
}
