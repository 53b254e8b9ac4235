import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { MetadataError } from '../errors.ts';
import type { MetadataValue } from '../record.ts';

/** The tags of one file as `exiftool -json -g0 -struct` prints them: by group, all groups. */
export type RawTags = Readonly<Record<string, MetadataValue>>;

/** What runs ExifTool: the Perl of this computer, or one in WebAssembly. Both run the same script and give the same answers. */
export interface ExifToolEngine {
  readonly kind: 'perl' | 'webassembly';
  /** ExifTool's own version, "13.59". */
  readonly version: string;
  /**
   * ExifTool's answer for one file.
   * @param args what to print and how; nothing of a stranger's.
   * @param path absolute, of a regular file, without line breaks.
   * @throws MetadataError metadata_timeout, metadata_failed
   */
  read(args: readonly string[], path: string): Promise<RawTags>;
  close(): Promise<void>;
}

export interface EngineLimits {
  /** Most files read at once, 1 and up. */
  readonly maxProcesses: number;
  /** Most milliseconds for one file. */
  readonly timeoutMs: number;
  /** Most bytes of memory for each Perl, a multiple of 64 KiB. */
  readonly maxBytes: number;
}

/**
 * What every Perl has in its environment. A record is the same wherever it is made: times that ExifTool would turn into this computer's zone are in UTC,
 * and a Perl without a seed would walk through its hashes in another order each time, so that a file that says something twice would not give the same
 * answer twice.
 */
export const ENVIRONMENT = { LANG: 'C', TZ: 'UTC0', PERL_HASH_SEED: '0', PERL_PERTURB_KEYS: '0' } as const;

/** Compressed text in a picture of 200 kB unfolds to gigabytes; real files take 100 MB. */
export const MAX_BYTES = 512 * 2 ** 20;

/**
 * The folder of the ExifTool that comes with the packages: its script `exiftool` and its modules in `lib`.
 * @throws Error when it is not installed.
 */
export function vendoredExifTool(): string {
  const wrapper = createRequire(import.meta.url).resolve('exiftool-vendored');
  return join(dirname(createRequire(wrapper).resolve('exiftool-vendored.pl/package.json')), 'bin');
}

/** ExifTool's answer for one file; without an answer, the reason it gave. */
export function parseTags(stdout: string, error?: Error): RawTags {
  if (stdout.trim() === '') throw error ?? new Error('ExifTool gave no answer');
  const [tags] = JSON.parse(stdout) as RawTags[];
  if (tags === undefined) throw error ?? new Error('ExifTool gave an empty answer');
  return tags;
}

export function tookTooLong(source: string, cause?: unknown): MetadataError {
  const message = 'Reading the metadata took too long and was stopped. The picture itself is not affected.';
  return new MetadataError('metadata_timeout', message, { source, cause });
}

export function couldNotRead(source: string, cause: unknown): MetadataError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MetadataError('metadata_failed', `The metadata could not be read (${reason}).`, { source, cause });
}
