import { availableParallelism } from 'node:os';

import pLimit, { type LimitFunction } from 'p-limit';
import { pMapIterable } from 'p-map';

import { filePath, type ImageItem, type SourceItem } from '../dataset/read-sources.ts';
import { DECODE_DEFAULTS, type DecodeOptions } from '../decode/open-image.ts';
import type { UnreadableSource } from '../duplicates/report-types.ts';
import type { SearchImage } from '../duplicates/search-image.ts';
import { errorFacts, PixelPeeperError, StoreError } from '../errors.ts';
import { fetchImage, type FetchOptions } from '../fetch/fetch-image.ts';
import { FETCH_DEFAULTS } from '../fetch/fetch-options.ts';
import type { Detail } from '../fingerprint/fingerprint-image.ts';
import { checksum } from '../hash/checksum.ts';
import { imageContent } from './image-content.ts';
import { createJpegReader, type JpegReader } from './jpeg-reader.ts';
import { createScanCache, type CachedItem, type ImageContent, type ScanCache } from './scan-cache.ts';
import type { Store } from '../store/store.ts';

export interface ScanOptions {
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  /** Where fingerprints are kept between runs; undefined: every image is read and decoded. */
  readonly store?: Store | undefined;
  /** Images read and decoded at once, 1 and up. Default: one a core. */
  readonly concurrency?: number | undefined;
  /** What is read of each image. Default: all that is compared. */
  readonly detail?: Detail | undefined;
  /** Marks every image as belonging to the set that is compared against. Default false. */
  readonly isReference?: boolean | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  /** When it aborts, what was done so far is kept in the store, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

export interface Scan {
  /** In the order of the items. */
  readonly images: SearchImage[];
  readonly unreadable: UnreadableSource[];
}

/** Reads, checks and fingerprints images: each is decoded once, at the smallest size the decoder can give, and not at all when the store knows its content. */
export async function scanImages(items: AsyncIterable<SourceItem>, options: ScanOptions = {}): Promise<Scan> {
  const { concurrency = availableParallelism(), onProgress, signal } = options;
  const { detail = 'features' } = options;
  const cache = createScanCache(options.store, detail);
  const jpegs = createJpegReader(concurrency);
  const scan: Scan = { images: [], unreadable: [] };
  const limitSlow = pLimit(2 * concurrency);
  // Many more than are worked on, so that JPEG readers find whole batches waiting; what they leave is limited apart.
  const results = pMapIterable(
    cache.look(items),
    (item) => scanOne(item, { cache, jpegs, limitSlow, detail, options }),
    {
      concurrency: 32 * concurrency,
    },
  );
  try {
    for await (const result of results) {
      if ('code' in result) scan.unreadable.push(result);
      else scan.images.push(result);
      onProgress?.(scan.images.length + scan.unreadable.length);
      signal?.throwIfAborted();
    }
  } catch (error) {
    signal?.throwIfAborted(); // a fetch that was given up has an error of its own
    throw error;
  } finally {
    limitSlow.clearQueue(); // after an error nobody waits for these
    await Promise.all([cache.flush(), jpegs.close()]); // worker threads end even if the store fails
  }
  return scan;
}

interface ScanTools {
  readonly cache: ScanCache;
  readonly jpegs: JpegReader;
  readonly detail: Detail;
  /** Images that are fetched and decoded in full at once. */
  readonly limitSlow: LimitFunction;
  readonly options: ScanOptions;
}

async function scanOne({ item, known, stamp }: CachedItem, tools: ScanTools): Promise<SearchImage | UnreadableSource> {
  if ('error' in item) return { source: item.source, ...item.error };
  const { source, split } = item;
  const place = { source, split, isReference: tools.options.isReference ?? false };
  if (known) return { ...known, ...place };
  try {
    const content = (await readJpegFile(item, tools)) ?? (await tools.limitSlow(() => readContent(item, tools)));
    await tools.cache.keep(content, stamp);
    return { ...content, ...place };
  } catch (error) {
    // That the search is stopped or the store fails is no fault of the image.
    if (error instanceof StoreError || (error instanceof PixelPeeperError && error.code === 'aborted')) throw error;
    return { source, ...errorFacts(error) };
  }
}

/** The fast way, for files that are called JPEGs; null when they are something else after all, or not plain sailing. */
async function readJpegFile(
  { location }: ImageItem,
  { jpegs, detail, options }: ScanTools,
): Promise<ImageContent | null> {
  const path = filePath(location);
  if (path === undefined || !/\.jpe?g$/i.test(path)) return null;
  const maxBytes = options.fetch?.maxBytes ?? FETCH_DEFAULTS.maxBytes;
  const maxPixels = options.decode?.maxPixels ?? DECODE_DEFAULTS.maxPixels;
  return jpegs.read({ path, maxBytes, maxPixels, detail });
}

async function readContent({ location }: ImageItem, { cache, detail, options }: ScanTools): Promise<ImageContent> {
  const { fetch, decode, signal } = options;
  const { bytes, contentType } = await fetchImage(location, { ...fetch, signal });
  const hash = checksum(bytes);
  const known = await cache.find(hash);
  if (known) return known;
  return imageContent(bytes, contentType, { decode, detail });
}
