import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Repository } from './repository.ts';

/** What stands in git for a file that Git LFS keeps elsewhere. */
export interface LfsPointer {
  /** SHA-256 of the file, 64 hex digits. */
  readonly oid: string;
  readonly bytesize: number;
}

/** Longest pointer, by its specification. */
const MOST_BYTES = 1024;

/** Reads a pointer file (git-lfs, docs/spec.md, version 1); undefined for anything else. */
export function parseLfsPointer(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.length >= MOST_BYTES) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  if (!text.startsWith('version https://git-lfs.github.com/spec/v1\n')) return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d+)$/m.exec(text)?.[1];
  return oid !== undefined && size !== undefined ? { oid, bytesize: Number(size) } : undefined;
}

/** The file a pointer stands for, where it was downloaded (`lfs: true` at the checkout); undefined where not, or where it is over the limit. */
export async function readLfsObject(
  repository: Repository,
  { oid, bytesize }: LfsPointer,
  maxBytes: number,
): Promise<Buffer | undefined> {
  if (bytesize > maxBytes) return undefined;
  const folder = (await repository.git(['rev-parse', '--path-format=absolute', '--git-common-dir'])).toString().trim();
  try {
    return await readFile(join(folder, 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
