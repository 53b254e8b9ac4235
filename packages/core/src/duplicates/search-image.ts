import type { Fingerprint } from '../fingerprint/fingerprint.ts';

/** Orientations a square can be put in. */
export const FULL_TURN = 8;

/** An image as the search sees it. */
export interface SearchImage {
  /** Path relative to the working folder with `/`, or URL. Unique in a search. */
  readonly source: string;
  /** SHA-256 of the file, 64 hex digits. */
  readonly checksum: string;
  readonly bytesize: number;
  readonly content_type: string;
  /** Of the oriented image, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly fingerprint: Fingerprint;
  /** train, test, ...; null when the image belongs to none. */
  readonly split: string | null;
  /** True for an image of the set that is compared against (`--against`). */
  readonly isReference: boolean;
}
