import type { Catalog } from './catalog/catalog.ts';
import { resolveCamera } from './catalog/resolve-camera.ts';
import { resolveLens } from './catalog/resolve-lens.ts';
import { openImage, type DecodeOptions, type OpenedImage } from './decode/open-image.ts';
import { orientRaster } from './decode/orient-raster.ts';
import { createPixelGate } from './decode/pixel-gate.ts';
import { errorFacts, PixelPeeperError } from './errors.ts';
import { fetchImage, type FetchedImage, type FetchOptions, type ImageSource } from './fetch/fetch-image.ts';
import { fingerprintImage } from './fingerprint/fingerprint-image.ts';
import type { Fingerprint } from './fingerprint/fingerprint.ts';
import { checksum, pixelChecksum } from './hash/checksum.ts';
import { dhash, DHASH_HEIGHT, DHASH_WIDTH } from './hash/dhash.ts';
import { pdq } from './hash/pdq.ts';
import { phash } from './hash/phash.ts';
import type { ExifToolReader } from './metadata/exiftool.ts';
import { toMetadata } from './metadata/groups.ts';
import { withReadableFile } from './metadata/readable-file.ts';
import { formatTime, type ImageRecord, type Metadata } from './record.ts';

/** What an image is processed with. */
export interface ProcessTools {
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  /** Undefined to do without metadata. */
  readonly exiftool?: ExifToolReader | undefined;
  /** What cameras and lenses are named by. Default: the catalog that comes with PixelPeeper. */
  readonly catalog?: Catalog | undefined;
  /** The clock. Default: the real one. */
  readonly now?: (() => Date) | undefined;
}

export interface ProcessedImage {
  /** Status `processed`, or `failed` with its error; what could be found out stands in it either way. */
  readonly record: ImageRecord;
  /** For the duplicate search; null when the picture could not be decoded. */
  readonly fingerprint: Fingerprint | null;
}

/** Full decodes take 3 to 4 bytes a pixel: this many pixels at once stay under 300 MB, unless one picture alone is larger. */
const gate = createPixelGate(64_000_000);

/** What the pixels say. */
type Picture = Pick<
  ImageRecord,
  'width' | 'height' | 'orientation' | 'dhash' | 'phash' | 'pixel_checksum' | 'pdq' | 'pdq_quality'
>;
/** What the metadata say. */
type Described = Pick<ImageRecord, 'metadata' | 'camera' | 'lens' | 'warnings'>;

/**
 * A source becomes a record: fetched, its type told by its bytes, decoded once for dimensions, hashes and fingerprint, while ExifTool reads
 * the metadata. An image that cannot be read gives a failed record, not an exception.
 */
export async function processImage(
  pending: ImageRecord,
  source: ImageSource,
  tools: ProcessTools,
): Promise<ProcessedImage> {
  const { now = () => new Date() } = tools;
  const finish = (found: Partial<ImageRecord>): ImageRecord => {
    const time = formatTime(now());
    return { ...pending, ...found, status: found.error ? 'failed' : 'processed', completed_at: time, updated_at: time };
  };
  let image: FetchedImage;
  try {
    image = await fetchImage(source, tools.fetch);
  } catch (error) {
    if (isAborted(error)) throw error;
    return { record: finish({ error: errorFacts(error) }), fingerprint: null };
  }
  const [picture, described] = await Promise.all([
    look(image, tools.decode).catch((error: unknown) => ({ error: errorFacts(error) })),
    describe(image, tools),
  ]);
  const facts = { ...identify(image, pending), ...described };
  if ('error' in picture) return { record: finish({ ...facts, error: picture.error }), fingerprint: null };
  const { fingerprint: print, ...seen } = picture;
  return { record: finish({ ...facts, ...seen }), fingerprint: print };
}

function identify(image: FetchedImage, pending: ImageRecord): Partial<ImageRecord> {
  return {
    checksum: checksum(image.bytes),
    filename: image.filename ?? pending.filename,
    bytesize: image.bytesize,
    content_type: image.contentType,
    url: image.url ?? pending.url,
    final_url: image.finalUrl,
  };
}

async function look(image: FetchedImage, options?: DecodeOptions): Promise<Picture & { fingerprint: Fingerprint }> {
  const opened = await openImage(image.bytes, image.contentType, options);
  const { width, height, orientation } = opened.header;
  return gate.run(width * height, async () => ({ width, height, orientation, ...(await hash(image, opened)) }));
}

async function hash(
  { bytes, contentType }: FetchedImage,
  opened: OpenedImage,
): Promise<Omit<Picture, 'width' | 'height' | 'orientation'> & { fingerprint: Fingerprint }> {
  const stored = await opened.stored();
  const { hex, quality } = pdq(stored);
  return {
    dhash: dhash(await opened.scaledGrey(DHASH_WIDTH, DHASH_HEIGHT)),
    phash: phash(stored),
    pdq: hex,
    pdq_quality: quality,
    pixel_checksum: pixelChecksum(orientRaster(stored, opened.header.orientation)),
    fingerprint: await fingerprintImage(bytes, contentType ?? '', opened),
  };
}

/** Only image types reach ExifTool: it would follow other content wherever its bytes lead. Without an answer the image has a warning, not an error. */
async function describe(image: FetchedImage, { exiftool, catalog }: ProcessTools): Promise<Described> {
  const nothing = { metadata: null, camera: null, lens: null };
  if (!exiftool || !image.contentType?.startsWith('image/')) return { ...nothing, warnings: [] };
  try {
    const { metadata, warnings } = toMetadata(await withReadableFile(image, (path) => exiftool.read(path)));
    return { metadata, ...name(metadata, catalog), warnings };
  } catch (error) {
    return { ...nothing, warnings: [errorFacts(error)] };
  }
}

function name(metadata: Metadata, catalog: Catalog | undefined): Pick<ImageRecord, 'camera' | 'lens'> {
  return { camera: resolveCamera(metadata, catalog), lens: resolveLens(metadata, catalog) };
}

function isAborted(error: unknown): boolean {
  return error instanceof PixelPeeperError && error.code === 'aborted';
}
