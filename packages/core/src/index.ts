export { PixelPeeper, type PixelPeeperOptions, type ProcessAllOptions, type ProcessOptions } from './pixelpeeper.ts';

export { DecodeError, FetchError, MetadataError, PixelPeeperError, SourceError, StoreError } from './errors.ts';
export { errorFacts, type ErrorCode, type ErrorFacts } from './errors.ts';
export type {
  C2pa,
  GeneratorParameters,
  Gps,
  Highlights,
  NoAiSignal,
  Provenance,
  Region,
  Rights,
  StripKind,
  ZoneSource,
} from './description.ts';
export {
  failedRecord,
  HASH_FORMATS,
  type Camera,
  type DominantColour,
  type ImageRecord,
  type Lens,
  type Match,
  type Metadata,
  type RecordStart,
  type RecordStatus,
  type Warning,
} from './record.ts';

export {
  closeFetch,
  fetchImage,
  type FetchedImage,
  type FetchOptions,
  type ImageSource,
  type ReadableImage,
} from './fetch/fetch-image.ts';
export { sniffType } from './fetch/sniff.ts';
export type { FetchAnswer, FetchFunction, FetchInit } from './fetch/guarded-agent.ts';
export { openImage, type DecodeOptions, type ImageHeader, type OpenedImage } from './decode/open-image.ts';
export { orientRaster } from './decode/orient-raster.ts';
export { previewDataUri } from './decode/preview.ts';
export type { Raster } from './decode/raster.ts';

export type { Detail } from './fingerprint/fingerprint-image.ts';
export { FINGERPRINT_VERSION } from './fingerprint/pack.ts';
export { checksum, pixelChecksum } from './hash/checksum.ts';
export { dhash } from './hash/dhash.ts';
export { dominantColours } from './hash/dominant-colours.ts';
export { hammingDistance, hexDistance } from './hash/hamming-distance.ts';
export { imagehashDhash, imagehashPhash } from './hash/imagehash.ts';
export { pdq, type Pdq } from './hash/pdq.ts';
export { phash } from './hash/phash.ts';
export { placeholder } from './hash/placeholder.ts';

export { ExifToolReader, type ExifToolOptions } from './metadata/exiftool.ts';
export { highlights } from './metadata/highlights.ts';
export { ManifestValidator } from './metadata/manifest-validator.ts';
export { provenance } from './metadata/provenance.ts';
export { rights } from './metadata/rights.ts';
export { strip, stripKinds } from './metadata/strip.ts';
export { extendCatalog, shippedCatalog, type Catalog } from './catalog/catalog.ts';
export {
  parseCatalogFile,
  type CameraKind,
  type CatalogCamera,
  type CatalogFile,
  type CatalogLens,
  type ExifPair,
} from './catalog/catalog-file.ts';
export { findCamera, type FoundCamera } from './catalog/find-camera.ts';
export { findLens, type FoundLens, type LensExif } from './catalog/find-lens.ts';
export { resolveCamera } from './catalog/resolve-camera.ts';
export { resolveLens } from './catalog/resolve-lens.ts';
export { processImage, type ProcessedImage, type ProcessTools } from './process-image.ts';

export { openStore, type StoreLocation } from './store/open-store.ts';
export type { PostgresServer } from './store/postgres-server.ts';
export { withoutPassword } from './store/store-address.ts';
export type { HashMatch, HashName, RecordQuery, Store } from './store/store.ts';

export {
  readSources,
  sourceName,
  type ImageItem,
  type ReadSourcesOptions,
  type SourceItem,
} from './dataset/read-sources.ts';
export { normaliseSplit, splitOf } from './dataset/split-of.ts';
export { parseAllowList, type AllowList } from './duplicates/allow-list.ts';
export { findDuplicates, type FindDuplicatesOptions } from './duplicates/find-duplicates.ts';
export { EQUAL_EVIDENCE } from './duplicates/finding.ts';
export { leakMoves } from './duplicates/leak-moves.ts';
export { createNominator, nominatedAmong, nomineeOf, type Nominator, type Nominee } from './duplicates/nominator.ts';
export type { SearchImage } from './duplicates/search-image.ts';
export { SENSITIVITY_RULES } from './duplicates/sensitivity-rules.ts';
export { SENSITIVITIES, type Sensitivity } from './duplicates/sensitivity.ts';
export type { ExplainedPair, ExplainOptions } from './explain-sources.ts';
export type {
  ExplainedImage,
  ExplainedTile,
  LaidEvidence,
  Nomination,
  PairExplanation,
} from './duplicates/pair-explanation.ts';
export { imageContent } from './scan/image-content.ts';
export { jpegContent } from './scan/jpeg-content.ts';
export type { ImageContent } from './scan/scan-cache.ts';
export type { DuplicateSearch, SearchOptions, SearchProgress } from './search-duplicates.ts';
export type { StoredImages } from './stored-images.ts';
export type {
  DuplicateCluster,
  DuplicatePair,
  DuplicateReport,
  ImageFacts,
  Leak,
  PairEvidence,
  PairKind,
  Relation,
  UnreadableSource,
} from './duplicates/report-types.ts';

export { toCsv } from './report/csv-report.ts';
export { toExplanationHtml } from './report/explanation-html.ts';
export { explanationFacts, explanationHeadline, type ExplanationFact } from './report/explanation-words.ts';
export { codeCell, textCell } from './report/escape-markdown.ts';
export { toHtml } from './report/html-report.ts';
export { toJson } from './report/json-report.ts';
export { toMarkdown } from './report/markdown-report.ts';
export { pairInWords, verdictInWords } from './report/pair-words.ts';
export { counted, duration, grouped } from './report/report-words.ts';
export { toSarif } from './report/sarif-report.ts';
