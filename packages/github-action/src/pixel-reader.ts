import type { FindDuplicatesOptions } from '@pixelpeeper/core';

import type { TrackedImage } from './changes.ts';
import { readImages } from './image-bytes.ts';
import type { ScanTools } from './scan.ts';

/** Full decodes of images that look alike to the last sample, each content once. */
export function createPixelReader(
  images: ReadonlyMap<string, TrackedImage>,
  { repository, pool, maxPixels }: Pick<ScanTools, 'repository' | 'pool' | 'maxPixels'>,
): NonNullable<FindDuplicatesOptions['pixelChecksum']> {
  const known = new Map<string, Promise<string | null>>();
  const read = async (blob: string): Promise<string | null> => {
    for await (const image of readImages(repository, [blob]))
      if ('bytes' in image) return pool.run(image.bytes, { kind: 'pixels', maxPixels });
    return null;
  };
  return ({ source }) => {
    const { blob } = images.get(source)!;
    const asked = known.get(blob) ?? read(blob);
    known.set(blob, asked);
    return asked;
  };
}
