import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { lstat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

import { ExifTool, ExifToolTask } from 'exiftool-vendored';

import { MetadataError } from '../errors.ts';
import type { MetadataValue } from '../record.ts';

/** The tags of one file as `exiftool -json -g0 -struct` prints them: by group, all groups. */
export type RawTags = Readonly<Record<string, MetadataValue>>;

export interface ExifToolOptions {
  /** Most ExifTool processes at once, 1 and up. Default: one a core, each 80 MB. */
  readonly maxProcesses?: number | undefined;
  /** Most milliseconds for one file; then the process is ended and replaced. Default 20,000: real files take 20. */
  readonly timeoutMs?: number | undefined;
  /** The ExifTool script or program to run. Default: the one of the exiftool-vendored package. */
  readonly exiftoolPath?: string | undefined;
}

/** Groups (-g0), structures kept (-struct), lists of plain values as one string (-sep): together the API's shape. */
const READ_ARGS = ['-charset', 'filename=utf8', '-json', '-g0', '-struct', '-sep', ', '] as const;
/** `-config ""` first: otherwise the user's ~/.ExifTool_config, which is executable Perl, would run. */
const START_ARGS = ['-config', '', '-stay_open', 'True', '-@', '-'];
/** A cold Perl on a slow disk has been seen to take seconds. */
const START_TIMEOUT_MS = 30_000;
/** Runs a program within 512 MB of address space: compressed text in a picture of 200 kB unfolds to gigabytes. Real files take 100 MB. */
const WITHIN_MEMORY = ['-c', 'ulimit -v 524288 2>/dev/null; exec "$0" "$@"'];

/** Keeps ExifTool running and asks it about one file after another. Started with the first read. */
export class ExifToolReader {
  readonly #options: ExifToolOptions;
  #tool: ExifTool | undefined;
  #started: Promise<ExifTool> | undefined;

  constructor(options: ExifToolOptions = {}) {
    this.#options = options;
  }

  /**
   * Reads all tags of a regular file.
   * @param path absolute, without line breaks (a line break would be a second argument to ExifTool: see withReadableFile).
   * @throws MetadataError metadata_unavailable when ExifTool cannot run here, metadata_timeout, metadata_failed
   */
  async read(path: string): Promise<RawTags> {
    await requireSafeFile(path);
    const tool = await (this.#started ??= this.#start());
    try {
      return await tool.enqueueTask(() => new ReadTask([...READ_ARGS, path]));
    } catch (error) {
      throw explain(error, path);
    }
  }

  /** The version of ExifTool that answers. @throws MetadataError metadata_unavailable */
  async version(): Promise<string> {
    return (await (this.#started ??= this.#start())).version();
  }

  async close(): Promise<void> {
    await this.#tool?.end();
  }

  async #start(): Promise<ExifTool> {
    const {
      maxProcesses = availableParallelism(),
      timeoutMs = 20_000,
      exiftoolPath = vendoredExifTool(),
    } = this.#options;
    const tool = new ExifTool({
      maxProcs: maxProcesses,
      taskTimeoutMillis: timeoutMs,
      taskRetries: 0, // a file that hangs ExifTool once hangs it twice
      useMWG: false,
      exiftoolArgs: START_ARGS,
      ...(exiftoolPath === undefined ? {} : { exiftoolPath, processFactory: () => startProcess(exiftoolPath) }),
    });
    this.#tool = tool;
    try {
      await Promise.all([tool.version(), requireRunnable(exiftoolPath)]);
      return tool;
    } catch (cause) {
      await tool.end();
      const message =
        'ExifTool cannot run here, so there is no metadata. Install Perl (Debian: apt install perl; Alpine: apk add perl).';
      throw new MetadataError('metadata_unavailable', message, { cause });
    }
  }
}

/** Asks for one file's tags. The wrapper's own read tasks would add a filter that repairs text at 1.4 times the CPU; ExifTool's JSON is valid as it is. */
class ReadTask extends ExifToolTask<RawTags> {
  constructor(args: string[]) {
    super(args, { ignoreMinorErrors: false });
  }

  protected override parse(stdout: string, error?: Error): RawTags {
    return parseTags(stdout, error);
  }
}

/** ExifTool's answer for one file; without an answer, the reason it gave. */
export function parseTags(stdout: string, error?: Error): RawTags {
  if (stdout.trim() === '') throw error ?? new Error('ExifTool gave no answer');
  const [tags] = JSON.parse(stdout) as RawTags[];
  if (tags === undefined) throw error ?? new Error('ExifTool gave an empty answer');
  return tags;
}

/** On Windows the wrapper knows best (an .exe of another package). Elsewhere it would fall back on the system's ExifTool without a word when its import fails. */
function vendoredExifTool(): string | undefined {
  if (process.platform === 'win32') return undefined;
  const wrapper = createRequire(import.meta.url).resolve('exiftool-vendored');
  return join(dirname(createRequire(wrapper).resolve('exiftool-vendored.pl/package.json')), 'bin', 'exiftool');
}

/** A pool whose program does not run starts it again and again, and its answer never comes: one run outside of it tells. */
async function requireRunnable(exiftoolPath: string | undefined): Promise<void> {
  if (exiftoolPath === undefined) return;
  await promisify(execFile)(exiftoolPath, ['-config', '', '-ver'], { env: environment(), timeout: START_TIMEOUT_MS });
}

/** Of the environment ExifTool gets what it needs to find Perl and no more. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'C' };
}

/**
 * In a process group of its own: Ctrl-C is sent to the whole group of a terminal, and would end ExifTool in the middle of the images under way,
 * which are to be finished. It ends when its standard input does.
 */
async function startProcess(exiftoolPath: string): Promise<ChildProcess> {
  const options = { stdio: 'pipe', detached: true, windowsHide: true, env: environment() } as const;
  const child = spawn('/bin/sh', [...WITHIN_MEMORY, exiftoolPath, ...START_ARGS], options);
  await once(child, 'spawn'); // rejects when no process can be started
  return child;
}

async function requireSafeFile(path: string): Promise<void> {
  if (!isAbsolute(path) || /[\r\n\0]/.test(path))
    throw new TypeError(`Expected an absolute path without line breaks, got ${JSON.stringify(path)}`);
  if (!(await lstat(path)).isFile()) throw new TypeError(`Expected a regular file, got ${JSON.stringify(path)}`);
}

function explain(cause: unknown, source: string): MetadataError {
  if (cause instanceof Error && cause.name === 'TaskTimeoutError')
    return new MetadataError(
      'metadata_timeout',
      'Reading the metadata took too long and was stopped. The picture itself is not affected.',
      { source, cause },
    );
  // batch-cluster appends its own state as JSON.
  const message = (cause instanceof Error ? cause.message : String(cause)).replace(/ \(\{.*$/s, '');
  return new MetadataError('metadata_failed', `The metadata could not be read (${message}).`, { source, cause });
}
