import type { Logger } from 'n8n-workflow';

/** How often progress is written to the log. */
const EVERY_MS = 5_000;

/** Writes to n8n's log how far a node is, every few seconds. */
export function createProgressLog(logger: Logger, node: string): (text: string) => void {
  let last = Date.now();
  return (text) => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    logger.info(`${node}: ${text}`);
  };
}
