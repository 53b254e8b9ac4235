import { Worker } from 'node:worker_threads';

/** Threads that do one task at a time each. */
export interface WorkerPool<Task, Answer> {
  /** Does a task in a thread that is free, or waits for one. What is in `transfer` is given away. Rejects when the thread dies. */
  run(task: Task, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  close(): Promise<void>;
}

/** What a thread answers. After `isLast` it is replaced by a new one: it can do no more. */
export interface WorkerReply<Answer> {
  readonly answer: Answer;
  readonly isLast: boolean;
}

interface Job<Task, Answer> extends PromiseWithResolvers<Answer> {
  readonly task: Task;
  readonly transfer: readonly ArrayBuffer[];
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
      const worker = free.pop() ?? startWorker(module);
      busy.add(worker);
      void doJob(worker, job).then((isUsable) => {
        busy.delete(worker);
        if (isUsable) free.push(worker);
        else void worker.terminate();
        proceed();
      });
    }
  };
  return {
    run(task, transfer = []) {
      const job = { ...Promise.withResolvers<Answer>(), task, transfer };
      waiting.push(job);
      proceed();
      return job.promise;
    },
    async close() {
      for (const job of waiting.splice(0)) job.reject(new Error('The threads were stopped before the task was begun.'));
      await Promise.all([...busy, ...free].map((worker) => worker.terminate()));
    },
  };
}

/** What a thread's short-lived objects may take before they are collected: by default it is 48 MB a thread, for no gain in time. */
const YOUNG_MB = 8;

function startWorker(module: URL): Worker {
  // The sources, run as they are, lead to the sources of core.
  const execArgv = module.pathname.endsWith('.ts') ? ['--conditions=source'] : [];
  return new Worker(module, { execArgv, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
}

/** @returns whether the worker can go on. */
async function doJob<Task, Answer>(worker: Worker, job: Job<Task, Answer>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const onMessage = ({ answer, isLast }: WorkerReply<Answer>): void => {
    job.resolve(answer);
    resolve(!isLast);
  };
  const onError = (error: unknown): void => {
    job.reject(error);
    resolve(false);
  };
  const onExit = (): void => onError(new Error('A worker thread has ended before its task was done.'));
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.postMessage(job.task, job.transfer);
  const isUsable = await promise;
  worker.off('message', onMessage).off('error', onError).off('exit', onExit);
  return isUsable;
}
