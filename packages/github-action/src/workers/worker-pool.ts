import { Worker } from 'node:worker_threads';

/** Threads that do one task at a time each. */
export interface WorkerPool<Task, Answer> {
  /** Does a task in a thread that is free, or waits for one. What is in `transfer` is given away. @throws ThreadEnded when the thread dies over it. */
  run(task: Task, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  /** Ends the threads that have nothing to do, for their memory; others start when they are needed. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What a thread answers. One that has broken down over its task gives it back, and is replaced by a new one. The answer stands where that one breaks
 * down as well: then the task is to blame.
 */
export interface WorkerReply<Task, Answer> {
  readonly answer: Answer;
  readonly brokenBy?: Task;
}

/** A thread has died: of a defect, or for lack of memory. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

interface Job<Task, Answer> extends PromiseWithResolvers<Answer> {
  readonly task: Task;
  readonly transfer: readonly ArrayBuffer[];
  readonly isSecondTry: boolean;
}

/**
 * @param module the thread's module.
 * @param threads most that run at once, 1 and up; each starts when it is needed first.
 */
export function startPool<Task, Answer>(module: URL, threads: number): WorkerPool<Task, Answer> {
  const waiting: Job<Task, Answer>[] = [];
  const busy = new Set<Worker>();
  const free: Worker[] = [];
  const proceed = (): void => {
    while (waiting.length > 0 && (free.length > 0 || busy.size < threads)) {
      const job = waiting.shift()!;
      const worker = free.pop() ?? startWorker(module, (ended) => remove(free, ended));
      busy.add(worker);
      void doJob(worker, job).then(({ isUsable, again }) => {
        busy.delete(worker);
        if (isUsable) free.push(worker);
        else void worker.terminate();
        if (again) waiting.unshift(again);
        proceed();
      });
    }
  };
  return {
    run(task, transfer = []) {
      const job = { ...Promise.withResolvers<Answer>(), task, transfer, isSecondTry: false };
      waiting.push(job);
      proceed();
      return job.promise;
    },
    async rest() {
      await Promise.all(free.splice(0).map((worker) => worker.terminate()));
    },
    async close() {
      for (const job of waiting.splice(0)) job.reject(new Error('The threads were stopped before the task was begun.'));
      await Promise.all([...busy, ...free].map((worker) => worker.terminate()));
    },
  };
}

/** What a thread's short-lived objects may take before they are collected: by default it is 48 MB a thread, for no gain in time. */
const YOUNG_MB = 8;

/** @param onEnd told of its end, for one that has nothing to do gets no more. */
function startWorker(module: URL, onEnd: (worker: Worker) => void): Worker {
  // The sources, run as they are, lead to the sources of core.
  const execArgv = module.pathname.endsWith('.ts') ? ['--conditions=source'] : [];
  const worker = new Worker(module, { execArgv, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  return worker.on('exit', () => onEnd(worker)).on('error', () => onEnd(worker));
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}

interface Done<Task, Answer> {
  /** Whether the worker can go on. */
  readonly isUsable: boolean;
  /** What is to be done anew. */
  readonly again?: Job<Task, Answer>;
}

async function doJob<Task, Answer>(worker: Worker, job: Job<Task, Answer>): Promise<Done<Task, Answer>> {
  const { promise, resolve } = Promise.withResolvers<Done<Task, Answer>>();
  const onMessage = ({ answer, brokenBy: task }: WorkerReply<Task, Answer>): void => {
    const isTriedAgain = task !== undefined && !job.isSecondTry;
    if (!isTriedAgain) job.resolve(answer);
    resolve({
      isUsable: task === undefined,
      ...(isTriedAgain && { again: { ...job, task, transfer: [], isSecondTry: true } }),
    });
  };
  const onError = (cause?: unknown): void => {
    job.reject(new ThreadEnded('A worker thread has ended before its task was done.', { cause }));
    resolve({ isUsable: false });
  };
  const onExit = (): void => onError();
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.postMessage(job.task, job.transfer);
  const done = await promise;
  worker.off('message', onMessage).off('error', onError).off('exit', onExit);
  return done;
}
