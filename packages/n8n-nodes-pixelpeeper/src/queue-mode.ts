import type { IExecuteFunctions } from 'n8n-workflow';

/** In queue mode every worker would have an SQLite file of its own, and find no record of the others. */
export function warnOfQueueMode(context: IExecuteFunctions): void {
  const isOwn =
    context.getNodeParameter('store', 0, 'sqlite') === 'sqlite' &&
    context.getNodeParameter('runsOn', 0, 'thisN8n') === 'thisN8n';
  if (!isOwn || process.env['EXECUTIONS_MODE'] !== 'queue') return;
  context.addExecutionHints({
    message:
      'n8n runs in queue mode, and each worker keeps records in an SQLite file of its own. Set Store to PostgreSQL to share them.',
    location: 'outputPane',
  });
}
