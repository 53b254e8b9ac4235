import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { built } from './node-run.ts';

/** A folder of n8n's own for the tests of a file, with a store that is empty. */
export async function openTestFolder(): Promise<{ readonly path: string; close(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'n8n-nodes-'));
  process.env['N8N_USER_FOLDER'] = path;
  return {
    path,
    async close() {
      await built('src/thread/core-thread.js')['closeCoreThreads']!();
      await rm(path, { recursive: true });
    },
  };
}

/** A picture of examples/dataset. */
export function photo(name: string): Promise<Buffer> {
  return readFile(new URL(`../../examples/dataset/${name}`, import.meta.url));
}
