import type { Catalog } from './catalog/catalog.ts';
import { nameCamera } from './catalog/resolve-camera.ts';
import { nameLens } from './catalog/resolve-lens.ts';
import { openImage, type DecodeOptions, type OpenedImage } from './decode/open-image.ts';
import { orientRaster } from './decode/orient-raster.ts';
import { createPixelGate } from './decode/pixel-gate.ts';
import type { Provenance, StripKind } from './description.ts';
import { DecodeError, errorFacts, MetadataError, PixelPeeperError } from './errors.ts';
import { fetchImage, type FetchedImage, type FetchOptions, type ImageSource } from './fetch/fetch-image.ts';
import { fingerprintImage } from './fingerprint/fingerprint-image.ts';
import type { Fingerprint } from './fingerprint/fingerprint.ts';
import { checksum, pixelChecksum } from './hash/checksum.ts';
import { dhash, DHASH_HEIGHT, DHASH_WIDTH } from './hash/dhash.ts';
import { dominantColours } from './hash/dominant-colours.ts';
import { pdq } from './hash/pdq.ts';
import { phash } from './hash/phash.ts';
import { placeholder, PLACEHOLDER_SIDE } from './hash/placeholder.ts';
import { embeddedPreviews, PREVIEW_ARGS } from './metadata/embedded-preview.ts';
import type { RawTags } from './metadata/exiftool-engine.ts';
import type { ExifToolReader } from './metadata/exiftool.ts';
import { toMetadata } from './metadata/groups.ts';
import { highlights } from './metadata/highlights.ts';
import { readKeywords } from './metadata/keywords.ts';
import { LIST_SEPARATOR } from './metadata/list-separator.ts';
import type { ManifestValidator } from './metadata/manifest-validator.ts';
import { provenance } from './metadata/provenance.ts';
import { withReadableFile } from './metadata/readable-file.ts';
import { rights } from './metadata/rights.ts';
import { strip } from './metadata/strip.ts';
import { formatTime, type ImageRecord, type Warning } from './record.ts';

/** What an image is processed with. */
export interface ProcessTools {
  readonly fetch?: FetchOptions | undefined;
  readonly decode?: DecodeOptions | undefined;
  /** Undefined to do without metadata. */
  readonly exiftool?: ExifToolReader | undefined;
  /** Undefined to leave C2PA manifests unchecked. */
  readonly manifests?: ManifestValidator | undefined;
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
  | 'width'
  | 'height'
  | 'orientation'
  | 'dhash'
  | 'phash'
  | 'pixel_checksum'
  | 'pdq'
  | 'pdq_quality'
  | 'placeholder'
  | 'dominant_colours'
>;
/** What looking at it gives. */
interface Seen {
  readonly picture: Picture;
  readonly fingerprint: Fingerprint | null;
  readonly warnings: readonly Warning[];
}
/** What the metadata say. */
type Described = Pick<
  ImageRecord,
  'metadata' | 'camera' | 'camera_match' | 'lens' | 'lens_match' | 'highlights' | 'rights' | 'provenance' | 'warnings'
>;

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
  const [seen, described] = await Promise.all([
    look(image, tools).catch((error: unknown) => ({ error: errorFacts(error) })),
    describe(image, pending.stripped, tools),
  ]);
  const facts = { ...identify(image, pending), ...described };
  if ('error' in seen) return { record: finish({ ...facts, error: seen.error }), fingerprint: null };
  const warnings = [...described.warnings, ...seen.warnings];
  return { record: finish({ ...facts, ...seen.picture, warnings }), fingerprint: seen.fingerprint };
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

async function look(image: FetchedImage, { decode, exiftool }: ProcessTools): Promise<Seen> {
  try {
    const opened = await openImage(image.bytes, image.contentType, decode);
    return await within(opened, async () => {
      const picture = await hash(opened);
      const fingerprint = await fingerprintImage(
        { bytes: image.bytes, contentType: image.contentType ?? '', opened },
        'features',
      );
      return { picture, fingerprint, warnings: [] };
    });
  } catch (error) {
    const isUndecodable = error instanceof DecodeError && error.code === 'unsupported_format';
    const preview = isUndecodable && exiftool ? await lookAtPreview(image, { decode, exiftool }) : undefined;
    if (preview === undefined) throw error;
    return preview;
  }
}

async function hash(opened: OpenedImage): Promise<Picture> {
  const { width, height, orientation } = opened.header;
  const stored = await opened.stored();
  const { hex, quality } = pdq(stored);
  const small = await opened.thumbnail(PLACEHOLDER_SIDE);
  return {
    width,
    height,
    orientation,
    dhash: dhash(await opened.scaledGrey(DHASH_WIDTH, DHASH_HEIGHT)),
    phash: phash(stored),
    pdq: hex,
    pdq_quality: quality,
    pixel_checksum: pixelChecksum(orientRaster(stored, orientation)),
    placeholder: placeholder(small),
    dominant_colours: dominantColours(small),
  };
}

/**
 * A picture that cannot be decoded here (raw, HEIC, JPEG XL) has the hashes of the largest JPEG that its file holds of it, and no pixels of
 * its own to compare: neither pixel checksum nor fingerprint. Undefined when there is none.
 */
async function lookAtPreview(
  image: FetchedImage,
  { decode, exiftool }: ProcessTools & { readonly exiftool: ExifToolReader },
): Promise<Seen | undefined> {
  const tags = await withReadableFile(image, (path) => exiftool.read(path, PREVIEW_ARGS)).catch((error: unknown) => {
    if (error instanceof MetadataError) return {}; // the metadata's warning says so already
    throw error;
  });
  const { jpegs, size, orientation } = embeddedPreviews(tags);
  for (const jpeg of jpegs) {
    try {
      const opened = await openImage(jpeg, 'image/jpeg', decode, orientation);
      const picture = await within(opened, () => hash(opened));
      const warnings = [ofPreview(image, picture)];
      return { picture: { ...picture, ...size, pixel_checksum: null }, fingerprint: null, warnings };
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error; // a broken one: the next may do
    }
  }
  return undefined;
}

function ofPreview({ contentType }: FetchedImage, { width, height }: Picture): Warning {
  const message = `${contentType} cannot be decoded here: the hashes are those of the preview of ${width} x ${height} pixels in the file.`;
  return { code: 'hashes_of_preview', message };
}

/** Waits until there is room for the picture's pixels. */
function within<T>({ header }: OpenedImage, work: () => Promise<T>): Promise<T> {
  return gate.run(header.width * header.height, work);
}

/** Only image types reach ExifTool: it would follow other content wherever its bytes lead. Without an answer the image has a warning, not an error. */
async function describe(
  image: FetchedImage,
  stripped: readonly StripKind[],
  { exiftool, manifests, catalog }: ProcessTools,
): Promise<Described> {
  if (!exiftool || !image.contentType?.startsWith('image/')) return { ...UNDESCRIBED, warnings: [] };
  try {
    const tags = await withReadableFile(image, (path) => exiftool.read(path));
    return await checkManifest(image, interpret(tags, { stripped, robotsTag: image.robotsTag, catalog }), manifests);
  } catch (error) {
    return { ...UNDESCRIBED, warnings: [errorFacts(error)] };
  }
}

const UNDESCRIBED = {
  ...{ metadata: null, camera: null, camera_match: null, lens: null, lens_match: null },
  ...{ highlights: null, rights: null, provenance: null },
};

type Interpreted = Described & { readonly provenance: Provenance };

function interpret(
  tags: RawTags,
  context: Pick<ImageRecord, 'stripped'> & Pick<FetchedImage, 'robotsTag'> & Pick<ProcessTools, 'catalog'>,
): Interpreted {
  const { stripped, robotsTag, catalog } = context;
  const { metadata: whole, warnings } = toMetadata(tags);
  const metadata = strip(whole, stripped);
  return {
    metadata,
    ...nameCamera(metadata, catalog),
    ...nameLens(metadata, catalog),
    highlights: { ...highlights(metadata), keywords: readKeywords(tags, LIST_SEPARATOR) },
    rights: rights(metadata, robotsTag),
    provenance: provenance(metadata),
    warnings,
  };
}

/** A manifest that cannot be checked stays one that is present, with a warning. */
async function checkManifest(
  { bytes, contentType }: FetchedImage,
  described: Interpreted,
  manifests: ManifestValidator | undefined,
): Promise<Described> {
  const { provenance: found, warnings } = described;
  if (!manifests || !found.c2pa.present || contentType === null) return described;
  try {
    const verdict = await manifests.validate({ bytes, contentType });
    return { ...described, provenance: { ...found, c2pa: { ...found.c2pa, ...verdict } } };
  } catch (error) {
    return { ...described, warnings: [...warnings, errorFacts(error)] };
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof PixelPeeperError && error.code === 'aborted';
}
