import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

import { FetchError, PixelPeeperError } from '../errors.ts';
import { tooManyBytes } from './refusals.ts';

export interface ReadFileOptions {
  /** The path as given, for messages. */
  readonly name: string;
  readonly maxBytes: number;
  /** Its reason is a PixelPeeperError. */
  readonly signal: AbortSignal;
}

/**
 * Reads a regular file of at most maxBytes. A pipe or device is refused before it is opened, so that it can neither hang nor act.
 *
 * @throws FetchError with code `file_not_found`, `file_unreadable` or `too_many_bytes`; the signal's reason when that is aborted.
 */
export async function readFile(path: string, options: ReadFileOptions): Promise<Buffer> {
  const { name, maxBytes, signal } = options;
  try {
    assertReadable(await stat(path), name, maxBytes);
    // The path may have become a pipe since: O_NONBLOCK keeps open from waiting for a writer.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      assertReadable(stats, name, maxBytes);
      return await readUpTo(handle, { expectedBytes: stats.size, name, maxBytes, signal });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw isSystemError(error) ? fileRefusal(error, name) : error;
  }
}

/** What an error of the file system means to someone who wanted to read an image. */
export function fileRefusal(cause: NodeJS.ErrnoException, name: string): FetchError {
  const context = { source: name, cause };
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE': // a NUL character in the path
      return new FetchError('file_not_found', `There is no file “${name}”. ${whyMissing(name)}`, context);
    case 'EACCES':
    case 'EPERM':
      return new FetchError(
        'file_unreadable',
        `“${name}” may not be read by this user. Change its permissions.`,
        context,
      );
    default: {
      const message = `“${name}” cannot be read (${cause.code ?? cause.message}). Check the disk and the file.`;
      return new FetchError('file_unreadable', message, context);
    }
  }
}

/** Bytes of a name that are no UTF-8 have become U+FFFD by the time the name is known here. */
function whyMissing(name: string): string {
  return name.includes('\ufffd') ? 'Its name is not in UTF-8: rename it.' : 'Check the path and the working folder.';
}

function assertReadable(stats: Stats, name: string, maxBytes: number): void {
  if (!stats.isFile()) {
    const message = `“${name}” is ${kindOf(stats)}, not an image file. Give the path of a file.`;
    throw new FetchError('file_unreadable', message, { source: name });
  }
  if (stats.size > maxBytes) throw tooManyBytes(name, maxBytes);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** A file may grow while it is read, and some (in /proc) have no size: what counts is what was read. */
async function readUpTo(
  handle: FileHandle,
  options: ReadFileOptions & { readonly expectedBytes: number },
): Promise<Buffer> {
  const { expectedBytes, name, maxBytes, signal } = options;
  let buffer = Buffer.allocUnsafeSlow(Math.max(expectedBytes + 1, SMALLEST_BUFFER));
  let filled = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, filled, Math.min(buffer.length - filled, MOST_BYTES_AT_ONCE));
    if (bytesRead === 0) return buffer.subarray(0, filled);
    filled += bytesRead;
    if (filled > maxBytes) throw tooManyBytes(name, maxBytes);
    if (filled === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafeSlow(buffer.length)]);
  }
}

const SMALLEST_BUFFER = 4096;

/** Lets the signal be seen every few milliseconds in a large file. */
const MOST_BYTES_AT_ONCE = 16 * 1024 * 1024;

/** Whether the system refused something. Not by instanceof: the file system's errors are those of another realm under some embedders. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'code' in error && !(error instanceof PixelPeeperError);
}
