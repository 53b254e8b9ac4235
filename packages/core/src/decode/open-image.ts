import sharp, { type Metadata, type Sharp, type SharpInput } from 'sharp';

import { DecodeError } from '../errors.ts';
import { orientRaster } from './orient-raster.ts';
import type { Raster } from './raster.ts';
import { isTruncated } from './truncation.ts';

// Every image is another one, so libvips' cache of operations only costs memory; and two images side by side on one thread each
// are faster than one image on two threads.
sharp.cache(false);
sharp.concurrency(1);

export interface DecodeOptions {
  /** Most pixels of a frame, 1 and up. Default 200 million: the largest camera sensors; a full decode then takes 600 MB. */
  readonly maxPixels?: number | undefined;
  /** Most milliseconds one decode may take. Default 60,000. */
  readonly timeoutMs?: number | undefined;
}

const DEFAULTS = { maxPixels: 200_000_000, timeoutMs: 60_000 };

export interface ImageHeader {
  /** Width and height in pixels of the first frame, oriented as EXIF says. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 when there is none. */
  readonly orientation: number;
  readonly hasAlpha: boolean;
  /** True for one-component (grey, grey with alpha, two-level) files. */
  readonly isGrey: boolean;
  /** Frames or pages in the file, 1 and up; only the first is decoded. */
  readonly frames: number;
}

/** An image whose header was read and found decodable. Pixels are decoded when they are asked for. */
export interface OpenedImage {
  readonly header: ImageHeader;
  /** The first frame as it is stored: full size, not oriented, colour profile ignored. 1 or 2 channels when grey, else 3 or 4. */
  stored(): Promise<Raster>;
  /** The first frame oriented and shrunk to exactly width x height (aspect ignored), 3 or 4 channels; the decoder shrinks while it loads where it can. */
  scaled(width: number, height: number): Promise<Raster>;
  /** The same without alpha (flattened on white) and in one channel, by libvips' own thumbnail path: the input of dhash. */
  scaledGrey(width: number, height: number): Promise<Raster>;
}

/** Formats whose decoder can shrink while it loads: from their bytes a small picture costs much less than a full decode. */
const SHRINK_ON_LOAD: ReadonlySet<string> = new Set(['image/jpeg', 'image/webp']);
const DECODABLE: ReadonlySet<string> = new Set([
  ...SHRINK_ON_LOAD,
  'image/png',
  'image/apng',
  'image/gif',
  'image/tiff',
  'image/avif',
]);

/**
 * Reads an image's header and checks that it may be decoded.
 * @param contentType the media type by magic bytes, null when unknown.
 * @throws DecodeError not_an_image, unsupported_format, too_many_pixels, image_truncated, image_corrupt
 */
export async function openImage(
  bytes: Uint8Array,
  contentType: string | null,
  options: DecodeOptions = {},
): Promise<OpenedImage> {
  const { maxPixels = DEFAULTS.maxPixels, timeoutMs = DEFAULTS.timeoutMs } = options;
  const type = requireDecodable(contentType);
  const attempt = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => Promise.reject(explain(error, bytes, type)));
  const header = await attempt(async () => readHeader(await open(bytes).metadata()));
  const pixels = header.width * header.height;
  if (pixels > maxPixels) {
    const size = `${header.width} x ${header.height}`;
    throw new DecodeError(
      'too_many_pixels',
      `The picture has ${size} pixels, more than the limit of ${maxPixels}. Raise maxPixels if you trust it.`,
    );
  }

  let storedRaster: Promise<Raster> | undefined;
  const stored = (): Promise<Raster> =>
    (storedRaster ??= attempt(() => toRaster(withTimeout(decodeStored(bytes, header), timeoutMs))));
  // Where nothing is gained by shrinking on load, a full decode that was made already serves again: the result is the same.
  const input = async (): Promise<Sharp> => {
    if (!storedRaster || SHRINK_ON_LOAD.has(type)) return open(bytes).autoOrient();
    return fromRaster(orientRaster(await storedRaster, header.orientation));
  };
  const shrink = async (width: number, height: number, fast: boolean): Promise<Raster> => {
    const image = await input();
    const shrunk = image.resize(width, height, { fit: 'fill', fastShrinkOnLoad: fast });
    return toRaster(withTimeout(shrunk.toColourspace('srgb'), timeoutMs));
  };
  return {
    header,
    stored,
    scaled: (width, height) => attempt(() => shrink(width, height, true)),
    scaledGrey: (width, height) =>
      attempt(async () =>
        toRaster(
          fromRaster(await shrink(width, height, false))
            .flatten({ background: '#fff' })
            .toColourspace('b-w'),
        ),
      ),
  };
}

function requireDecodable(contentType: string | null): string {
  if (contentType !== null && DECODABLE.has(contentType)) return contentType;
  if (contentType === 'text/html')
    throw new DecodeError(
      'not_an_image',
      'This is a web page (HTML), not an image. Give the address of the image itself.',
    );
  if (contentType === 'image/svg+xml')
    throw new DecodeError(
      'unsupported_format',
      'SVG is a drawing program, not a picture, and is not run. Convert it to PNG first.',
    );
  if (contentType?.startsWith('image/'))
    throw new DecodeError(
      'unsupported_format',
      `The format ${contentType} cannot be decoded here. Convert it to JPEG, PNG, WebP, GIF, TIFF or AVIF.`,
    );
  const what = contentType === null ? 'Its first bytes are of no known image format.' : `Its bytes are ${contentType}.`;
  throw new DecodeError('not_an_image', `This is not an image. ${what} Check what the source gives.`);
}

function open(input: SharpInput): Sharp {
  // failOn error: lost or broken picture data fails, what a decoder merely grumbles about does not. The limit on pixels is ours.
  return sharp(input, { failOn: 'error', ignoreIcc: true, limitInputPixels: false, animated: false });
}

function fromRaster({ data, width, height, channels }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

function readHeader(metadata: Metadata): ImageHeader {
  return {
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    orientation: metadata.orientation ?? 1,
    hasAlpha: metadata.hasAlpha,
    isGrey: metadata.space === 'b-w' || metadata.space === 'grey16',
    frames: metadata.pages ?? 1,
  };
}

function decodeStored(bytes: Uint8Array, { isGrey }: ImageHeader): Sharp {
  return open(bytes).toColourspace(isGrey ? 'b-w' : 'srgb');
}

function withTimeout(image: Sharp, timeoutMs: number): Sharp {
  return image.timeout({ seconds: Math.ceil(timeoutMs / 1000) });
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

function explain(error: unknown, bytes: Uint8Array, type: string): Error {
  if (!(error instanceof Error))
    return new DecodeError('image_corrupt', 'The picture could not be decoded.', { cause: error });
  // sharp has no codes: this prefix is the only sign of its own time limit.
  if (error.message.startsWith('timeout:'))
    return new DecodeError(
      'decode_timeout',
      'Decoding took too long and was stopped. Raise timeoutMs if you trust the image.',
      { cause: error },
    );
  if (isTruncated(bytes, type))
    return new DecodeError('image_truncated', 'The file ends before the picture does. Fetch or copy it again.', {
      cause: error,
    });
  return new DecodeError(
    'image_corrupt',
    `The picture is damaged and cannot be decoded (${error.message.split('\n')[0] ?? ''}). Replace the file.`,
    { cause: error },
  );
}
