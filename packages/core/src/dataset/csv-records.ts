import type { Readable } from 'node:stream';

import { parse } from 'csv-parse/sync';

import { textLines, type TextLine } from './text-lines.ts';

export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly broken: string; readonly cause: unknown };

/** A quoted field may hold line breaks, but a record of more lines than this has lost a closing quote. */
const MOST_LINES = 20;

/**
 * The records of CSV (RFC 4180), each with the number of its first line; fields are trimmed, empty lines passed over. After a broken record
 * reading goes on with the next line: a lost quote costs one line, and not all that follow.
 */
export async function* csvRecords(input: Readable, delimiter: string): AsyncGenerator<CsvRecord> {
  const lines: TextLine[] = [];
  for await (const line of textLines(input)) {
    lines.push(line);
    yield* takeRecords(lines, { delimiter, isEnd: false });
  }
  yield* takeRecords(lines, { delimiter, isEnd: true });
}

/** Takes the records that are complete from the beginning of the lines. */
function* takeRecords(
  lines: TextLine[],
  { delimiter, isEnd }: { readonly delimiter: string; readonly isEnd: boolean },
): Generator<CsvRecord> {
  while (lines.length > 0) {
    const length = recordLength(lines);
    if (length === undefined && !isEnd && lines.length < MOST_LINES) return;
    const record = readRecord(lines.slice(0, length ?? 1), delimiter);
    lines.splice(0, 'broken' in record ? 1 : length);
    if ('broken' in record || record.fields.some((field) => field !== '')) yield record;
  }
}

/** How many lines the first record has: as many as it takes to close every quote. Undefined when they are not enough. */
function recordLength(lines: readonly TextLine[]): number | undefined {
  let isQuoted = false;
  for (const [index, { text }] of lines.entries()) {
    if ((text.split('"').length - 1) % 2 === 1) isQuoted = !isQuoted;
    if (!isQuoted) return index + 1;
  }
  return undefined;
}

function readRecord(lines: readonly TextLine[], delimiter: string): CsvRecord {
  const { line } = lines[0]!;
  const text = lines.map((each) => each.text).join('\n');
  if (!text.includes('"')) return { line, fields: text.split(delimiter).map((field) => field.trim()) };
  try {
    const [fields = []] = parse(text, { delimiter, trim: true });
    return { line, fields };
  } catch (cause) {
    return { line, broken: cause instanceof Error ? cause.message : String(cause), cause };
  }
}
