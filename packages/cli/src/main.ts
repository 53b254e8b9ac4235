import { createRequire } from 'node:module';

import { PixelPeeperError } from '@pixelpeeper/core';
import { Command, CommanderError } from 'commander';

import { addCatalogCommand } from './commands/catalog.ts';
import { addDuplicatesCommand } from './commands/duplicates.ts';
import { addGetCommand } from './commands/get.ts';
import { addProcessCommand } from './commands/process.ts';
import { EXIT } from './exit-codes.ts';
import { plain, type Terminal } from './terminal.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** Runs the command and gives its exit code. */
export async function main(args: readonly string[], terminal: Terminal = realTerminal()): Promise<number> {
  let code: number = EXIT.done;
  const exit = (next: number): void => void (code = next);
  const program = new Command('pixelpeeper')
    .description('Turns images into trustworthy JSON, and finds the ones that are the same.')
    .version(version)
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('Run with --help for the options and examples.')
    .exitOverride();
  addProcessCommand(program, terminal, exit);
  addGetCommand(program, terminal, exit);
  addDuplicatesCommand(program, terminal, exit);
  addCatalogCommand(program, terminal, exit);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, { stderr, interrupt }: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (interrupt.aborted) return EXIT.interrupted;
  if (error instanceof PixelPeeperError) {
    stderr.write(`${plain(error.message)} (${error.code})\n`);
    return EXIT.usage;
  }
  if (isUsageError(error) || isFileError(error)) {
    stderr.write(`${plain(error.message)}\n`);
    return EXIT.usage;
  }
  stderr.write(
    `pixelpeeper failed; this is a defect, please report it.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.internal;
}

/** A value that the caller gave; the checks at core's edge say what was expected. Other TypeErrors are defects. */
function isUsageError(error: unknown): error is Error {
  return (error instanceof TypeError || error instanceof RangeError) && error.message.startsWith('Expected');
}

/** A file that the user named for reading or writing and that the system refused. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function realTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    stderr.write('\nStopping after the images under way. Ctrl-C again stops at once.\n');
    interrupt.abort();
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
  });
  process.once('SIGTERM', () => interrupt.abort());
  // A reader that has seen enough, such as head, is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.done);
  });
  return { stdin, stdout, stderr, cwd: process.cwd(), env, interrupt: interrupt.signal };
}
