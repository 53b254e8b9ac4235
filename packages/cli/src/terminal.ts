import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** What a command reads and writes; tests bring their own. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts at Ctrl-C. */
  readonly interrupt: AbortSignal;
}

/** Writes and waits while the reader at the other end is slower. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => stream.once('drain', resolve));
}

/** JSON whose strings hold no control characters: JSON escapes the old ones itself, but not those by which U+009B steers a terminal too. */
export function harmlessJson(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** A stranger's file name must not steer the terminal. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, '?');
}

/** The same for text of several lines. */
export function plainLines(text: string): string {
  return text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 0 ? plain(part) : part))
    .join('');
}
