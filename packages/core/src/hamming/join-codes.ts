import { availableParallelism } from 'node:os';

import type { DistinctCodes } from './distinct-codes.ts';
import { startJoinKernel } from './join-kernel.ts';
import { layOutJoin, type JoinMemory } from './join-memory.ts';
import { joinHere, startJoinWorker, type JoinThread, type Rows, type Step } from './join-thread.ts';
import type { Pairs } from './pairs.ts';
import { planBands, type BandDemand } from './plan-bands.ts';

export interface JoinOptions {
  /** Most bits in which the codes of a pair differ, 0 to the codes' bits. */
  readonly maxDistance: number;
  /**
   * Most worker threads; 0 and 1 mean none. What takes the calling thread less than some 0.3 s is done there in any case.
   * @default the number of cores
   */
  readonly threads?: number | undefined;
  /** Ends the search with its reason: within some 50 ms, or as soon as a band is filed, which takes a second for 10 million codes. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the share that is done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface JoinBetweenOptions extends JoinOptions {
  /**
   * For each code of `a` with how many codes of `b` it is compared, from the first. So an image can be compared with those before it only: see
   * the order of `distinctCodes`.
   * @default with all
   */
  readonly ends?: Uint32Array | undefined;
}

/** Starting threads takes about as long as this takes one of them. */
const WORTH_THREADS_NS = 300e6;

/** Rows are given out in so many parts a thread, so that all end at about the same time. */
const PARTS = 32;

/**
 * All pairs of distinct codes within `maxDistance`, each once, a before b, and exact: nothing is left out. They come in chunks of at most 65,536
 * in no order, and the search waits while they are dealt with, so that memory is bounded whatever is found.
 *
 * @throws RangeError when an option is out of its range.
 */
export function pairsWithin(codes: DistinctCodes, options: JoinOptions): AsyncGenerator<Pairs, void, undefined> {
  return join(codes, undefined, options);
}

/**
 * All pairs of a distinct code of `a` and one of `b` within `maxDistance`, like `pairsWithin`.
 *
 * @throws RangeError when the two are not of the same size, or an option is out of its range.
 */
export function pairsBetween(
  a: DistinctCodes,
  b: DistinctCodes,
  options: JoinBetweenOptions,
): AsyncGenerator<Pairs, void, undefined> {
  return join(a, b, options);
}

/** Without `b` joins `a` with itself. */
async function* join(
  a: DistinctCodes,
  b: DistinctCodes | undefined,
  { maxDistance, threads = availableParallelism(), ends, ...rest }: JoinBetweenOptions,
): AsyncGenerator<Pairs, void, undefined> {
  checkOptions(a, b, { maxDistance, threads, ends });
  rest.signal?.throwIfAborted();
  if (a.count === 0 || b?.count === 0) return;
  const { bands, nanoseconds } = planBands(demandOf(a, b, { maxDistance, ends }));
  const workers = nanoseconds < WORTH_THREADS_NS || threads < 2 ? 0 : threads;
  const memory = layOutJoin({ a, b, maxDistance, bands, ends, threads: Math.max(workers, 1) });
  const kernel = startJoinKernel(memory.memory);
  const crew = memory.outputs.map((output) => {
    const places = { job: memory.job, output };
    return workers > 0 ? startJoinWorker({ ...places, memory: memory.memory }) : joinHere(kernel, places);
  });
  try {
    for (const index of bands.keys()) {
      memory.setBand(index);
      for (const { side, source, count } of memory.sides) kernel.arrange(memory.job, side, source, count);
      const onProgress = (share: number): void => rest.onProgress?.((index + share) / bands.length);
      yield* joinBand(crew, memory, { rows: a.count, signal: rest.signal, onProgress });
    }
  } finally {
    await Promise.all(crew.map((thread) => thread.close()));
  }
}

function demandOf(
  a: DistinctCodes,
  b: DistinctCodes | undefined,
  { maxDistance, ends }: Pick<JoinBetweenOptions, 'maxDistance' | 'ends'>,
): BandDemand {
  // Of a set with itself each pair is looked at from one side only.
  const columns = b?.count ?? a.count / 2;
  const comparisons = ends ? ends.reduce((sum, end) => sum + end, 0) : a.count * columns;
  return { bits: a.bits, maxDistance, rows: a.count, columns, comparisons };
}

interface BandOptions {
  readonly rows: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (share: number) => void;
}

/** Hands the rows out to the threads; one that has found something goes on while that is dealt with. */
async function* joinBand(
  crew: readonly JoinThread[],
  memory: JoinMemory,
  { rows, signal, onProgress }: BandOptions,
): AsyncGenerator<Pairs, void, undefined> {
  const parts = partsOf(rows, crew.length * PARTS);
  const running = new Map<JoinThread, Promise<{ thread: JoinThread; step: Step }>>();
  const send = (thread: JoinThread, part: Rows | undefined): void =>
    void running.set(
      thread,
      thread.step(part).then((step) => ({ thread, step })),
    );
  let given = 0;
  for (const thread of crew) if (given < parts.length) send(thread, parts[given++]);
  while (running.size > 0) {
    const { thread, step } = await Promise.race(running.values());
    signal?.throwIfAborted();
    running.delete(thread);
    const pairs = memory.readPairs(thread.output, step.found);
    if (!step.isDone) send(thread, undefined);
    else if (given < parts.length) send(thread, parts[given++]);
    onProgress((given - running.size) / parts.length);
    if (step.found > 0) yield pairs;
  }
}

function partsOf(rows: number, parts: number): Rows[] {
  const size = Math.ceil(rows / parts);
  return Array.from({ length: Math.ceil(rows / size) }, (_, part) => ({
    first: part * size,
    end: Math.min((part + 1) * size, rows),
  }));
}

function checkOptions(
  a: DistinctCodes,
  b: DistinctCodes | undefined,
  { maxDistance, threads = 1, ends }: JoinBetweenOptions,
): void {
  if (b && a.bits !== b.bits) throw new RangeError(`Expected codes of one size, got ${a.bits} and ${b.bits} bits`);
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > a.bits) {
    throw new RangeError(`Expected \`maxDistance\` to be an integer from 0 to ${a.bits}, got \`${maxDistance}\``);
  }
  if (!Number.isInteger(threads) || threads < 0) {
    throw new RangeError(`Expected \`threads\` to be an integer from 0 up, got \`${threads}\``);
  }
  if (ends && ends.length !== a.count) {
    throw new RangeError(`Expected \`ends\` to have a number for each of ${a.count} codes, got ${ends.length}`);
  }
}
