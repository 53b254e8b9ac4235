import { findCamera, findLens, type Catalog, type FoundCamera, type FoundLens } from '@pixelpeeper/core';
import type { Command } from 'commander';

import { addCatalogOption, readCatalog, type CatalogOption } from '../catalog-option.ts';
import { EXIT } from '../exit-codes.ts';
import { nameLines } from '../name-lines.ts';
import { harmlessJson, write, type Terminal } from '../terminal.ts';

interface LensOptions extends CatalogOption {
  readonly make?: string;
  readonly model?: string;
}

const EXAMPLES = `
Examples:
  $ pixelpeeper catalog camera SONY ILCE-7M2
  $ pixelpeeper catalog lens "FE 55mm F1.8 ZA" --make SONY --model ILCE-7M2
  $ pixelpeeper catalog --batch < cameras.jsonl            lines of { "make", "model", "lens_model" }
  $ pixelpeeper catalog camera Acme X1 --catalog own.json  with names of your own

\`match\` says how a name was found: exact (known), rule (by its maker's way of naming), overlay (in lensfun's data), fallback (as the
file has it). null: there is nothing to name.`;

export function addCatalogCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const catalog = addCatalogOption(program.command('catalog'))
    .description('Say what cameras and lenses are called that EXIF names')
    .option('--batch', 'JSON Lines on stdin, { make, model, lens_model }; for each a line { camera, lens } on stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (options: CatalogOption & { readonly batch?: boolean }, command: Command) => {
      if (!options.batch) command.error('Name a camera or a lens, or use --batch.');
      exit(await nameLines(await readCatalog(options, terminal), terminal));
    });
  addCatalogOption(catalog.command('camera'))
    .description('The camera of an EXIF Make and Model')
    .argument('<make>', 'EXIF Make')
    .argument('<model>', 'EXIF Model')
    .action(async (make: string, model: string, _options: CatalogOption, command: Command) => {
      await print(findCamera({ make, model }, await catalogOf(command, terminal)), terminal);
      exit(EXIT.done);
    });
  addCatalogOption(catalog.command('lens'))
    .description('The lens of an EXIF LensModel')
    .argument('<lens>', 'EXIF LensModel')
    .option('--make <make>', 'EXIF Make of the camera')
    .option('--model <model>', 'EXIF Model of the camera')
    .allowUnknownOption() // "----" is what cameras write for a lens that they do not know
    .action(async (lensModel: string, { make, model }: LensOptions, command: Command) => {
      await print(findLens({ lensModel, make, model }, await catalogOf(command, terminal)), terminal);
      exit(EXIT.done);
    });
}

/** The option may stand before or after the word `camera`. */
async function catalogOf(command: Command, terminal: Terminal): Promise<Catalog | undefined> {
  return readCatalog(command.optsWithGlobals<CatalogOption>(), terminal);
}

async function print(found: FoundCamera | FoundLens | null, { stdout }: Terminal): Promise<void> {
  await write(stdout, `${harmlessJson(JSON.stringify(found, null, 2))}\n`);
}
