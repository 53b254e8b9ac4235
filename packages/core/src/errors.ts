/** What a stranger's image or address can be refused for; each code is public and stays the same between versions. */
export type FetchErrorCode =
  | 'invalid_url'
  | 'unsupported_scheme'
  | 'private_address'
  | 'host_not_found'
  | 'connection_failed'
  | 'http_status'
  | 'too_many_redirects'
  | 'timeout'
  | 'too_many_bytes'
  | 'file_not_found'
  | 'file_unreadable'
  | 'empty_file';

export type DecodeErrorCode =
  'not_an_image' | 'unsupported_format' | 'too_many_pixels' | 'image_truncated' | 'image_corrupt' | 'decode_timeout';

export type MetadataErrorCode = 'metadata_unavailable' | 'metadata_timeout' | 'metadata_failed' | 'manifest_unchecked';

export type SourceErrorCode =
  'no_images' | 'manifest_unreadable' | 'manifest_line_invalid' | 'allow_list_invalid' | 'catalog_invalid';

export type StoreErrorCode = 'record_not_found' | 'store_unavailable' | 'store_closed';

export type ErrorCode =
  FetchErrorCode | DecodeErrorCode | MetadataErrorCode | SourceErrorCode | StoreErrorCode | 'aborted' | 'internal';

/** Where an error came from: the source it is about, and the error beneath it. */
export interface ErrorContext {
  readonly source?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The world's refusal, as opposed to the caller's mistake (which is a TypeError or RangeError).
 * The message says what happened and what to do; `code` is stable and meant for programs.
 */
export class PixelPeeperError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name: string = 'PixelPeeperError';
  readonly code: Code;
  /** The URL, path or name the error is about, where there is one. */
  readonly source: string | undefined;

  constructor(code: Code, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.source = context.source;
  }
}

/** A source could not be read: refused address, network failure, limit, missing file. */
export class FetchError extends PixelPeeperError<FetchErrorCode> {
  override readonly name = 'FetchError';
  /** Status of the last HTTP answer, when there was one. */
  readonly status: number | undefined;

  constructor(code: FetchErrorCode, message: string, context: ErrorContext & { readonly status?: number } = {}) {
    super(code, message, context);
    this.status = context.status;
  }
}

/** Bytes were read but no picture could be made of them. */
export class DecodeError extends PixelPeeperError<DecodeErrorCode> {
  override readonly name = 'DecodeError';
}

/** ExifTool could not be run or did not answer. */
export class MetadataError extends PixelPeeperError<MetadataErrorCode> {
  override readonly name = 'MetadataError';
}

/** A folder, manifest or allow list does not say what is needed. */
export class SourceError extends PixelPeeperError<SourceErrorCode> {
  override readonly name = 'SourceError';
  /** Line of the file, from 1, where it is known. */
  readonly line: number | undefined;

  constructor(
    code: SourceErrorCode,
    message: string,
    context: ErrorContext & { readonly line?: number | undefined } = {},
  ) {
    super(code, message, context);
    this.line = context.line;
  }
}

/** A store cannot be used, or has no such record. */
export class StoreError extends PixelPeeperError<StoreErrorCode> {
  override readonly name = 'StoreError';
}

/** An error as data, for records and batches. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Turns one item's failure into data. An error that is not ours is a defect and stays visible as `internal`. */
export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof PixelPeeperError) return { code: error.code as ErrorCode, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
