import type { ImageItem } from './dataset/read-sources.ts';
import type { ImageRecord } from './record.ts';
import type { Store } from './store/store.ts';

/** Which of the images that were processed into a store. */
export interface StoredImages {
  /** Those of one dataset. Default: all. */
  readonly dataset?: string | undefined;
  /** What an image is called in the report, unique in it; undefined leaves the image out. Default: `record:ID`. */
  readonly nameOf?: ((record: ImageRecord) => string | undefined) | undefined;
}

/** Records asked for at once. */
const PAGE = 500;

/** Images that were processed, newest first. Their fingerprints are in the store, so that their files need not be there any more. */
export async function* storedImages(
  store: Store,
  { dataset, nameOf = ({ id }) => `record:${id}` }: StoredImages,
): AsyncGenerator<ImageItem> {
  let before: string | undefined;
  for (;;) {
    const records = await store.list({ status: 'processed', dataset, before, limit: PAGE });
    for (const record of records) {
      const source = nameOf(record);
      const { id, url, checksum } = record;
      if (source === undefined || checksum === null) continue;
      const location = url ?? { read: () => Promise.reject(new Error(`The bytes of record ${id} are not kept.`)) };
      yield { source, location, checksum, split: null };
    }
    if (records.length < PAGE) return;
    before = records.at(-1)!.id;
  }
}
