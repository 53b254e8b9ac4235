import type {
  DuplicateReport,
  ImageRecord,
  RecordQuery,
  SearchProgress,
  Sensitivity,
  StoreLocation,
  StripKind,
} from '../core-types';

/** Limits for one image; undefined: core's own. */
export interface ImageLimits {
  readonly maxBytes?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxPixels?: number | undefined;
}

export interface ProcessRequest extends ImageLimits {
  readonly dataset?: string | undefined;
  readonly metadata?: boolean | undefined;
  readonly strip?: readonly StripKind[] | undefined;
}

/** An image to process, as it crosses the border of the thread. */
export type SentImage =
  { readonly url: string } | { readonly bytes: Uint8Array; readonly filename?: string | undefined };

/** An image to compare. Without a URL its bytes are asked for by `source`. */
export interface ComparedImage {
  /** What it is called in the report. */
  readonly source: string;
  readonly url?: string | undefined;
  /** SHA-256 of the file, where it is known. */
  readonly checksum?: string | undefined;
}

export interface SearchRequest extends ImageLimits {
  /** Under which the thread asks for bytes, tells progress and is told to stop. */
  readonly search: number;
  readonly images: readonly ComparedImage[];
  /** Whether the images are compared among themselves. */
  readonly among: boolean;
  /** Stored records to compare them with; null for none. Called `record:ID` in the report. */
  readonly stored: { readonly dataset: string | undefined; readonly except: readonly string[] } | null;
  readonly sensitivity: Sensitivity;
  /** JSON of an allow list, or undefined. */
  readonly allow: string | undefined;
}

/** What the thread does for n8n. */
export interface CoreCalls {
  /** Resolves when the store is open. */
  open(): Promise<void>;
  process(image: SentImage, request: ProcessRequest): Promise<ImageRecord>;
  enqueue(image: SentImage, request: ProcessRequest): Promise<ImageRecord>;
  get(id: string): Promise<ImageRecord | undefined>;
  list(query: RecordQuery): Promise<ImageRecord[]>;
  findByChecksum(checksum: string): Promise<ImageRecord[]>;
  findDuplicates(request: SearchRequest): Promise<DuplicateReport>;
  cancel(search: number): void;
  close(): Promise<void>;
}

/** An HTTP answer, its body read. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What n8n does for the thread. */
export interface HostCalls {
  /** Makes one GET request; `request` names it for `abortFetch`. At most one byte more than maxBytes is read. */
  fetch(request: number, url: string, maxBytes: number): Promise<SentAnswer>;
  abortFetch(request: number): void;
  read(search: number, source: string): Promise<Uint8Array>;
  progress(search: number, progress: SearchProgress): void;
}

/** What the thread is started with. */
export interface CoreStart {
  readonly store: StoreLocation;
}
