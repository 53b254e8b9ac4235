import { toExplanationHtml, type PixelPeeper, type Sensitivity } from '@pixelpeeper/core';

import { EXIT } from '../exit-codes.ts';
import { explanationText } from '../explanation.ts';
import { readFrom } from '../reading-options.ts';
import { harmlessJson, plain, write, type Terminal } from '../terminal.ts';
import { writeOutputs } from '../write-outputs.ts';

export interface ExplainCommandOptions {
  readonly sensitivity: Sensitivity;
  readonly json?: string;
  readonly html?: string;
}

/** `duplicates --explain A B`: why these two are a match or none. Gives the exit code. */
export async function explain(
  pixelpeeper: PixelPeeper,
  sources: readonly string[],
  { options, terminal }: { readonly options: ExplainCommandOptions; readonly terminal: Terminal },
): Promise<number> {
  const [a, b] = sources;
  if (a === undefined || b === undefined || sources.length > 2)
    throw new TypeError(`Expected two images to explain, got \`${sources.length}\``);
  const { sensitivity, json, html } = options;
  const { explanation, pictures, unreadable } = await pixelpeeper.explain(a, b, {
    ...readFrom(terminal),
    sensitivity,
    show: html !== undefined,
  });
  for (const { source, message, code } of unreadable)
    terminal.stderr.write(`${plain(source)}: ${plain(message)} (${code})\n`);
  if (!explanation) return EXIT.unreadable;
  const { files, isStdoutTaken } = await writeOutputs(
    [
      [json, () => harmlessJson(`${JSON.stringify(explanation, null, 2)}\n`)],
      [html, () => toExplanationHtml(explanation, { pictures })],
    ],
    terminal,
  );
  if (isStdoutTaken) return EXIT.done;
  const withTiles = terminal.stdout.isTTY === true && terminal.env['TERM'] !== 'dumb';
  await write(terminal.stdout, explanationText(explanation, { withTiles, written: files }));
  return EXIT.done;
}
