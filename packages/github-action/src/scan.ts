import type { Detail, ErrorFacts, ImageContent } from '@pixelpeeper/core';
import { pMapIterable } from 'p-map';

import type { LfsPointer } from './git/lfs-pointer.ts';
import type { Repository } from './git/repository.ts';
import { readImages, type ImageBytes } from './image-bytes.ts';
import { readRecords, type IndexFile, type IndexWriter, type Span } from './index-file/index-file.ts';
import { packError, unpackError } from './index-file/records.ts';
import type { ImagePool } from './workers/image-pool.ts';

/** What is known of contents, by blob id. */
export interface Scan {
  /** Where the records stand of those that can be compared. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly unreadable: ReadonlyMap<string, ErrorFacts>;
  /** Images that Git LFS keeps elsewhere. */
  readonly pointers: ReadonlyMap<string, LfsPointer>;
  /** Those of `whole`, as far as they were decoded just now. */
  readonly contents: ReadonlyMap<string, ImageContent>;
}

export interface ScanTools {
  readonly repository: Repository;
  readonly pool: ImagePool;
  readonly threads: number;
  readonly detail: Detail;
  readonly maxPixels: number;
  /** What earlier runs have found out. */
  readonly known: readonly IndexFile[];
  /** Where what is new is kept. */
  readonly fresh: IndexWriter;
  readonly signal: AbortSignal;
}

/** Why an image cannot be read that may be otherwise at the next run: it is not remembered. */
const PASSING: ReadonlySet<string> = new Set(['too_many_pixels', 'decode_timeout', 'file_unreadable', 'internal']);

/**
 * Finds out what images are compared by: from what is known, else by decoding, each content once.
 * @param whole blobs whose contents are kept, since they are compared in any case.
 */
export async function scan(blobs: readonly string[], whole: ReadonlySet<string>, tools: ScanTools): Promise<Scan> {
  const found = {
    spans: new Map<string, Span>(),
    unreadable: new Map<string, ErrorFacts>(),
    pointers: new Map<string, LfsPointer>(),
    contents: new Map<string, ImageContent>(),
  };
  const missing: string[] = [];
  const errors: { readonly blob: string; readonly span: Span }[] = [];
  for (const blob of new Set(blobs)) {
    const span = tools.known.find(({ spans }) => spans.has(blob))?.spans.get(blob);
    if (!span) missing.push(blob);
    else if (span.isError) errors.push({ blob, span });
    else found.spans.set(blob, span);
  }
  for (const [, group] of Map.groupBy(errors, ({ span }) => span.file))
    for await (const { at, record } of readRecords(group.map(({ span }) => span)))
      found.unreadable.set(group[at]!.blob, unpackError(record));
  const looked = pMapIterable(readImages(tools.repository, missing), (image) => look(image, tools), {
    concurrency: 4 * tools.threads,
  });
  for await (const { blob, ...seen } of looked) {
    tools.signal.throwIfAborted();
    if ('pointer' in seen) found.pointers.set(blob, seen.pointer);
    else if ('error' in seen) {
      found.unreadable.set(blob, seen.error);
      if (!PASSING.has(seen.error.code)) await tools.fresh.add(blob, packError(seen.error), true);
    } else {
      await tools.fresh.add(blob, seen.record, false);
      found.spans.set(blob, tools.fresh.spans.get(blob)!);
      if (whole.has(blob)) found.contents.set(blob, seen.content);
    }
  }
  return found;
}

type Looked = { readonly blob: string } & (
  | { readonly content: ImageContent; readonly record: Uint8Array }
  | { readonly pointer: LfsPointer }
  | { readonly error: ErrorFacts }
);

async function look(image: ImageBytes, { pool, detail, maxPixels }: ScanTools): Promise<Looked> {
  if (!('bytes' in image)) return image;
  const { blob, bytes } = image;
  const { content, error, record } = await pool.run(bytes, { kind: 'look', detail, maxPixels });
  return content ? { blob, content, record } : { blob, error: error! };
}
