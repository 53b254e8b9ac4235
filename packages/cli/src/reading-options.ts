import { join } from 'node:path';
import { Readable } from 'node:stream';

import type { DecodeOptions, FetchOptions, ImageItem, ReadSourcesOptions, SourceItem } from '@pixelpeeper/core';
import { InvalidArgumentError, type Command } from 'commander';
import envPaths from 'env-paths';

import type { Terminal } from './terminal.ts';

/** Options of every command that reads images. */
export interface ReadingOptions {
  readonly store?: string;
  readonly quiet?: boolean;
  readonly concurrency?: number;
  readonly allowHost?: string[];
  readonly maxBytes?: number;
  readonly maxPixels?: number;
  readonly timeout?: number;
}

export function addStoreOption(command: Command): Command {
  return command.option(
    '--store <url>',
    'where records live, sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE (default: PIXELPEEPER_STORE, else a file in your data folder)',
  );
}

export function addReadingOptions(command: Command): Command {
  return addStoreOption(command)
    .option('--quiet', 'no progress on stderr')
    .option('--concurrency <n>', 'images worked on at once (default: one a core)', positiveInteger)
    .option('--allow-host <host...>', 'private hosts, addresses or networks that may be fetched from')
    .option('--max-bytes <n>', 'largest file, in bytes (default: 100 MiB)', positiveInteger)
    .option('--max-pixels <n>', 'largest picture, in pixels (default: 200 million)', positiveInteger)
    .option('--timeout <seconds>', 'longest wait for one image (default: 30)', positiveInteger);
}

export function limits(options: ReadingOptions): {
  fetch: FetchOptions;
  decode: DecodeOptions;
  concurrency: number | undefined;
} {
  const { allowHost, maxBytes, maxPixels, timeout, concurrency } = options;
  const fetch = { allowedHosts: allowHost, maxBytes, timeoutMs: timeout === undefined ? undefined : timeout * 1000 };
  return { fetch, decode: { maxPixels }, concurrency };
}

export function storeUrl({ store }: Pick<ReadingOptions, 'store'>, { env }: Terminal): string {
  const named = store ?? env['PIXELPEEPER_STORE'];
  if (named) return named;
  return `sqlite:${join(envPaths('pixelpeeper', { suffix: '' }).data, 'pixelpeeper.db')}`;
}

export interface Gathered {
  readonly items: AsyncIterable<SourceItem>;
  readonly total: number | undefined;
  readonly names: readonly string[];
}

/** All items at once, so that progress knows the total; names on standard input are taken as they come. */
export async function gather(items: AsyncIterable<SourceItem>, sources: readonly string[]): Promise<Gathered> {
  if (sources.includes('-')) return { items, total: undefined, names: [] };
  const all = await Array.fromAsync(items);
  return { items: Readable.from(all), total: all.length, names: all.map(({ source }) => source) };
}

export function isImageItem(item: SourceItem): item is ImageItem {
  return 'location' in item;
}

export function readFrom({ cwd, stdin, interrupt }: Terminal): ReadSourcesOptions {
  return { cwd, stdin, signal: interrupt };
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('Expected a whole number of 1 or more.');
  return value;
}
