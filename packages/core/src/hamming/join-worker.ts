import { parentPort, workerData } from 'node:worker_threads';

import { startJoinKernel } from './join-kernel.ts';
import { takeStep, type JoinThreadStart, type Rows } from './join-thread.ts';

const { memory, job, output } = workerData as JoinThreadStart;
const kernel = startJoinKernel(memory);
const port = parentPort!;

port.on('message', (rows: Rows | undefined) => port.postMessage(takeStep(kernel, { job, output }, rows)));
