import { PassThrough, Readable, Writable } from 'node:stream';

import type { Terminal } from '../packages/cli/src/terminal.ts';

export interface MemoryTerminal {
  readonly terminal: Terminal;
  /** What was written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** What Ctrl-C does. */
  readonly interrupt: () => void;
}

/** A terminal whose streams are held in memory. Without `stdin` nothing ever comes from there. */
export function memoryTerminal(options: {
  readonly cwd: string;
  readonly stdin?: string | undefined;
  readonly env?: Terminal['env'] | undefined;
  readonly isTTY?: boolean | undefined;
  /** Called with what is written to stdout. */
  readonly onOutput?: ((text: string) => void) | undefined;
}): MemoryTerminal {
  const { cwd, stdin, env = {}, isTTY = false, onOutput } = options;
  const out = collector(isTTY, onOutput);
  const err = collector(isTTY);
  const abort = new AbortController();
  return {
    terminal: {
      stdin: stdin === undefined ? new PassThrough() : Readable.from([stdin]),
      stdout: out.stream,
      stderr: err.stream,
      cwd,
      env,
      interrupt: abort.signal,
    },
    out: out.text,
    err: err.text,
    interrupt: () => abort.abort(),
  };
}

function collector(
  isTTY: boolean,
  onText: (text: string) => void = () => undefined,
): { stream: Writable & { isTTY: boolean }; text: () => string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      text += String(chunk);
      onText(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), text: () => text };
}
