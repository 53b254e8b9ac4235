import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';

import { glob } from 'tinyglobby';

import { errorFacts, FetchError, SourceError, type ErrorFacts } from '../errors.ts';
import { listRows, manifestRows, type ManifestRow } from './manifest-rows.ts';
import { isCompanionFile } from './companion-files.ts';
import { splitOf } from './split-of.ts';

/** An image to read, or what is wrong with the place where one should be. */
export type SourceItem = ImageItem | { readonly source: string; readonly error: ErrorFacts };

export interface ImageItem {
  /** What it is called in records and reports: the path relative to the working folder with `/`, or the URL. */
  readonly source: string;
  /** Absolute path, or URL. */
  readonly location: string;
  /** By a folder's name or the manifest's column; null when there is none. */
  readonly split: string | null;
}

export interface ReadSourcesOptions {
  /** The working folder, which paths are relative to. */
  readonly cwd: string;
  /** Where names are read from for the source `-`. */
  readonly stdin?: Readable | undefined;
}

/**
 * The images that sources name, in order, each once. A source is an image file, a folder (searched with its subfolders; hidden files and
 * what is known not to be an image are passed over), an http(s) or data: URL, a manifest (.csv, .tsv, .jsonl, .txt, COCO .json) or `-`.
 * What cannot be read is given as an item with its error; the rest goes on.
 */
export async function* readSources(
  sources: readonly string[],
  options: ReadSourcesOptions,
): AsyncGenerator<SourceItem> {
  const seen = new Set<string>();
  for (const source of sources)
    for await (const item of expand(source, options)) {
      const key = 'location' in item ? item.location : `${item.source} ${item.error.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield item;
    }
}

async function* expand(source: string, options: ReadSourcesOptions): AsyncGenerator<SourceItem> {
  const { cwd, stdin } = options;
  if (source === '-') {
    if (!stdin) throw new TypeError('Expected a `stdin` to read names from for the source `-`');
    yield* toItems(listRows(stdin), '-', cwd, cwd);
    return;
  }
  if (isUrl(source)) {
    yield { source, location: source, split: null };
    return;
  }
  const path = resolve(cwd, source);
  try {
    const isFolder = (await stat(path)).isDirectory();
    const rows = isFolder ? undefined : manifestRows(path);
    if (isFolder) yield* folderItems(path, source, cwd);
    else if (rows) yield* toItems(rows, displayPath(path, cwd), dirname(path), cwd);
    else yield fileItem(path, cwd);
  } catch (error) {
    yield { source: displayPath(path, cwd), error: explain(error, source) };
  }
}

async function* folderItems(folder: string, source: string, cwd: string): AsyncGenerator<SourceItem> {
  const names = await glob('**/*', {
    cwd: folder,
    dot: false,
    followSymbolicLinks: false,
    onlyFiles: true,
    expandDirectories: false,
  });
  const images = names.filter((name) => !isCompanionFile(name)).sort();
  if (images.length === 0)
    throw new SourceError('no_images', `The folder ${source} holds no images. Check the path.`, { source });
  for (const name of images) yield fileItem(resolve(folder, name), cwd);
}

async function* toItems(
  rows: AsyncIterable<ManifestRow>,
  manifest: string,
  base: string,
  cwd: string,
): AsyncGenerator<SourceItem> {
  for await (const row of rows) {
    if ('error' in row) {
      yield { source: `${manifest}:${row.line}`, error: errorFacts(row.error) };
      continue;
    }
    const item = isUrl(row.address)
      ? { source: row.address, location: row.address, split: null }
      : fileItem(resolve(base, row.address), cwd);
    yield { ...item, split: row.split ?? item.split };
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

function explain(error: unknown, source: string): ErrorFacts {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return errorFacts(
      new FetchError('file_not_found', `There is no file or folder ${source}. Check the path.`, { source }),
    );
  if (code === 'EACCES' || code === 'EPERM')
    return errorFacts(
      new FetchError('file_unreadable', `${source} may not be read. Change its permissions.`, { source }),
    );
  return errorFacts(error);
}
