import { parentPort } from 'node:worker_threads';

import {
  DecodeError,
  errorFacts,
  jpegContent,
  type Detail,
  type ErrorFacts,
  type ImageContent,
} from '@pixelpeeper/core';

import { packError, packNominee } from '../index-file/records.ts';
import type { Traits } from '../guards/traits.ts';
import type { WorkerReply } from './worker-pool.ts';

const BROKEN: ErrorFacts = {
  code: 'internal',
  message: 'The decoder broke down over it twice. Look whether other programs open it, and save it anew.',
};

/** What a worker thread does with the bytes of an image. */
export type ImageTask = { readonly bytes: Uint8Array<ArrayBuffer> } & (
  | { readonly kind: 'look'; readonly detail: Detail; readonly maxPixels: number }
  | { readonly kind: 'preview' }
  | { readonly kind: 'pixels'; readonly maxPixels: number }
  | { readonly kind: 'traits' }
  | { readonly kind: 'decoder-lacks' }
);

export interface ImageAnswers {
  /** What is found out of an image, and the record that an index keeps of it. */
  readonly look: {
    readonly content: ImageContent | undefined;
    readonly error: ErrorFacts | undefined;
    readonly record: Uint8Array;
  };
  /** A small picture as a data: URI; null where there is none. */
  readonly preview: string | null;
  /** SHA-256 of the pixels; null where they cannot be read. */
  readonly pixels: string | null;
  readonly traits: Traits;
  /** What the folder that the input `sharp` names lacks, whatever the bytes: `sharp@0.35.5 for linux-x64`, say; null for nothing. */
  readonly 'decoder-lacks': string | null;
}

export type ImageAnswer = ImageAnswers[ImageTask['kind']];

// The decoder is loaded when it is needed first: plain JPEGs, which many datasets are all of, do without.
const decoding = (): Promise<typeof import('./decoding.ts')> => import('./decoding.ts');

parentPort!.on('message', (task: ImageTask) => {
  void reply(task).then((message) => parentPort!.postMessage(message));
});

async function reply(task: ImageTask): Promise<WorkerReply<ImageTask, ImageAnswer>> {
  const answer = await answerTo(task);
  if (!isFailure(answer) || (await (await decoding()).isDecoderWell())) return { answer };
  return { answer: unlooked(BROKEN), brokenBy: task };
}

async function answerTo(task: ImageTask): Promise<ImageAnswer> {
  const { bytes } = task;
  switch (task.kind) {
    case 'look':
      return look(bytes, task);
    case 'preview':
      return (await decoding()).preview(bytes);
    case 'pixels':
      return (await decoding()).pixels(bytes, task.maxPixels);
    case 'traits':
      return (await import('../guards/read-traits.ts')).readTraits(bytes);
    case 'decoder-lacks':
      return (await decoding()).decoderLacks();
  }
}

async function look(
  bytes: Uint8Array,
  { detail, maxPixels }: { readonly detail: Detail; readonly maxPixels: number },
): Promise<ImageAnswers['look']> {
  try {
    const content =
      jpegContent(bytes, { maxPixels, detail }) ?? (await (await decoding()).anyContent(bytes, { maxPixels, detail }));
    return { content, error: undefined, record: packNominee(content) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return unlooked(errorFacts(error));
  }
}

function unlooked(error: ErrorFacts): ImageAnswers['look'] {
  return { content: undefined, error, record: packError(error) };
}

/** Whether the image is to blame, or the decoder has broken down. */
function isFailure(answer: ImageAnswer): boolean {
  return typeof answer === 'object' && answer !== null && 'error' in answer && answer.error?.code === 'image_corrupt';
}
