import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { stat } from 'node:fs/promises';

import { pMapIterable } from 'p-map';
import { decodeTime } from 'ulid';

import { BackgroundQueue } from './background-queue.ts';
import type { Catalog } from './catalog/catalog.ts';
import {
  filePath,
  readSources,
  type ImageItem,
  type ReadSourcesOptions,
  type SourceItem,
} from './dataset/read-sources.ts';
import type { DecodeOptions } from './decode/open-image.ts';
import type { StripKind } from './description.ts';
import { explainSources, type ExplainedPair, type ExplainOptions } from './explain-sources.ts';
import { errorFacts, PixelPeeperError, type ErrorFacts } from './errors.ts';
import type { FetchOptions, ImageSource } from './fetch/fetch-image.ts';
import { checkFetchOptions } from './fetch/fetch-options.ts';
import { locateSource } from './fetch/image-source.ts';
import { FINGERPRINT_VERSION } from './fingerprint/pack.ts';
import { ExifToolReader, type ExifToolOptions } from './metadata/exiftool.ts';
import { ManifestValidator } from './metadata/manifest-validator.ts';
import { stripKinds } from './metadata/strip.ts';
import { processImage, type ProcessedImage } from './process-image.ts';
import { failedRecord, newRecord, type ImageRecord } from './record.ts';
import { packContent } from './scan/scan-cache.ts';
import { searchDuplicates, type DuplicateSearch, type SearchOptions, type SearchTools } from './search-duplicates.ts';
import { openStore, type StoreLocation } from './store/open-store.ts';
import type { PendingWork, RecordQuery, Store } from './store/store.ts';

export interface PixelPeeperOptions {
  /**
   * Where records live: `sqlite:PATH`, `sqlite::memory:`, `postgres://...` or a PostgreSQL server in its parts. Default `sqlite::memory:`, which is
   * gone when the program ends.
   */
  readonly store?: StoreLocation | undefined;
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  readonly exiftool?: ExifToolOptions | undefined;
  /** What cameras and lenses are named by; extendCatalog adds a file of one's own. Default: the catalog that comes with PixelPeeper. */
  readonly catalog?: Catalog | undefined;
  /** Images worked on at once, 1 and up. Default: one a core. */
  readonly concurrency?: number | undefined;
  /** Whether work that an earlier process left pending is taken up at once. Default true. */
  readonly resume?: boolean | undefined;
}

export interface ProcessOptions {
  /** A dataset's name, to stand in the record. */
  readonly dataset?: string | undefined;
  /** False to do without ExifTool: no metadata, camera and lens. Default true. */
  readonly metadata?: boolean | undefined;
  /** What to keep out of the record, from the tags to what is read from them; the record names it in `stripped`. Default: nothing. */
  readonly strip?: readonly StripKind[] | undefined;
  /** Limits for these images alone; each stands instead of the PixelPeeper's own. What is enqueued goes by the PixelPeeper's. */
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
}

export interface ProcessAllOptions extends ProcessOptions {
  /**
   * A name under which an interrupted run is continued: sources whose record was stored under it are answered from the store. Forgotten when
   * the run comes to its end.
   */
  readonly batch?: string | undefined;
  /** When it aborts, no further image is begun, those under way are finished and stored, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Images to records, kept in a store; records and files to duplicates.
 *
 * @example
 * await using pixelpeeper = await PixelPeeper.open({ store: 'sqlite:photos.db' });
 * const record = await pixelpeeper.process('https://example.com/photo.jpg');
 */
export class PixelPeeper {
  readonly #options: PixelPeeperOptions;
  readonly #store: Store;
  readonly #exiftool: ExifToolReader;
  readonly #manifests = new ManifestValidator();
  readonly #queue: BackgroundQueue;

  private constructor(store: Store, options: PixelPeeperOptions) {
    this.#options = options;
    this.#store = store;
    this.#exiftool = new ExifToolReader(options.exiftool);
    this.#queue = new BackgroundQueue({ store, concurrency: this.#concurrency, work: (work) => this.#finish(work) });
  }

  /**
   * @throws TypeError for a store that is not known, TypeError or RangeError for other options out of range
   * @throws StoreError store_unavailable when the store cannot be opened.
   */
  static async open(options: PixelPeeperOptions = {}): Promise<PixelPeeper> {
    checkOptions(options);
    const pixelpeeper = new PixelPeeper(await openStore(options.store ?? 'sqlite::memory:'), options);
    if (options.resume ?? true) pixelpeeper.#queue.start();
    return pixelpeeper;
  }

  /** One image to its record, which is stored. An image that cannot be read gives a record with status `failed`. */
  async process(source: ImageSource, options: ProcessOptions = {}): Promise<ImageRecord> {
    return this.#process(this.#begin(source, options), source, options);
  }

  /** Many images to their records, in order, with bounded concurrency. */
  async *processAll(items: AsyncIterable<SourceItem>, options: ProcessAllOptions = {}): AsyncGenerator<ImageRecord> {
    const { batch, signal } = options;
    const done = new Map(
      (batch === undefined ? [] : await this.#store.findBatch(batch)).map((record) => [record.url, record]),
    );
    const one = async (item: SourceItem): Promise<ImageRecord> => {
      if ('error' in item) return this.#refuse(item.source, item.error, options); // not stored
      const pending = this.#begin(item.location, options);
      const earlier = pending.url === null ? undefined : done.get(pending.url);
      if (earlier?.completed_at && (await isUnchanged(item, earlier))) return earlier;
      return this.#process(pending, item.location, options);
    };
    const concurrency = this.#concurrency;
    yield* pMapIterable(until(signal, items), one, { concurrency, backpressure: 4 * concurrency });
    signal?.throwIfAborted();
    if (batch !== undefined) await this.#store.endBatch(batch);
  }

  /**
   * Stores images as pending and gives their records at once, in order; they are processed in the background, after a restart too. A source
   * that is refused by its mere name has failed at once.
   */
  async enqueue(sources: readonly ImageSource[], options: ProcessOptions = {}): Promise<ImageRecord[]> {
    const wantsMetadata = options.metadata ?? true;
    const places = await Promise.all(sources.map((source) => this.#place(source)));
    const begun = sources.map((source, index) => {
      const place = places[index]!;
      if ('error' in place) return { record: this.#refuse(urlOf(source), place.error, options) };
      return { work: { ...place, wantsMetadata, record: this.#begin(source, options) } };
    });
    for (const { record } of begun) if (record) await this.#store.put(record);
    await this.#store.enqueue(begun.flatMap(({ work }) => work ?? []));
    this.#queue.start();
    return begun.map(({ record, work }) => record ?? work.record);
  }

  /** Resolves when no image is pending any more. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  /** Calls `listener` with each record that is finished in the background; the answer ends that. */
  onFinished(listener: (record: ImageRecord) => void): () => void {
    return this.#queue.onFinished(listener);
  }

  /** The record with this id, or undefined. */
  async get(id: string): Promise<ImageRecord | undefined> {
    return this.#store.get(id);
  }

  /** The records that a query asks for, newest first. @throws RangeError when limit is not an integer from 1. */
  async list(query: RecordQuery): Promise<ImageRecord[]> {
    return this.#store.list(query);
  }

  /** All records of files with this SHA-256, oldest first. */
  async findByChecksum(checksum: string): Promise<ImageRecord[]> {
    return this.#store.findByChecksum(checksum);
  }

  /** The images that sources name; see readSources. */
  sources(sources: readonly string[], options: ReadSourcesOptions): AsyncGenerator<SourceItem> {
    return readSources(sources, options);
  }

  /** The images among those that sources name which are the same, exactly or nearly. Fingerprints are kept in the store. */
  async findDuplicates(items: AsyncIterable<SourceItem>, options: SearchOptions = {}): Promise<DuplicateSearch> {
    return searchDuplicates(items, { ...this.#searchTools, ...this.#limits(options) }, options);
  }

  /** Why two images are a match, or are none. @throws TypeError where `a` and `b` are not two images. */
  async explain(a: string, b: string, options: ExplainOptions = {}): Promise<ExplainedPair> {
    return explainSources([a, b], this.#searchTools, options);
  }

  /** Finishes what is under way, leaves the rest pending, and closes the store and ExifTool. */
  async close(): Promise<void> {
    try {
      await this.#queue.stop();
    } finally {
      await Promise.all([this.#exiftool.close(), this.#manifests.close(), this.#store.close()]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #concurrency(): number {
    return this.#options.concurrency ?? availableParallelism();
  }

  /** How images are fetched and decoded: our own options, and over them those of one call. */
  #limits({ fetch, decode }: Pick<ProcessOptions, 'fetch' | 'decode'>): Pick<ProcessOptions, 'fetch' | 'decode'> {
    return { fetch: { ...this.#options.fetch, ...fetch }, decode: { ...this.#options.decode, ...decode } };
  }

  get #searchTools(): SearchTools {
    const { fetch, decode } = this.#options;
    return { fetch, decode, concurrency: this.#concurrency, store: this.#store, exiftool: this.#exiftool };
  }

  #begin(source: ImageSource, { dataset, strip }: ProcessOptions): ImageRecord {
    return newRecord({
      url: urlOf(source),
      filename: filenameOf(source),
      dataset,
      strip: strip && stripKinds(strip),
      now: new Date(),
    });
  }

  #refuse(url: string | null, error: ErrorFacts, { dataset, strip }: ProcessOptions): ImageRecord {
    return failedRecord({ url, filename: null, dataset, strip, now: new Date(), error });
  }

  /** Where background work finds its image again, in another process too. */
  async #place(source: ImageSource): Promise<Pick<PendingWork, 'source' | 'bytes'> | { readonly error: ErrorFacts }> {
    try {
      const located = locateSource(source, this.#options.fetch?.allowFiles ?? true);
      switch (located.kind) {
        case 'bytes':
          return { source: null, bytes: located.bytes };
        case 'readable':
          return { source: null, bytes: await located.read() };
        case 'data':
          return { source: located.text, bytes: null };
        case 'file':
          return { source: located.path, bytes: null };
        case 'http':
          return { source: located.name, bytes: null };
      }
    } catch (error) {
      if (error instanceof PixelPeeperError) return { error: errorFacts(error) };
      throw error;
    }
  }

  async #process(
    pending: ImageRecord,
    source: ImageSource,
    { metadata = true, batch, ...limits }: ProcessAllOptions,
  ): Promise<ImageRecord> {
    const processed = await processImage(pending, source, {
      ...this.#limits(limits),
      catalog: this.#options.catalog,
      exiftool: metadata ? this.#exiftool : undefined,
      manifests: this.#manifests,
    });
    await this.#keep(processed, batch);
    return processed.record;
  }

  async #finish({ record, source, bytes, wantsMetadata }: PendingWork): Promise<ImageRecord> {
    const from = source ?? { bytes: bytes ?? new Uint8Array(), filename: record.filename ?? undefined };
    return this.#process(record, from, { metadata: wantsMetadata });
  }

  async #keep({ record, fingerprint }: ProcessedImage, batch: string | undefined): Promise<void> {
    const { checksum, bytesize, content_type, width, height } = record;
    if (fingerprint && checksum && bytesize !== null && content_type && width !== null && height !== null)
      await this.#store.putFingerprints(FINGERPRINT_VERSION.features, [
        packContent({ checksum, bytesize, content_type, width, height, fingerprint }),
      ]);
    await this.#store.put(record, { batch });
  }
}

function checkOptions({ concurrency, fetch }: PixelPeeperOptions): void {
  if (concurrency !== undefined && !(Number.isSafeInteger(concurrency) && concurrency >= 1))
    throw new RangeError(`Expected \`concurrency\` to be an integer of 1 or more, got \`${concurrency}\``);
  checkFetchOptions(fetch ?? {});
}

function filenameOf(source: ImageSource): string | null {
  const isNamed = typeof source === 'object' && ('bytes' in source || 'read' in source);
  return isNamed ? (source.filename ?? null) : null;
}

function urlOf(source: ImageSource): string | null {
  if (source instanceof URL) return source.href;
  if (typeof source !== 'string' || source.startsWith('data:')) return null;
  try {
    const located = locateSource(source, true);
    return located.kind === 'file' ? located.url : source;
  } catch (error) {
    if (error instanceof PixelPeeperError) return source; // processing it will say what is wrong
    throw error;
  }
}

/**
 * Whether a file is the one that its record was made of: of the same size, and not written to since. What is fetched cannot be told and counts
 * as unchanged within a batch.
 */
async function isUnchanged({ location }: ImageItem, record: ImageRecord): Promise<boolean> {
  const path = filePath(location);
  if (path === undefined || record.url !== pathToFileURL(path).href) return true;
  try {
    const { size, mtimeMs } = await stat(path);
    return size === record.bytesize && mtimeMs <= decodeTime(record.id.toUpperCase());
  } catch {
    return false;
  }
}

async function* until<T>(signal: AbortSignal | undefined, items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    if (signal?.aborted) return;
    yield item;
  }
}
