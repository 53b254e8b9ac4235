import { ManualExecutionCancelledError, type IExecuteFunctions } from 'n8n-workflow';

/** Ends a node whose execution was cancelled, with the error by which n8n knows it. @throws ManualExecutionCancelledError */
export function throwIfCancelled(context: IExecuteFunctions): void {
  if (context.getExecutionCancelSignal()?.aborted) throw new ManualExecutionCancelledError(context.getExecutionId());
}
