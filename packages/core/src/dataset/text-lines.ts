import { addAbortSignal, type Readable } from 'node:stream';

export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without its line feed, or carriage return and line feed. */
  readonly text: string;
}

/**
 * The lines of UTF-8 text, until the input ends or the signal aborts, which destroys the input. Only line feeds end lines: readline ends them at
 * U+2028 too, which JSON allows within a string. A byte order mark at the beginning is left out.
 */
export async function* textLines(input: Readable, signal?: AbortSignal): AsyncGenerator<TextLine> {
  let line = 0;
  const next = (text: string): TextLine => {
    line++;
    return { line, text: (line === 1 ? withoutBom(text) : text).replace(/\r$/, '') };
  };
  let begun: string[] = [];
  if (signal) addAbortSignal(signal, input);
  try {
    for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>)
      for (const [index, part] of chunk.split('\n').entries()) {
        if (index > 0) {
          yield next(begun.join(''));
          begun = [];
        }
        begun.push(part);
      }
  } catch (error) {
    if (signal?.aborted) return;
    throw error;
  }
  const last = begun.join('');
  if (last !== '') yield next(last);
}

export function withoutBom(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
