import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { extendCatalog, parseCatalogFile, type Catalog } from '@pixelpeeper/core';
import type { Command } from 'commander';

import type { Terminal } from './terminal.ts';

/** The option of every command that names cameras and lenses. */
export interface CatalogOption {
  readonly catalog?: string;
}

export function addCatalogOption(command: Command): Command {
  return command.option('--catalog <file>', 'names of your own for cameras and lenses (JSON, see docs/catalog.md)');
}

/** The catalog with the user's own file; undefined for the one that comes with PixelPeeper. */
export async function readCatalog({ catalog }: CatalogOption, { cwd }: Terminal): Promise<Catalog | undefined> {
  if (catalog === undefined) return undefined;
  return extendCatalog(parseCatalogFile(await readFile(resolve(cwd, catalog), 'utf8')));
}
