import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

import { GIT_ENV, placeArguments, type Repository } from './repository.ts';

/** A blob, or why there is none: `missing` from the repository, or `large`. */
export type Blob =
  | { readonly id: string; readonly bytes: Buffer }
  | { readonly id: string; readonly lack: 'missing' | 'large'; readonly bytesize: number | undefined };

/**
 * The contents of blobs, in the order of their ids, by two processes for all of them. Blobs over the limit are never read.
 * @param maxBytes largest blob that is read.
 */
export async function* readBlobs(
  repository: Repository,
  ids: readonly string[],
  maxBytes: number,
): AsyncGenerator<Blob> {
  if (ids.length === 0) return;
  const sizes = await blobSizes(repository, ids);
  const wanted = ids.filter((id) => (sizes.get(id) ?? Infinity) <= maxBytes);
  const contents = readAll(repository, wanted);
  try {
    for (const id of ids) {
      const bytesize = sizes.get(id);
      if (bytesize === undefined) yield { id, lack: 'missing', bytesize };
      else if (bytesize > maxBytes) yield { id, lack: 'large', bytesize };
      else yield { id, bytes: (await contents.next()).value as Buffer };
    }
  } finally {
    await contents.return(undefined);
  }
}

/** Sizes in bytes of those that the repository has. */
export async function blobSizes(repository: Repository, ids: readonly string[]): Promise<Map<string, number>> {
  const answer = await repository.git(['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: ids.map((id) => `${id}\n`).join(''),
  });
  const lines = answer.toString('latin1').split('\n').slice(0, ids.length);
  return new Map(
    lines.flatMap((line) => {
      const [id, size] = line.split(' ') as [string, string];
      return size === 'missing' ? [] : [[id, Number(size)] as const];
    }),
  );
}

async function* readAll({ place }: Repository, ids: readonly string[]): AsyncGenerator<Buffer, undefined> {
  if (ids.length === 0) return undefined;
  const child = spawn('git', [...placeArguments(place), 'cat-file', '--batch', '--buffer'], {
    env: { ...process.env, ...GIT_ENV },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => undefined); // blobSizes has run git just before
  child.stdin.on('error', () => undefined);
  child.stdin.end(ids.map((id) => `${id}\n`).join(''));
  const read = byteReader(child.stdout);
  try {
    for (const id of ids) {
      const head = (await read.line()).split(' ');
      if (head[0] !== id || head[1] !== 'blob')
        throw new Error(`Expected git to give the blob ${id}, got \`${head.join(' ')}\``);
      yield await read.bytes(Number(head[2]));
      await read.bytes(1); // a line feed
    }
  } finally {
    child.kill();
  }
  return undefined;
}

interface ByteReader {
  line(): Promise<string>;
  bytes(count: number): Promise<Buffer>;
}

/** Reads a stream piece by piece. Large pieces are put together once. */
function byteReader(stream: Readable): ByteReader {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let rest: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer> => {
    const chunk = await chunks.next();
    if (chunk.done === true) throw new Error('Git has ended before all blobs were read.');
    return chunk.value;
  };
  return {
    async line() {
      let end = rest.indexOf(10);
      for (; end < 0; end = rest.indexOf(10)) rest = Buffer.concat([rest, await next()]);
      const line = rest.toString('latin1', 0, end);
      rest = rest.subarray(end + 1);
      return line;
    },
    async bytes(count) {
      const whole = Buffer.allocUnsafeSlow(count); // of its own, so that it can be given to another thread
      for (let filled = 0; filled < count;) {
        if (rest.length === 0) rest = await next();
        const taken = rest.copy(whole, filled, 0, count - filled);
        rest = rest.subarray(taken);
        filled += taken;
      }
      return whole;
    },
  };
}
