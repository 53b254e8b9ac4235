import { parentPort, workerData } from 'node:worker_threads';

import { openDatabase } from './sqlite-database.ts';
import { explainFailure } from './sqlite-failure.ts';
import type { Failure, MessageFromWorker, MessageToWorker, WorkerStart } from './sqlite-messages.ts';
import { prepareOperations, runRequests } from './sqlite-operations.ts';

/** Requests in one go, so that other processes get their turn at the lock, and callers their answers, while many are waiting. */
const MAX_REQUESTS = 256;

const start = workerData as WorkerStart;
const port = parentPort!;

try {
  serve();
} catch (error) {
  tell({ kind: 'not-opened', ...failure(error) });
}

/** Opens the database and answers requests until told to close. */
function serve(): void {
  const db = openDatabase(start.path, start.durability);
  const operations = prepareOperations(db);
  const waiting: MessageToWorker[] = [];

  port.on('message', (message: MessageToWorker) => {
    // What has arrived together runs together: setImmediate comes after all messages that are there already.
    if (waiting.push(message) === 1) setImmediate(runWaiting);
  });
  tell({ kind: 'opened' });

  function runWaiting(): void {
    while (waiting.length > 0) {
      const messages = waiting.splice(0, MAX_REQUESTS);
      const requests = messages.filter((message) => message !== 'close');
      runRequests(db, operations, requests).forEach((outcome, place) => {
        const { id } = requests[place]!;
        tell(
          'error' in outcome ? { kind: 'failed', id, ...failure(outcome.error) } : { kind: 'answered', id, ...outcome },
        );
      });
      if (messages.includes('close')) end();
    }
  }

  function end(): void {
    db.close();
    port.close();
  }
}

function failure(error: unknown): Failure {
  return { error, explanation: explainFailure(error, start.path) };
}

function tell(message: MessageFromWorker): void {
  port.postMessage(message);
}
