import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';

import { SourceError } from '../errors.ts';
import { csvRecords } from './csv-records.ts';
import { normaliseSplit } from './split-of.ts';
import { textLines, withoutBom, type TextLine } from './text-lines.ts';

/** One line of a manifest: an image's address as written there, or what is wrong with the line. */
export type ManifestRow =
  | { readonly line: number; readonly address: string; readonly split: string | null }
  | { readonly line: number; readonly error: SourceError };

/** Columns or keys that hold an image's path or URL, most telling first. */
const ADDRESS_KEYS = [
  'url',
  'image_url',
  'path',
  'image_path',
  'filepath',
  'file_path',
  'file',
  'file_name',
  'filename',
  'image',
  'src',
];
const SPLIT_KEYS = ['split', 'subset', 'partition'];

/** Manifest formats by file ending. */
const READERS: Readonly<Record<string, (path: string) => AsyncIterable<ManifestRow>>> = {
  '.csv': (path) => csvRows(path, ','),
  '.tsv': (path) => csvRows(path, '\t'),
  '.jsonl': (path) => jsonlRows(path),
  '.ndjson': (path) => jsonlRows(path),
  '.txt': (path) => listRows(createReadStream(path)),
  '.json': (path) => cocoRows(path),
};

/** Reads a manifest by its ending; undefined when the ending is not a manifest's. */
export function manifestRows(path: string): AsyncIterable<ManifestRow> | undefined {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase();
  return ending === undefined ? undefined : READERS[ending]?.(path);
}

/** One path or URL a line, until the input ends or the signal aborts (which destroys it); empty lines and lines that start with # are passed over. */
export async function* listRows(input: Readable, signal?: AbortSignal): AsyncGenerator<ManifestRow> {
  for await (const { line, text } of linesOf(input, signal))
    if (!text.startsWith('#')) yield { line, address: text, split: null };
}

async function* jsonlRows(path: string): AsyncGenerator<ManifestRow> {
  for await (const { line, text } of linesOf(createReadStream(path))) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      yield { line, error: invalid(path, line, 'is not JSON', cause) };
      continue;
    }
    yield typeof value === 'string'
      ? { line, address: value, split: null }
      : rowOf(path, line, (value ?? {}) as Fields);
  }
}

async function* csvRows(path: string, delimiter: string): AsyncGenerator<ManifestRow> {
  let header: readonly string[] | undefined;
  for await (const record of csvRecords(createReadStream(path), delimiter)) {
    const { line } = record;
    if ('broken' in record) {
      yield { line, error: invalid(path, line, `is broken (${record.broken})`, record.cause) };
      continue;
    }
    if (header === undefined) {
      header = record.fields.map((name) => name.toLowerCase());
      if (header.some((name) => ADDRESS_KEYS.includes(name))) continue;
      header = ['path']; // no header: the first column is the image
    }
    yield rowOf(path, line, Object.fromEntries(header.map((name, column) => [name, record.fields[column]])));
  }
}

/** A COCO annotation file: the images' `file_name`, or their `coco_url` where there is no name. */
async function* cocoRows(path: string): AsyncGenerator<ManifestRow> {
  const refuse = (cause?: unknown): never => {
    throw new SourceError(
      'manifest_unreadable',
      `${path} is not a COCO file. It needs a list \`images\` with a \`file_name\` each.`,
      { source: path, cause },
    );
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(withoutBom(await readFile(path, 'utf8')));
  } catch (cause) {
    refuse(cause);
  }
  const images = (parsed as { images?: unknown } | null)?.images;
  if (!Array.isArray(images)) return refuse();
  for (const [index, image] of (images as readonly unknown[]).entries()) {
    const { file_name, coco_url } = (image ?? {}) as Fields;
    yield rowOf(path, index + 1, { path: file_name ?? coco_url });
  }
}

type Fields = Readonly<Record<string, unknown>>;

function rowOf(path: string, line: number, fields: Fields): ManifestRow {
  const address = firstText(fields, ADDRESS_KEYS);
  if (address === undefined)
    return { line, error: invalid(path, line, `names no image (looked for ${ADDRESS_KEYS.join(', ')})`) };
  return { line, address, split: normaliseSplit(firstText(fields, SPLIT_KEYS) ?? '') };
}

function firstText(fields: Fields, keys: readonly string[]): string | undefined {
  const value = keys.map((key) => fields[key]).find((candidate) => typeof candidate === 'string' && candidate !== '');
  return value as string | undefined;
}

function invalid(path: string, line: number, what: string, cause?: unknown): SourceError {
  return new SourceError('manifest_line_invalid', `Line ${line} of ${path} ${what}. Mend or remove the line.`, {
    source: `${path}:${line}`,
    cause,
  });
}

/** Lines without the space around them, empty ones passed over. */
async function* linesOf(input: Readable, signal?: AbortSignal): AsyncGenerator<TextLine> {
  for await (const { line, text } of textLines(input, signal)) {
    const trimmed = text.trim();
    if (trimmed !== '') yield { line, text: trimmed };
  }
}
