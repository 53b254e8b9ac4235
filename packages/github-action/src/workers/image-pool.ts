import { packError } from '../index-file/records.ts';
import type { ImageAnswer, ImageAnswers, ImageTask } from './image-tasks.ts';
import { startPool, ThreadEnded } from './worker-pool.ts';
import { workerUrl } from './worker-url.ts';

/** A task without the bytes it is about. */
export type ImageWork = ImageTask extends infer Task ? (Task extends ImageTask ? Omit<Task, 'bytes'> : never) : never;

/** Threads that decode images. */
export interface ImagePool {
  /** @param bytes are given away where they are a buffer of their own. */
  run<Kind extends ImageTask['kind']>(
    bytes: Buffer,
    work: Extract<ImageWork, { readonly kind: Kind }>,
  ): Promise<ImageAnswers[Kind]>;
  /** Ends the threads that have nothing to do, for their memory; others start when they are needed. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export function startImagePool(threads: number): ImagePool {
  const pool = startPool<ImageTask, ImageAnswer>(workerUrl('image-tasks'), threads);
  return {
    async run(bytes, work) {
      const own = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
      const isWhole = own.byteLength === own.buffer.byteLength;
      const answer = await pool
        .run({ ...work, bytes: own }, isWhole ? [own.buffer] : [])
        .catch((error: unknown) => withoutThread(error, work.kind));
      return answer as ImageAnswers[typeof work.kind];
    },
    rest: () => pool.rest(),
    close: () => pool.close(),
  };
}

/** One image over which a thread dies never stops the others. */
function withoutThread(error: unknown, kind: ImageTask['kind']): ImageAnswer {
  if (!(error instanceof ThreadEnded)) throw error;
  if (kind === 'preview' || kind === 'pixels') return null;
  if (kind === 'traits') return { hasPosition: false, hasRights: false }; // as for metadata that cannot be read
  if (kind !== 'look') throw error;
  const { cause } = error;
  const reason = cause instanceof Error ? cause.message : 'for no reason that it gave';
  const facts = {
    code: 'internal',
    message: `The thread that decoded it has ended: ${reason}. Save it anew.`,
  } as const;
  return { content: undefined, error: facts, record: packError(facts) };
}
