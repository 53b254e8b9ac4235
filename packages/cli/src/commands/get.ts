import { PixelPeeper, withoutPassword } from '@pixelpeeper/core';
import type { Command } from 'commander';

import { EXIT } from '../exit-codes.ts';
import { addStoreOption, storeUrl } from '../reading-options.ts';
import { harmlessJson, plain, write, type Terminal } from '../terminal.ts';

const EXAMPLES = `
Examples:
  $ pixelpeeper get 01hqb8gcpef1y8fbp560hyjc1x
  $ pixelpeeper get 01hqb8gcpef1y8fbp560hyjc1x --store sqlite:photos.db`;

export function addGetCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  addStoreOption(program.command('get'))
    .description('Print the record with an id')
    .argument('<id>', 'the id of a record')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: { readonly store?: string }) => {
      const store = storeUrl(options, terminal);
      await using pixelpeeper = await PixelPeeper.open({ store, resume: false });
      const record = await pixelpeeper.get(id);
      if (record) {
        await write(terminal.stdout, `${harmlessJson(JSON.stringify(record, null, 2))}\n`);
        exit(EXIT.done);
        return;
      }
      terminal.stderr.write(
        `There is no record ${plain(id)} in ${plain(withoutPassword(store))} (record_not_found). Check the id and --store.\n`,
      );
      exit(EXIT.unreadable);
    });
}
