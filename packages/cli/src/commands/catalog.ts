import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

import {
  extendCatalog,
  findCamera,
  findLens,
  parseCatalogFile,
  shippedCatalog,
  type Catalog,
  type FoundCamera,
  type FoundLens,
} from '@pixelpeeper/core';
import { InvalidArgumentError, type Command } from 'commander';

import { EXIT } from '../exit-codes.ts';
import { harmlessJson, write, type Terminal } from '../terminal.ts';

interface CatalogOptions {
  readonly catalog?: string;
}

interface LensOptions extends CatalogOptions {
  readonly make?: string;
  readonly model?: string;
}

const EXAMPLES = `
Examples:
  $ pixelpeeper catalog camera SONY ILCE-7M2
  $ pixelpeeper catalog lens "FE 55mm F1.8 ZA" --make SONY --model ILCE-7M2
  $ pixelpeeper catalog --batch < cameras.jsonl            a line { "make", "model", "lens_model" } each
  $ pixelpeeper catalog camera Acme X1 --catalog own.json  with names of your own

\`match\` says how a name was found: exact (known), rule (by its maker's way of naming), overlay (in lensfun's data), fallback (as the file has it).`;

export function addCatalogCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const command = addCatalogOption(program.command('catalog'))
    .description('Name cameras and lenses as files name them in EXIF')
    .option('--batch', 'JSON Lines on stdin, { make, model, lens_model }; a line { camera, lens } each on stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (options: CatalogOptions & { readonly batch?: boolean }) => {
      if (!options.batch) command.error('Say what to look up: a camera, a lens, or --batch.');
      exit(await nameLines(await readCatalog(options, terminal), terminal));
    });
  addCatalogOption(command.command('camera'))
    .description('Name the camera that EXIF Make and Model stand for')
    .argument('<make>', 'EXIF Make')
    .argument('<model>', 'EXIF Model')
    .action(async (make: string, model: string, _: CatalogOptions, { optsWithGlobals }: Command) => {
      const catalog = await readCatalog(optsWithGlobals.call(command), terminal);
      await print(findCamera({ make, model }, catalog), terminal);
    });
  addCatalogOption(command.command('lens'))
    .description('Name the lens that EXIF LensModel stands for')
    .argument('<lens>', 'EXIF LensModel')
    .option('--make <make>', 'EXIF Make of the camera')
    .option('--model <model>', 'EXIF Model of the camera')
    .action(async (lensModel: string, options: LensOptions) => {
      const catalog = await readCatalog(options, terminal);
      await print(findLens({ lensModel, make: options.make }, catalog), terminal);
    });
}
