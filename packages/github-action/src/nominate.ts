import { nominatedAmong, type Sensitivity } from '@pixelpeeper/core';

import { readRecords, type Span } from './index-file/index-file.ts';
import { unpackNominee } from './index-file/records.ts';
import type { NominateAnswer, NominateTask } from './workers/nominate-task.ts';
import { startPool } from './workers/worker-pool.ts';
import { workerUrl } from './workers/worker-url.ts';

export interface NominateOptions {
  readonly sensitivity: Sensitivity;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** Where records stand, by blob. */
export type Spans = ReadonlyMap<string, Span>;

/** Fewer images are looked up by one thread in the time in which another one starts. */
const LEAST_A_THREAD = 2000;

/** Which of many images are worth comparing with a few: their blobs. Memory holds the few, and a part of the many for each thread. */
export async function nominateAgainst(few: Spans, many: Spans, options: NominateOptions): Promise<string[]> {
  const { sensitivity, threads, signal } = options;
  if (few.size === 0 || many.size === 0) return [];
  const pool = startPool<NominateTask, NominateAnswer>(workerUrl('nominate-task'), threads);
  const stop = (): void => void pool.close();
  signal.addEventListener('abort', stop);
  try {
    const records = await recordsOf(few);
    const answers = await Promise.all(
      partsOf(many, threads).map(async (part) => {
        const spans = part.map(([, span]) => span);
        const places = await pool.run({
          few: records,
          sensitivity,
          file: spans[0]!.file,
          offsets: Float64Array.from(spans, ({ offset }) => offset),
          lengths: Uint32Array.from(spans, ({ length }) => length),
        });
        return places.map((place) => part[place]![0]);
      }),
    );
    return answers.flat();
  } catch (error) {
    signal.throwIfAborted(); // a thread that was stopped has an error of its own
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** Which of images are worth comparing with one another: their blobs. Memory holds what nominates all of them. */
export async function nominateWithin(all: Spans, { sensitivity, signal }: NominateOptions): Promise<string[]> {
  const records = await recordsOf(all);
  const places = await nominatedAmong(records.map(unpackNominee), sensitivity, signal);
  const blobs = [...all.keys()];
  return places.map((place) => blobs[place]!);
}

async function recordsOf(spans: Spans): Promise<Uint8Array[]> {
  const all = [...spans.values()].map((span, place) => ({ span, place }));
  const records = new Array<Uint8Array>(all.length);
  for (const [, group] of Map.groupBy(all, ({ span }) => span.file))
    for await (const { at, record } of readRecords(group.map(({ span }) => span)))
      records[group[at]!.place] = record.slice(); // a part would keep its whole block
  return records;
}

/** For each file about as many parts as threads, each of places that follow on one another. */
function partsOf(many: Spans, threads: number): (readonly [string, Span])[][] {
  return [...Map.groupBy(many, ([, { file }]) => file).values()].flatMap((group) => {
    const sorted = group.toSorted(([, a], [, b]) => a.offset - b.offset);
    const size = Math.max(LEAST_A_THREAD, Math.ceil(sorted.length / threads));
    return Array.from({ length: Math.ceil(sorted.length / size) }, (_, part) =>
      sorted.slice(part * size, (part + 1) * size),
    );
  });
}
