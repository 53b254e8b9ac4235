import { stat } from 'node:fs/promises';

import { filePath, type SourceItem } from '../dataset/read-sources.ts';
import type { SearchImage } from '../duplicates/search-image.ts';
import type { Detail } from '../fingerprint/fingerprint-image.ts';
import { FINGERPRINT_VERSION, packFingerprint, unpackFingerprint } from '../fingerprint/pack.ts';
import type { SeenFile, Store, StoredFingerprint } from '../store/store.ts';

/** What a scan finds out of an image's content, whatever the image is called. */
export type ImageContent = Omit<SearchImage, 'source' | 'split' | 'isReference'>;

/** Size and time of a file, by which it is known again without being read. */
type Stamp = Pick<SeenFile, 'path' | 'bytesize' | 'modifiedMs'>;

export interface CachedItem {
  readonly item: SourceItem;
  /** The content, when the store knows it. */
  readonly known: ImageContent | undefined;
  readonly stamp: Stamp | undefined;
}

/** Fingerprints kept in a store between runs, by content; files are recognised by path, size and time. */
export interface ScanCache {
  /** Adds what the store knows to each item. */
  look(items: AsyncIterable<SourceItem>): AsyncGenerator<CachedItem>;
  /** The content with this checksum, when the store knows it: of a file that has moved, or of a URL. */
  find(checksum: string): Promise<ImageContent | undefined>;
  keep(content: ImageContent, stamp: Stamp | undefined): Promise<void>;
  flush(): Promise<void>;
}

/** Items asked and answers written at once. */
const BATCH = 64;

/** Without a store nothing is known and nothing is kept. */
export function createScanCache(store: Store | undefined, detail: Detail): ScanCache {
  const version = FINGERPRINT_VERSION[detail];
  let fresh: { content: ImageContent; stamp: Stamp | undefined }[] = [];
  const flush = async (): Promise<void> => {
    const batch = fresh;
    fresh = [];
    if (!store || batch.length === 0) return;
    await store.putFingerprints(
      version,
      batch.map(({ content }) => packContent(content)),
    );
    await store.putSeenFiles(
      batch.flatMap(({ content, stamp }) => (stamp ? [{ ...stamp, checksum: content.checksum }] : [])),
    );
  };
  return {
    async *look(items) {
      for await (const batch of inBatches(items)) yield* await recognise(batch, store, version);
    },
    async find(checksum) {
      const kept = await store?.getFingerprints(version, [checksum]);
      return kept?.[0] && unpack(kept[0]);
    },
    async keep(content, stamp) {
      fresh.push({ content, stamp });
      if (fresh.length >= BATCH) await flush();
    },
    flush,
  };
}

async function recognise(
  items: readonly SourceItem[],
  store: Store | undefined,
  version: string,
): Promise<CachedItem[]> {
  if (!store) return items.map((item) => ({ item, known: undefined, stamp: undefined }));
  const stamps = await Promise.all(items.map(stampOf));
  const seen = await store.getSeenFiles(stamps.flatMap((stamp) => (stamp ? [stamp.path] : [])));
  const seenChecksums = new Map(seen.map((file) => [keyOf(file), file.checksum]));
  const checksums = items.map((item, index) => {
    const stamp = stamps[index];
    return checksumOf(item) ?? (stamp && seenChecksums.get(keyOf(stamp)));
  });
  const kept = await store.getFingerprints(version, [...new Set(checksums.flatMap((checksum) => checksum ?? []))]);
  const contents = new Map(kept.map((stored) => [stored.checksum, unpack(stored)]));
  return items.map((item, index) => {
    const checksum = checksums[index];
    return { item, known: checksum === undefined ? undefined : contents.get(checksum), stamp: stamps[index] };
  });
}

function checksumOf(item: SourceItem): string | undefined {
  return 'location' in item ? item.checksum : undefined;
}

function keyOf({ path, bytesize, modifiedMs }: Stamp): string {
  return `${bytesize} ${modifiedMs} ${path}`;
}

async function stampOf(item: SourceItem): Promise<Stamp | undefined> {
  const path = 'location' in item ? filePath(item.location) : undefined;
  if (path === undefined) return undefined;
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, bytesize: size, modifiedMs: mtimeMs };
  } catch {
    return undefined; // reading the file will say what is wrong with it
  }
}

async function* inBatches(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem[]> {
  let batch: SourceItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A content as a store keeps it: two bytes with the length of a JSON header, the header, the fingerprint. */
export function packContent({ fingerprint, ...facts }: ImageContent): StoredFingerprint {
  const { checksum, bytesize, content_type, width, height } = facts;
  const header = Buffer.from(JSON.stringify({ bytesize, content_type, width, height }));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(header.length);
  return { checksum, bytes: Buffer.concat([length, header, packFingerprint(fingerprint)]) };
}

function unpack({ checksum, bytes }: StoredFingerprint): ImageContent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 2 + buffer.readUInt16BE(0);
  const facts = JSON.parse(buffer.toString('utf8', 2, end)) as Pick<
    ImageContent,
    'bytesize' | 'content_type' | 'width' | 'height'
  >;
  return { checksum, ...facts, fingerprint: unpackFingerprint(buffer.subarray(end)) };
}
