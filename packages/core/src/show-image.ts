import { resolveCamera } from './catalog/resolve-camera.ts';
import { firstText } from './metadata/tag-values.ts';
import { previewDataUri } from './decode/preview.ts';
import type { ImageFacts } from './duplicates/report-types.ts';
import { PixelPeeperError } from './errors.ts';
import { fetchImage, type FetchOptions } from './fetch/fetch-image.ts';
import type { ImageLocation } from './fetch/fetch-options.ts';
import type { ExifToolReader } from './metadata/exiftool.ts';
import { toMetadata } from './metadata/groups.ts';
import { withReadableFile } from './metadata/readable-file.ts';

export interface ShowOptions {
  readonly fetch?: FetchOptions | undefined;
  readonly exiftool?: ExifToolReader | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a person looks for when two images stand side by side. */
export interface ShownImage {
  readonly facts: Pick<ImageFacts, 'taken_at' | 'camera'>;
  /** A small upright picture as a data: URI; null when the image cannot be read any more. */
  readonly picture: string | null;
}

/** Longest side of the small picture: sharp on a dense display at half of it. */
const PICTURE_SIDE = 320;

/** Reads an image a second time for what duplicate search has no need of: its date, its camera, a small picture. */
export async function showImage(
  location: ImageLocation,
  { fetch, exiftool, signal }: ShowOptions,
): Promise<ShownImage> {
  try {
    const image = await fetchImage(location, { ...fetch, signal });
    const [facts, picture] = await Promise.all([
      exiftool ? readFacts(image, exiftool) : NOTHING,
      previewDataUri(image.bytes, PICTURE_SIDE),
    ]);
    return { facts, picture };
  } catch (error) {
    if (error instanceof PixelPeeperError && error.code === 'aborted') throw error;
    return { facts: NOTHING, picture: null }; // it was readable a moment ago: the pair stands, without its picture
  }
}

const NOTHING = { taken_at: null, camera: null };

async function readFacts(
  image: { readonly path: string | null; readonly bytes: Uint8Array },
  exiftool: ExifToolReader,
): Promise<ShownImage['facts']> {
  const tags = await withReadableFile(image, (path) => exiftool.read(path)).catch((error: unknown) => {
    if (error instanceof PixelPeeperError) return {}; // no metadata here: the picture still shows
    throw error;
  });
  const { metadata } = toMetadata(tags);
  const camera = resolveCamera(metadata);
  return {
    taken_at: firstText(metadata, ['EXIF:DateTimeOriginal']) ?? firstText(metadata, ['XMP:DateTimeOriginal']),
    camera: camera && `${camera.make} ${camera.name}`.trim(),
  };
}
