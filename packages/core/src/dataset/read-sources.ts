import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { errorFacts, FetchError, SourceError, type ErrorFacts } from '../errors.ts';
import type { ImageLocation } from '../fetch/fetch-options.ts';
import { fileRefusal, isSystemError } from '../fetch/read-file.ts';
import { folderFiles } from './folder-files.ts';
import { listRows, manifestRows, type ManifestRow } from './manifest-rows.ts';
import { splitOf } from './split-of.ts';

/** An image to read, or what is wrong with the place where one should be. */
export type SourceItem = ImageItem | { readonly source: string; readonly error: ErrorFacts };

export interface ImageItem {
  /** What it is called in records and reports: the path relative to the working folder with `/`, or the URL. */
  readonly source: string;
  readonly location: ImageLocation;
  /** By a folder's name or the manifest's column; null when there is none. */
  readonly split: string | null;
  /** SHA-256 of the file where it is known beforehand: an image whose fingerprint is in the store is not read then. */
  readonly checksum?: string | undefined;
}

export interface ReadSourcesOptions {
  /** The working folder, which paths are relative to. */
  readonly cwd: string;
  /** Where names are read from for the source `-`. */
  readonly stdin?: Readable | undefined;
  /** When it aborts, no further names are waited for on stdin. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The images that sources name, in order, each once. A source is an image file, a folder (searched with its subfolders; hidden files and
 * what is known not to be an image are passed over), an http(s), data: or file: URL, a manifest (.csv, .tsv, .jsonl, .txt, COCO .json) or `-`.
 * What cannot be read is given as an item with its error; the rest goes on.
 */
export async function* readSources(
  sources: readonly string[],
  options: ReadSourcesOptions,
): AsyncGenerator<SourceItem> {
  const seen = new Set<ImageLocation>();
  for (const source of sources)
    for await (const item of expand(source, options)) {
      const key = 'location' in item ? item.location : `${item.source} ${item.error.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield item;
    }
}

/** The absolute path at which an item lies, or undefined when it is no file. */
export function filePath(location: ImageLocation): string | undefined {
  return typeof location === 'string' && !isUrl(location) ? location : undefined;
}

async function* expand(source: string, options: ReadSourcesOptions): AsyncGenerator<SourceItem> {
  const { cwd, stdin, signal } = options;
  if (source === '-') {
    if (!stdin) throw new TypeError('Expected a `stdin` to read names from for the source `-`');
    yield* toItems(listRows(stdin, signal), '-', cwd, cwd);
    return;
  }
  if (isUrl(source)) {
    yield { source, location: source, split: null };
    return;
  }
  let path: string | undefined;
  try {
    path = resolve(cwd, pathOf(source));
    const isFolder = (await stat(path)).isDirectory();
    const rows = isFolder ? undefined : manifestRows(path);
    if (isFolder) yield* folderItems(path, source, cwd);
    else if (rows) yield* toItems(rows, displayPath(path, cwd), dirname(path), cwd);
    else yield fileItem(path, cwd);
  } catch (error) {
    yield { source: path === undefined ? source : displayPath(path, cwd), error: explain(error, source) };
  }
}

async function* folderItems(folder: string, source: string, cwd: string): AsyncGenerator<SourceItem> {
  const { names, unreadable } = await folderFiles(folder);
  if (names.length === 0 && unreadable.length === 0)
    throw new SourceError('no_images', `The folder ${source} holds no images. Check the path.`, { source });
  for (const name of names) yield fileItem(resolve(folder, name), cwd);
  for (const { name, error } of unreadable) {
    const shown = displayPath(resolve(folder, name), cwd);
    yield { source: shown, error: explain(error, shown) };
  }
}

async function* toItems(
  rows: AsyncIterable<ManifestRow>,
  manifest: string,
  base: string,
  cwd: string,
): AsyncGenerator<SourceItem> {
  for await (const row of rows) {
    if ('error' in row) yield { source: `${manifest}:${row.line}`, error: errorFacts(row.error) };
    else yield rowItem(row.address, row.split, { base, cwd });
  }
}

function rowItem(
  address: string,
  split: string | null,
  { base, cwd }: { readonly base: string; readonly cwd: string },
): SourceItem {
  if (isUrl(address)) return { source: address, location: address, split };
  try {
    const item = fileItem(resolve(base, pathOf(address)), cwd);
    return { ...item, split: split ?? item.split };
  } catch (error) {
    return { source: address, error: explain(error, address) };
  }
}

/** What readSources calls the image at a URL, which may be a file: URL. */
export function sourceName(url: string, cwd: string): string {
  return rowItem(url, null, { base: cwd, cwd }).source;
}

/** A record's `url` names its file as a file: URL; so a list of records is a manifest. @throws FetchError invalid_url */
function pathOf(address: string): string {
  if (!/^file:/i.test(address)) return address;
  try {
    return fileURLToPath(address);
  } catch (cause) {
    const message = `${address} is not the URL of a file on this computer. Give it as file:///folder/image.jpg.`;
    throw new FetchError('invalid_url', message, { source: address, cause });
  }
}

function fileItem(path: string, cwd: string): ImageItem {
  const source = displayPath(path, cwd);
  return { source, location: path, split: splitOf(source) };
}

function displayPath(path: string, cwd: string): string {
  const shown = relative(cwd, path);
  return (isAbsolute(shown) || shown === '' ? path : shown).split(sep).join('/');
}

function isUrl(source: string): boolean {
  return /^(?:https?|data):/i.test(source);
}

/** What the file system refuses has its code; an error of our own is one already. */
function explain(error: unknown, source: string): ErrorFacts {
  return errorFacts(isSystemError(error) ? fileRefusal(error, source) : error);
}
