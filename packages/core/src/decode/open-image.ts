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
  /** Most pixels of a frame, 1 and up (Infinity: no limit). Default 200 million: the largest camera sensors; a full decode then takes 600 MB. */
  readonly maxPixels?: number | undefined;
  /** Most milliseconds one decode may take, the wait for a free thread included, 1 to 3,600,000. Default 60,000. */
  readonly timeoutMs?: number | undefined;
}

export const DECODE_DEFAULTS = { maxPixels: 200_000_000, timeoutMs: 60_000 };
/** libvips' own limit. */
const LONGEST_TIMEOUT_MS = 3_600_000;

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
  /** The first frame oriented, aspect kept, with neither side over maxSide and never enlarged, as RGB + alpha; from the full decode. */
  thumbnail(maxSide: number): Promise<Raster>;
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
 * @param orientation EXIF orientation, 1 to 8, of an image that does not state its own: a preview that was taken out of its file.
 * @throws DecodeError not_an_image, unsupported_format, too_many_pixels, image_truncated, image_corrupt
 * @throws RangeError when an option is out of its range
 */
export async function openImage(
  bytes: Uint8Array,
  contentType: string | null,
  options: DecodeOptions = {},
  orientation = 1,
): Promise<OpenedImage> {
  const { maxPixels, timeoutMs } = checkOptions(options);
  const type = requireDecodable(contentType);
  const attempt = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => Promise.reject(explain(error, bytes, type)));
  const metadata = await attempt(async () => open(bytes).metadata());
  const header = readHeader(metadata, orientation);
  const pixels = header.width * header.height;
  if (pixels > maxPixels) {
    const size = `${header.width} x ${header.height}`;
    throw new DecodeError(
      'too_many_pixels',
      `The picture has ${size} pixels, more than the limit of ${maxPixels}. Raise the limit of pixels if you trust it.`,
    );
  }

  let storedRaster: Promise<Raster> | undefined;
  const stored = (): Promise<Raster> => (storedRaster ??= attempt(() => decodeStored(bytes, header, timeoutMs)));
  // Turned after it was shrunk, as libvips' thumbnail does: there is less to turn, and both inputs give the same samples.
  const shrink = async (width: number, height: number, fast: boolean): Promise<Raster> => {
    const [across, down] = header.orientation >= 5 ? [height, width] : [width, height];
    const image = storedRaster && servesAgain(metadata, type) ? fromRaster(await storedRaster) : open(bytes);
    const shrunk = image.resize(across, down, { fit: 'fill', fastShrinkOnLoad: fast }).toColourspace('srgb');
    return orientRaster(await toRasterInTime(shrunk, timeoutMs), header.orientation);
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
    thumbnail: (maxSide) =>
      attempt(async () => orientRaster(await shrinkWithin(maxSide, await stored()), header.orientation)),
  };
}

function checkOptions(options: DecodeOptions): typeof DECODE_DEFAULTS {
  const { maxPixels = DECODE_DEFAULTS.maxPixels, timeoutMs = DECODE_DEFAULTS.timeoutMs } = options;
  if (!(maxPixels >= 1)) throw new RangeError(`Expected \`maxPixels\` to be a number from 1, got \`${maxPixels}\``);
  if (!(timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS))
    throw new RangeError(`Expected \`timeoutMs\` to be a number from 1 to ${LONGEST_TIMEOUT_MS}, got \`${timeoutMs}\``);
  return { maxPixels, timeoutMs };
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

/** A full decode shrinks in a tenth of the time that it took, a second one on load takes half of it. A linear kernel makes no colours that were not there. */
async function shrinkWithin(maxSide: number, raster: Raster): Promise<Raster> {
  const ratio = Math.min(1, maxSide / Math.max(raster.width, raster.height));
  const [width, height] = [raster.width, raster.height].map((side) => Math.max(1, Math.round(side * ratio)));
  const shrunk = fromRaster(raster).resize(width, height, { fit: 'fill', kernel: 'linear' });
  return toRaster(shrunk.toColourspace('srgb').ensureAlpha());
}

function readHeader(metadata: Metadata, unstated: number): ImageHeader {
  const orientation = metadata.orientation ?? unstated;
  const isTurned = orientation >= 5;
  return {
    width: isTurned ? metadata.height : metadata.width,
    height: isTurned ? metadata.width : metadata.height,
    orientation,
    hasAlpha: metadata.hasAlpha,
    isGrey: metadata.space === 'b-w' || metadata.space === 'grey16',
    frames: metadata.pages ?? 1,
  };
}

/**
 * Whether a full decode that was made already gives the same small picture as a decode from the bytes would: nothing is gained by shrinking
 * on load, and the samples were not converted (from 16 bits, from inks), which libvips does after shrinking.
 */
function servesAgain({ depth, space }: Metadata, type: string): boolean {
  return !SHRINK_ON_LOAD.has(type) && depth === 'uchar' && (space === 'srgb' || space === 'b-w');
}

async function decodeStored(bytes: Uint8Array, { isGrey, hasAlpha }: ImageHeader, timeoutMs: number): Promise<Raster> {
  const isOneChannel = isGrey && !hasAlpha;
  const raster = await toRasterInTime(open(bytes).toColourspace(isOneChannel ? 'b-w' : 'srgb'), timeoutMs);
  return isGrey && raster.channels === 4 ? greyWithAlpha(raster) : raster;
}

/** In grey, sharp gives one channel only: where there is alpha too, it comes by way of RGB. */
function greyWithAlpha({ data, width, height }: Raster): Raster {
  const out = new Uint8Array(width * height * 2);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    out[to++] = data[from]!;
    out[to++] = data[from + 3]!;
  }
  return { data: out, width, height, channels: 2 };
}

/**
 * libvips' own time limit stops the work, but is looked at between strips of the result only, and a small picture is one strip: there a timer
 * ends the wait, and what the work gives in the end is dropped.
 */
async function toRasterInTime(image: Sharp, timeoutMs: number): Promise<Raster> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tookTooLong()), timeoutMs);
  try {
    return await Promise.race([toRaster(image.timeout({ seconds: Math.ceil(timeoutMs / 1000) })), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function tookTooLong(cause?: unknown): DecodeError {
  return new DecodeError(
    'decode_timeout',
    'Decoding took too long and was given up. Raise the limit of time if you trust the image.',
    { cause },
  );
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

function explain(error: unknown, bytes: Uint8Array, type: string): Error {
  if (error instanceof DecodeError) return error; // of the timer, or of a full decode before
  if (!(error instanceof Error))
    return new DecodeError('image_corrupt', 'The picture could not be decoded.', { cause: error });
  // sharp has no codes: this prefix is the only sign of its own time limit.
  if (error.message.startsWith('timeout:')) return tookTooLong(error);
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
