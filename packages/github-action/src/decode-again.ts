import type { ImageContent } from '@pixelpeeper/core';
import { pMapIterable } from 'p-map';

import { readImages } from './image-bytes.ts';
import type { ScanTools } from './scan.ts';

/** Whole contents of images of which only what nominates them is kept; those that cannot be read any more are left out. */
export async function decodeAgain(
  blobs: readonly string[],
  { repository, pool, threads, detail, maxPixels, signal }: Omit<ScanTools, 'known' | 'fresh'>,
): Promise<Map<string, ImageContent>> {
  const contents = new Map<string, ImageContent>();
  const looked = pMapIterable(
    readImages(repository, blobs),
    async (image) => ({
      blob: image.blob,
      content:
        'bytes' in image ? (await pool.run(image.bytes, { kind: 'look', detail, maxPixels })).content : undefined,
    }),
    { concurrency: 4 * threads },
  );
  for await (const { blob, content } of looked) {
    signal.throwIfAborted();
    if (content) contents.set(blob, content);
  }
  return contents;
}
