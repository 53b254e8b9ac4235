import { readFile } from 'node:fs/promises';

import pLimit from 'p-limit';

import { couldNotRead, parseTags, tookTooLong, vendoredExifTool } from './exiftool-engine.ts';
import type { EngineLimits, ExifToolEngine } from './exiftool-engine.ts';
import { PerlThread, PerlTimeoutError, type PerlRequest, type PerlStart } from './perl-thread.ts';
import { fileEnding } from './readable-file.ts';

/** Most threads: each takes some 200 MB. */
const MOST_THREADS = 4;
/** WebAssembly's memory never shrinks: a thread that one large file has swollen is replaced, and every thread after so many files. */
const WORN_BYTES = 256 * 2 ** 20;
const WORN_READS = 2000;

/**
 * Starts ExifTool in Perl compiled to WebAssembly: threads in this process, started when they are needed. A thread that hangs or dies is ended
 * and replaced.
 * @throws Error when it does not run here.
 */
export async function startWasmPerl({ maxProcesses, timeoutMs, maxBytes }: EngineLimits): Promise<ExifToolEngine> {
  const start: PerlStart = { exiftool: vendoredExifTool(), maxBytes };
  const first = await PerlThread.start(start);
  const idle = [first];
  const turns = pLimit(Math.min(maxProcesses, MOST_THREADS));
  let isClosed = false;

  const ask = async (request: PerlRequest): Promise<string> => {
    const thread = idle.pop() ?? (await PerlThread.start(start));
    let answer: string | undefined;
    try {
      return (answer = await thread.ask(request, timeoutMs));
    } finally {
      if (answer === undefined || isWorn(thread) || isClosed) await thread.end();
      else idle.push(thread);
    }
  };
  return {
    kind: 'webassembly',
    version: first.version,
    read: (args, path) =>
      turns(async () => {
        try {
          return parseTags(await ask({ args, name: nameOf(path), bytes: new Uint8Array(await readFile(path)) }));
        } catch (error) {
          throw error instanceof PerlTimeoutError ? tookTooLong(path, error) : couldNotRead(path, error);
        }
      }),
    async close() {
      isClosed = true;
      await Promise.all(idle.splice(0).map((thread) => thread.end()));
    },
  };
}

function isWorn({ reads, memoryBytes }: PerlThread): boolean {
  return reads >= WORN_READS || memoryBytes >= WORN_BYTES;
}

/** The file's name there. Of its real name only the ending matters to ExifTool, which tries that kind of file first. */
function nameOf(path: string): string {
  return `/image${fileEnding(path)}`;
}
