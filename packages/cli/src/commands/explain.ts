import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { toExplanationHtml, type ExplainedPair, type PixelPeeper } from '@pixelpeeper/core';

import { EXIT } from '../exit-codes.ts';
import { explanationText } from '../explanation.ts';
import { readFrom } from '../reading-options.ts';
import { harmlessJson, plain, plainLines, write, type Terminal } from '../terminal.ts';

export interface ExplainCommandOptions {
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
  const explained = await pixelpeeper.explain(a, b, { ...readFrom(terminal), show: options.html !== undefined });
  for (const { source, message, code } of explained.unreadable)
    terminal.stderr.write(`${plain(source)}: ${plain(message)} (${code})\n`);
  if (!explained.explanation) return EXIT.unreadable;
  await writeExplanation({ ...explained, explanation: explained.explanation }, options, terminal);
  return EXIT.done;
}

async function writeExplanation(
  { explanation, pictures }: ExplainedPair & { readonly explanation: NonNullable<ExplainedPair['explanation']> },
  { json, html }: ExplainCommandOptions,
  { stdout, cwd, env }: Terminal,
): Promise<void> {
  const wanted = [
    [json, () => harmlessJson(`${JSON.stringify(explanation, null, 2)}\n`)],
    [html, () => toExplanationHtml(explanation, { pictures })],
  ] as const;
  const written: string[] = [];
  for (const [file, render] of wanted) {
    if (file === undefined) continue;
    if (file === '-') {
      await write(stdout, stdout.isTTY === true ? plainLines(render()) : render());
      continue;
    }
    const path = resolve(cwd, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, render());
    written.push(file);
  }
  if (wanted.some(([file]) => file === '-')) return;
  const withTiles = stdout.isTTY === true && env['TERM'] !== 'dumb';
  await write(stdout, explanationText(explanation, { withTiles, written }));
}
