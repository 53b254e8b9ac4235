import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { plainLines, write, type Terminal } from './terminal.ts';

/** A file that was asked for, `-` for stdout, and what goes into it. */
export type Output = readonly [file: string | undefined, render: () => string];

export interface WrittenOutputs {
  /** Files, as they were named. */
  readonly files: readonly string[];
  readonly isStdoutTaken: boolean;
}

export async function writeOutputs(outputs: readonly Output[], { stdout, cwd }: Terminal): Promise<WrittenOutputs> {
  const files: string[] = [];
  for (const [file, render] of outputs) {
    if (file === undefined) continue;
    if (file === '-') {
      await write(stdout, stdout.isTTY === true ? plainLines(render()) : render());
      continue;
    }
    const path = resolve(cwd, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, render());
    files.push(file);
  }
  return { files, isStdoutTaken: outputs.some(([file]) => file === '-') };
}
