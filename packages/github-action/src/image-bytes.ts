import type { ErrorFacts } from '@pixelpeeper/core';

import { readBlobs } from './git/blobs.ts';
import { parseLfsPointer, readLfsObject, type LfsPointer } from './git/lfs-pointer.ts';
import type { Repository } from './git/repository.ts';

/** The bytes of an image, a pointer to bytes that are not here, or why there are none. */
export type ImageBytes = { readonly blob: string } & (
  { readonly bytes: Buffer } | { readonly pointer: LfsPointer } | { readonly error: ErrorFacts }
);

/** Above nearly all photographs, raw ones too, and a few at once still fit a runner. */
export const MOST_BYTES = 100 * 1024 * 1024;

/** Reads images from git, or, where git has pointers only, from what Git LFS has downloaded. */
export async function* readImages(repository: Repository, blobs: readonly string[]): AsyncGenerator<ImageBytes> {
  for await (const found of readBlobs(repository, blobs, MOST_BYTES)) {
    const blob = found.id;
    if ('lack' in found) {
      yield { blob, error: found.lack === 'large' ? tooLarge(found.bytesize) : MISSING };
      continue;
    }
    const pointer = parseLfsPointer(found.bytes);
    if (!pointer) {
      yield found.bytes.length === 0 ? { blob, error: EMPTY } : { blob, bytes: found.bytes };
      continue;
    }
    if (pointer.bytesize > MOST_BYTES) {
      yield { blob, error: tooLarge(pointer.bytesize) };
      continue;
    }
    const bytes = await readLfsObject(repository, pointer, MOST_BYTES);
    yield bytes ? { blob, bytes } : { blob, pointer };
  }
}

function tooLarge(bytesize = 0): ErrorFacts {
  const size = `${Math.round(bytesize / 2 ** 20)} MiB`;
  return { code: 'too_many_bytes', message: `The file has ${size}, more than the limit of 100 MiB. Make it smaller.` };
}

const EMPTY: ErrorFacts = { code: 'empty_file', message: 'The file holds no bytes. Commit it again.' };
const MISSING: ErrorFacts = {
  code: 'file_unreadable',
  message: 'Its contents are not in the clone. Do without `filter` at actions/checkout.',
};
