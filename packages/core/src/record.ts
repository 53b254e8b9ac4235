import { monotonicFactory } from 'ulid';

import type { Highlights, Provenance, Rights, StripKind } from './description.ts';
import type { ErrorFacts } from './errors.ts';

export type RecordStatus = 'pending' | 'processing' | 'processed' | 'failed';

/** A metadata value as ExifTool's JSON gives it. */
export type MetadataValue =
  string | number | boolean | null | readonly MetadataValue[] | { readonly [key: string]: MetadataValue };

/** Metadata by ExifTool group: `metadata.EXIF.Model`. */
export type Metadata = Readonly<Record<string, MetadataValue>>;

export interface Camera {
  readonly name: string;
  readonly make: string;
  readonly slug: string;
  readonly has_photo: boolean;
  readonly image_url: string | null;
  readonly make_slug: string;
}

export interface Lens {
  /** The lens's name as the file gives it. */
  readonly exif_name: string;
  readonly slug: string;
  readonly name: string;
}

/** How a name was found: in our facts (or the user's), by a rule of its maker, in other people's lists, or not at all: then it is the file's own. */
export type Match = 'exact' | 'rule' | 'overlay' | 'fallback';

/** One of the colours that a picture consists of. */
export interface DominantColour {
  /** `#rrggbb`, in the file's own colour space. */
  readonly hex: string;
  /** Its part of the picture's visible pixels, 0 to 1, in thousandths. */
  readonly share: number;
}

/** Something that did not stop the image but that its user should know. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** Ids of the formats in which a record's hashes are written (docs/hash-formats.md). */
export const HASH_FORMATS = { dhash: 'dhash-vips', phash: 'phash-dct-0.9.6', pdq: 'pdq' } as const;

/**
 * One image as JSON. The first part is the Image Metadata API's answer, field for field; what stands after `lens` is added and
 * renames nothing. Fields are null until, or unless, they could be found out.
 */
export interface ImageRecord {
  /** ULID in lower case; its time is `created_at`. */
  readonly id: string;
  readonly status: RecordStatus;
  /** SHA-256 of the file, 64 hex digits. */
  readonly checksum: string | null;
  readonly filename: string | null;
  /** Size of the file in bytes. */
  readonly bytesize: number | null;
  /** Media type by magic bytes, never by name or header. */
  readonly content_type: string | null;
  /** Width and height in pixels of the oriented image (first frame). */
  readonly width: number | null;
  readonly height: number | null;
  readonly url: string | null;
  /** The URL after redirects. */
  readonly final_url: string | null;
  /** 16 hex digits, format `dhash-vips`. */
  readonly dhash: string | null;
  /** 16 hex digits, format `phash-dct-0.9.6`. */
  readonly phash: string | null;
  readonly error: ErrorFacts | null;
  /** Times read "2024-02-23 15:15:30 UTC". */
  readonly completed_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly metadata: Metadata | null;
  readonly camera: Camera | null;
  readonly lens: Lens | null;

  readonly hash_formats: typeof HASH_FORMATS;
  /** SHA-256 over the oriented pixels and their dimensions, 64 hex digits: equal for copies that differ in metadata only. */
  readonly pixel_checksum: string | null;
  /** 64 hex digits, format `pdq`. */
  readonly pdq: string | null;
  /** 0 to 100; under 50 the picture has too little content for its PDQ to be matched. */
  readonly pdq_quality: number | null;
  /** EXIF orientation, 1 to 8, that was applied to get `width` and `height`. */
  readonly orientation: number | null;
  /** ThumbHash in base64: a blurred picture in some 30 characters. */
  readonly placeholder: string | null;
  /** At most five, the largest first. */
  readonly dominant_colours: readonly DominantColour[] | null;
  /** These are read from `metadata`, and null without it. */
  readonly highlights: Highlights | null;
  readonly rights: Rights | null;
  readonly provenance: Provenance | null;
  /** How `camera` and `lens` were named. */
  readonly camera_match: Match | null;
  readonly lens_match: Match | null;
  /** What was removed from the metadata, and from all that is read from them, because its user asked for it. */
  readonly stripped: readonly StripKind[];
  readonly dataset: string | null;
  readonly warnings: readonly Warning[];
}

const nextUlid = monotonicFactory();

/** What is known of an image before it is read. */
export interface RecordStart {
  readonly url: string | null;
  readonly filename: string | null;
  readonly dataset?: string | null | undefined;
  /** What is to be kept out of the record. */
  readonly strip?: readonly StripKind[] | undefined;
  readonly now: Date;
}

/** A record at its beginning: it has an id and is pending. */
export function newRecord(start: RecordStart): ImageRecord {
  const created = formatTime(start.now);
  return {
    id: nextUlid(start.now.getTime()).toLowerCase(),
    status: 'pending',
    checksum: null,
    filename: start.filename,
    bytesize: null,
    content_type: null,
    width: null,
    height: null,
    url: start.url,
    final_url: null,
    dhash: null,
    phash: null,
    error: null,
    completed_at: null,
    created_at: created,
    updated_at: created,
    metadata: null,
    camera: null,
    lens: null,
    hash_formats: HASH_FORMATS,
    pixel_checksum: null,
    pdq: null,
    pdq_quality: null,
    orientation: null,
    placeholder: null,
    dominant_colours: null,
    highlights: null,
    rights: null,
    provenance: null,
    camera_match: null,
    lens_match: null,
    stripped: start.strip ?? [],
    dataset: start.dataset ?? null,
    warnings: [],
  };
}

/** A record of what is no image to try: it has failed from the beginning, so that every source is accounted for. */
export function failedRecord({ error, ...start }: RecordStart & { readonly error: ErrorFacts }): ImageRecord {
  const record = newRecord(start);
  return { ...record, status: 'failed', error, completed_at: record.created_at };
}

/** A moment in the API's form, "2024-02-23 15:15:30 UTC". */
export function formatTime(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
