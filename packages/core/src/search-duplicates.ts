import { pMapIterable } from 'p-map';

import type { SourceItem } from './dataset/read-sources.ts';
import type { AllowList } from './duplicates/allow-list.ts';
import { findDuplicates } from './duplicates/find-duplicates.ts';
import { SENSITIVITY_RULES } from './duplicates/sensitivity-rules.ts';
import type { Sensitivity } from './duplicates/sensitivity.ts';
import type { DuplicateReport } from './duplicates/report-types.ts';
import type { FetchOptions } from './fetch/fetch-image.ts';
import type { ImageLocation } from './fetch/fetch-options.ts';
import type { DecodeOptions } from './decode/open-image.ts';
import { createPixelReader } from './pixel-reader.ts';
import { createMatchCache } from './scan/match-cache.ts';
import { scanImages, type ScanOptions } from './scan/scan-images.ts';
import { showImage, type ShowOptions, type ShownImage } from './show-image.ts';
import type { Store } from './store/store.ts';
import { storedImages, type StoredImages } from './stored-images.ts';

/** Where a search is: reading images, comparing them, or gathering what the report shows. */
export interface SearchProgress {
  readonly phase: 'reading' | 'comparing' | 'showing';
  readonly done: number;
  /** Undefined while it is not known yet. */
  readonly total: number | undefined;
}

export interface SearchOptions {
  /** Images to compare the others with; then only pairs of one with another are reported, unless `among` asks for more. */
  readonly against?: AsyncIterable<SourceItem> | undefined;
  /** The same with images that were processed into the store: what is this a copy of? */
  readonly stored?: StoredImages | undefined;
  /** Whether images are compared among themselves as well where there is `against` or `stored`. Default false. */
  readonly among?: boolean | undefined;
  readonly allow?: AllowList | undefined;
  /** How hard copies are looked for. Default balanced. */
  readonly sensitivity?: Sensitivity | undefined;
  /** Pairs of different pictures that may be expected among the near ones, over 0. Default 1. */
  readonly maxFalsePairs?: number | undefined;
  /** Whether date, camera and a small picture of the images that stand in a pair are gathered, for people to look at (some 20 ms each). Default false. */
  readonly show?: boolean | undefined;
  /** Limits for this search alone; each stands instead of the PixelPeeper's own. */
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
  /** When it aborts, what was read so far is kept in the store, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

export interface DuplicateSearch {
  readonly report: DuplicateReport;
  /** Small pictures as data: URIs, by source; empty unless `show` was asked for. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** What a search runs on. */
export interface SearchTools extends Pick<ScanOptions, 'fetch' | 'decode' | 'store'>, Pick<ShowOptions, 'exiftool'> {
  readonly concurrency: number;
}

/** Most images that a report shows as pictures: some 8 kB each, and a page must still open. */
const MOST_PICTURES = 4000;

/** From sources to a report: reads and fingerprints every image, finds the pairs, and gathers what people want to see of them. */
export async function searchDuplicates(
  items: AsyncIterable<SourceItem>,
  tools: SearchTools,
  options: SearchOptions = {},
): Promise<DuplicateSearch> {
  const started = performance.now();
  const { stored, allow, sensitivity = 'balanced', onProgress, signal } = options;
  const against = joined(options.against, stored && storedImages(requireStore(tools), stored));
  const locations = new Map<string, ImageLocation>();
  let read = 0;
  const scan = {
    ...tools,
    // Fingerprints of processed images have all there is, and those of different detail are not compared.
    detail: stored ? 'features' : SENSITIVITY_RULES[sensitivity].detail,
    signal,
    onProgress: () => onProgress?.({ phase: 'reading', done: ++read, total: undefined }),
  };
  const reference = against
    ? await scanImages(noting(against, locations), { ...scan, isReference: true })
    : { images: [], unreadable: [] };
  const own = await scanImages(noting(without(items, locations), locations), scan);
  const found = await findDuplicates([...reference.images, ...own.images], {
    allow,
    sensitivity,
    maxFalsePairs: options.maxFalsePairs,
    signal,
    againstReference: against !== undefined && options.among !== true,
    keptMatches: createMatchCache(tools.store),
    unreadable: [...reference.unreadable, ...own.unreadable],
    pixelChecksum: createPixelReader(locations, tools, signal),
    onProgress: (done, total) => onProgress?.({ phase: 'comparing', done, total }),
  });
  const shown = options.show
    ? await showAll(Object.keys(found.images), locations, { tools, options })
    : new Map<string, ShownImage>();
  const images = Object.entries(found.images).map(
    ([source, facts]) => [source, { ...facts, ...shown.get(source)?.facts }] as const,
  );
  const seconds = Math.round(performance.now() - started) / 1000;
  return {
    report: { ...found, summary: { ...found.summary, seconds }, images: Object.fromEntries(images) },
    pictures: new Map(
      [...shown].flatMap(([source, { picture }]) => (picture === null ? [] : [[source, picture] as const])),
    ),
  };
}

function requireStore({ store }: SearchTools): Store {
  if (!store) throw new TypeError('Expected a store where `stored` images are compared with');
  return store;
}

/** One list after the other; undefined where there is neither. */
function joined(...lists: readonly (AsyncIterable<SourceItem> | undefined)[]): AsyncIterable<SourceItem> | undefined {
  const given = lists.filter((list) => list !== undefined);
  return given.length < 2 ? given[0] : oneAfterTheOther(given);
}

async function* oneAfterTheOther(lists: readonly AsyncIterable<SourceItem>[]): AsyncGenerator<SourceItem> {
  for (const list of lists) yield* list;
}

/** Remembers where each source is, for a second look. */
async function* noting(
  items: AsyncIterable<SourceItem>,
  locations: Map<string, ImageLocation>,
): AsyncGenerator<SourceItem> {
  for await (const item of items) {
    if ('location' in item) locations.set(item.source, item.location);
    yield item;
  }
}

/** Leaves out what the reference set has already: a file is no duplicate of itself. */
async function* without(
  items: AsyncIterable<SourceItem>,
  known: ReadonlyMap<string, ImageLocation>,
): AsyncGenerator<SourceItem> {
  const reference = new Set(known.keys());
  for await (const item of items) if (!reference.has(item.source)) yield item;
}

async function showAll(
  sources: readonly string[],
  locations: ReadonlyMap<string, ImageLocation>,
  { tools, options }: { readonly tools: SearchTools; readonly options: SearchOptions },
): Promise<Map<string, ShownImage>> {
  const { concurrency } = tools;
  const { onProgress, signal } = options;
  const total = Math.min(sources.length, MOST_PICTURES);
  const one = async (source: string): Promise<[string, ShownImage]> => [
    source,
    await showImage(locations.get(source) ?? source, { ...tools, signal }),
  ];
  const shown = new Map<string, ShownImage>();
  try {
    for await (const [source, image] of pMapIterable(sources.slice(0, total), one, { concurrency })) {
      shown.set(source, image);
      onProgress?.({ phase: 'showing', done: shown.size, total });
    }
  } catch (error) {
    signal?.throwIfAborted(); // a fetch that was given up has an error of its own
    throw error;
  }
  return shown;
}
