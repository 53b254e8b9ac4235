import { createInterface } from 'node:readline';

import {
  errorFacts,
  findCamera,
  findLens,
  SourceError,
  type Catalog,
  type FoundCamera,
  type FoundLens,
} from '@pixelpeeper/core';

import { EXIT } from './exit-codes.ts';
import { harmlessJson, write, type Terminal } from './terminal.ts';

interface NamedLine {
  readonly camera: FoundCamera | null;
  readonly lens: FoundLens | null;
}

/**
 * Names what stands on stdin, JSON Lines of `{ make, model, lens_model, lens_make }`: for each a line `{ camera, lens }` on stdout. A line that cannot be
 * read is answered with its error, so that the answers stay beside the questions. Empty lines count for nothing. Gives the exit code.
 */
export async function nameLines(catalog: Catalog | undefined, { stdin, stdout }: Terminal): Promise<number> {
  let code: number = EXIT.done;
  let number = 0;
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    let answer: NamedLine & { readonly error?: ReturnType<typeof errorFacts> };
    try {
      answer = nameLine(line, number, catalog);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      answer = { camera: null, lens: null, error: errorFacts(error) };
      code = EXIT.unreadable;
    }
    await write(stdout, `${harmlessJson(JSON.stringify(answer))}\n`);
  }
  return code;
}

function nameLine(line: string, number: number, catalog: Catalog | undefined): NamedLine {
  const fields = parseLine(line, number);
  const text = (field: string): string => {
    const value = fields[field] ?? '';
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw invalid(number, `has a \`${field}\` that is no text`);
  };
  const make = text('make');
  const model = text('model');
  const lens = findLens({ lensModel: text('lens_model'), lensMake: text('lens_make'), make, model }, catalog);
  return { camera: findCamera({ make, model }, catalog), lens };
}

function parseLine(line: string, number: number): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (cause) {
    throw invalid(number, 'is not JSON', cause);
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw invalid(number, 'is not an object');
  return parsed as Readonly<Record<string, unknown>>;
}

function invalid(number: number, what: string, cause?: unknown): SourceError {
  return new SourceError(
    'manifest_line_invalid',
    `Line ${number} ${what}. Write { "make": TEXT, "model": TEXT, "lens_model": TEXT }.`,
    { cause },
  );
}
