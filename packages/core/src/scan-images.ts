import { availableParallelism } from 'node:os';

import { pMapIterable } from 'p-map';

import type { ImageItem, SourceItem } from './dataset/read-sources.ts';
import { openImage, type DecodeOptions } from './decode/open-image.ts';
import { createPixelGate } from './decode/pixel-gate.ts';
import type { UnreadableSource } from './duplicates/report-types.ts';
import type { SearchImage } from './duplicates/search-image.ts';
import { errorFacts, PixelPeeperError } from './errors.ts';
import { fetchImage, type FetchOptions } from './fetch/fetch-image.ts';
import { fingerprint, FINGERPRINT_SIDE } from './fingerprint/fingerprint.ts';
import { checksum } from './hash/checksum.ts';
import { createScanCache, type CachedItem, type ImageContent, type ScanCache } from './scan-cache.ts';
import type { Store } from './store/store.ts';

export interface ScanOptions {
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  /** Where fingerprints are kept between runs; undefined: every image is read and decoded. */
  readonly store?: Store | undefined;
  /** Images read and decoded at once, 1 and up. Default: one a core. */
  readonly concurrency?: number | undefined;
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

const gate = createPixelGate(64_000_000);

/** Reads, checks and fingerprints images: each is decoded once, at the smallest size the decoder can give, and not at all when the store knows its content. */
export async function scanImages(items: AsyncIterable<SourceItem>, options: ScanOptions = {}): Promise<Scan> {
  const { concurrency = availableParallelism(), onProgress, signal } = options;
  const cache = createScanCache(options.store);
  const scan: Scan = { images: [], unreadable: [] };
  const results = pMapIterable(cache.look(items), (item) => scanOne(item, cache, options), {
    concurrency,
    backpressure: 4 * concurrency,
  });
  try {
    for await (const result of results) {
      if ('code' in result) scan.unreadable.push(result);
      else scan.images.push(result);
      onProgress?.(scan.images.length + scan.unreadable.length);
      signal?.throwIfAborted();
    }
  } finally {
    await cache.flush();
  }
  return scan;
}

async function scanOne(
  { item, known, stamp }: CachedItem,
  cache: ScanCache,
  options: ScanOptions,
): Promise<SearchImage | UnreadableSource> {
  if ('error' in item) return { source: item.source, ...item.error };
  const { source, split } = item;
  const place = { source, split, isReference: options.isReference ?? false };
  if (known) return { ...known, ...place };
  try {
    const image = { ...(await readSearchImage(item, options)), ...place };
    await cache.keep(image, stamp);
    return image;
  } catch (error) {
    if (error instanceof PixelPeeperError && error.code === 'aborted') throw error;
    return { source, ...errorFacts(error) };
  }
}

async function readSearchImage({ location }: ImageItem, { fetch, decode, signal }: ScanOptions): Promise<ImageContent> {
  const { bytes, bytesize, contentType } = await fetchImage(location, { ...fetch, signal });
  const opened = await openImage(bytes, contentType, decode);
  const { width, height } = opened.header;
  const thumbnail = await gate.run(width * height, () => opened.scaled(FINGERPRINT_SIDE, FINGERPRINT_SIDE));
  return {
    checksum: checksum(bytes),
    bytesize,
    content_type: contentType ?? '',
    width,
    height,
    fingerprint: fingerprint(thumbnail),
  };
}
