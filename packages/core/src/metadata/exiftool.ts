import { lstat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';

import { MetadataError } from '../errors.ts';
import {
  MAX_BYTES,
  vendoredExifTool,
  type EngineLimits,
  type ExifToolEngine,
  type RawTags,
} from './exiftool-engine.ts';
import { LIST_SEPARATOR } from './list-separator.ts';
import { shareEngine, type SharedEngine } from './shared-engine.ts';
import { startWasmPerl } from './wasm-perl.ts';

export interface ExifToolOptions {
  /** Most ExifTool processes at once, 1 and up. Default: one a core, each 80 MB. */
  readonly maxProcesses?: number | undefined;
  /** Most milliseconds for one file; then the process is ended and replaced. Default 20,000: real files take 20. */
  readonly timeoutMs?: number | undefined;
  /**
   * The ExifTool script or program to run. Default: the one of the exiftool-vendored package, and where there is no Perl for it, a Perl in
   * WebAssembly, which gives the same answers and takes 3 seconds to start.
   */
  readonly exiftoolPath?: string | undefined;
}

/** Groups (-g0), structures kept (-struct), lists of plain values as one string (-sep): with toMetadata the API's shape. */
export const READ_ARGS = ['-charset', 'filename=utf8', '-json', '-g0', '-struct', '-sep', LIST_SEPARATOR] as const;

/**
 * Keeps ExifTool running and asks it about one file after another. Started with the first read; all readers of a process that have the same
 * options share what they have started.
 */
export class ExifToolReader {
  readonly #options: ExifToolOptions;
  #shared: SharedEngine | undefined;

  constructor(options: ExifToolOptions = {}) {
    this.#options = options;
  }

  /**
   * Reads the tags of a regular file.
   * @param path absolute, without line breaks (a line break would be a second argument to ExifTool: see withReadableFile).
   * @param select ExifTool's arguments that choose tags, such as `-Orientation`. Default: all tags.
   * @throws MetadataError metadata_unavailable when ExifTool cannot run here, metadata_timeout, metadata_failed
   */
  async read(path: string, select: readonly string[] = []): Promise<RawTags> {
    await requireSafeFile(path);
    const engine = await this.#engine();
    return engine.read([...READ_ARGS, ...select], path);
  }

  /** The version of ExifTool that answers. @throws MetadataError metadata_unavailable */
  async version(): Promise<string> {
    return (await this.#engine()).version;
  }

  /** What runs it: this computer's Perl, or one in WebAssembly. @throws MetadataError metadata_unavailable */
  async kind(): Promise<ExifToolEngine['kind']> {
    return (await this.#engine()).kind;
  }

  async close(): Promise<void> {
    await this.#shared?.release();
    this.#shared = undefined;
  }

  #engine(): Promise<ExifToolEngine> {
    const { maxProcesses = availableParallelism(), timeoutMs = 20_000, exiftoolPath } = this.#options;
    const key = JSON.stringify([maxProcesses, timeoutMs, exiftoolPath]);
    this.#shared ??= shareEngine(key, () =>
      startEngine({ maxProcesses, timeoutMs, maxBytes: MAX_BYTES }, exiftoolPath),
    );
    return this.#shared.engine;
  }
}

/** A program that was asked for by name has no substitute. */
async function startEngine(limits: EngineLimits, exiftoolPath: string | undefined): Promise<ExifToolEngine> {
  try {
    const { startNativePerl } = await import('./native-perl.ts'); // exiftool-vendored is a tenth of a second of CPU to load
    return await startNativePerl(limits, exiftoolPath ?? defaultProgram());
  } catch (noPerl) {
    if (exiftoolPath !== undefined) throw unavailable(noPerl);
    return startWasmPerl(limits).catch((noWasm: unknown) => {
      throw unavailable(new AggregateError([noPerl, noWasm], 'neither Perl nor WebAssembly runs'));
    });
  }
}

/** On Windows the wrapper knows best (an .exe of another package). Elsewhere it would fall back on the system's ExifTool without a word when its import fails. */
function defaultProgram(): string | undefined {
  return process.platform === 'win32' ? undefined : join(vendoredExifTool(), 'exiftool');
}

function unavailable(cause: unknown): MetadataError {
  const message =
    'ExifTool cannot run here, so there is no metadata. Install Perl (Debian: apt install perl; Alpine: apk add perl).';
  return new MetadataError('metadata_unavailable', message, { cause });
}

async function requireSafeFile(path: string): Promise<void> {
  if (!isAbsolute(path) || /[\r\n\0]/.test(path))
    throw new TypeError(`Expected an absolute path without line breaks, got ${JSON.stringify(path)}`);
  if (!(await lstat(path)).isFile()) throw new TypeError(`Expected a regular file, got ${JSON.stringify(path)}`);
}
