import { openImage, type DecodeOptions } from './decode/open-image.ts';
import { orientRaster } from './decode/orient-raster.ts';
import type { PixelChecksum } from './duplicates/finding.ts';
import { fetchImage, type FetchOptions } from './fetch/fetch-image.ts';
import type { ImageLocation } from './fetch/fetch-options.ts';
import { pixelChecksum } from './hash/checksum.ts';

export interface PixelReaderTools {
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
}

/** Full decodes, one at a time and each image once: only pictures that look alike to the last sample are asked for. */
export function createPixelReader(
  locations: ReadonlyMap<string, ImageLocation>,
  { fetch, decode }: PixelReaderTools,
  signal: AbortSignal | undefined,
): PixelChecksum {
  const known = new Map<string, Promise<string | null>>();
  let last: Promise<unknown> = Promise.resolve();
  const read = async (source: string): Promise<string | null> => {
    const { bytes, contentType } = await fetchImage(locations.get(source) ?? source, { ...fetch, signal });
    const opened = await openImage(bytes, contentType, decode);
    return pixelChecksum(orientRaster(await opened.stored(), opened.header.orientation));
  };
  return ({ source, checksum }) => {
    const earlier = known.get(checksum);
    if (earlier) return earlier;
    const asked = last.then(() => read(source)).catch(() => null); // unreadable by now: then not known to be equal
    known.set(checksum, asked);
    last = asked;
    return asked;
  };
}
