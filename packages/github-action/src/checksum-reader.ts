import { checksum } from '@pixelpeeper/core';

import { readBlobs } from './git/blobs.ts';
import type { Repository } from './git/repository.ts';
import type { Scan } from './scan.ts';

/** SHA-256 of the file that a blob is, or that it points to, and its length. */
export function createChecksumReader(
  repository: Repository,
  { pointers }: Scan,
): (blob: string) => Promise<{ readonly checksum: string; readonly bytesize: number }> {
  return async (blob) => {
    const pointer = pointers.get(blob);
    if (pointer) return { checksum: pointer.oid, bytesize: pointer.bytesize };
    for await (const found of readBlobs(repository, [blob], Infinity))
      if ('bytes' in found) return { checksum: checksum(found.bytes), bytesize: found.bytes.length };
    throw new Error(`Expected the blob ${blob} to be there, as it was a moment ago`);
  };
}
