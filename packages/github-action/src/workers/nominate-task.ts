import { parentPort } from 'node:worker_threads';

import { createNominator, type Nominee, type Sensitivity } from '@pixelpeeper/core';

import { readRecords } from '../index-file/index-file.ts';
import { unpackNominee } from '../index-file/records.ts';
import type { WorkerReply } from './worker-pool.ts';

/** Looks images of an index file up among a few. */
export interface NominateTask {
  /** Records of the few. */
  readonly few: readonly Uint8Array[];
  readonly sensitivity: Sensitivity;
  /** The index file of the many, and where their records stand in it. */
  readonly file: string;
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
}

/** Places, ascending, of those of the many that are worth comparing. */
export type NominateAnswer = readonly number[];

/** Images looked up at once: some 2 MB. */
const PART = 128;

parentPort!.on('message', (task: NominateTask) => {
  void nominate(task).then((answer) =>
    parentPort!.postMessage({ answer } satisfies WorkerReply<NominateTask, NominateAnswer>),
  );
});

async function nominate({ few, sensitivity, file, offsets, lengths }: NominateTask): Promise<NominateAnswer> {
  const nominator = createNominator(few.map(unpackNominee), sensitivity);
  const spans = Array.from(offsets, (offset, at) => ({ file, offset, length: lengths[at]! }));
  const found: number[] = [];
  let part: { readonly at: number; readonly nominee: Nominee }[] = [];
  const lookUp = async (): Promise<void> => {
    const places = await nominator.nominated(part.map(({ nominee }) => nominee));
    found.push(...places.map((place) => part[place]!.at));
    part = [];
  };
  for await (const { at, record } of readRecords(spans)) {
    part.push({ at, nominee: unpackNominee(record) });
    if (part.length === PART) await lookUp();
  }
  await lookUp();
  return found.sort((a, b) => a - b);
}
