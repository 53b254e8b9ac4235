import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { throwIfCancelled } from '../cancellation';
import { failureLine, itemError } from './failure';

/**
 * The item that goes on in place of one that failed, where the node is set to continue.
 * @throws NodeOperationError where it is not
 */
export function failedItem(context: IExecuteFunctions, error: unknown, itemIndex: number): INodeExecutionData {
  throwIfCancelled(context);
  const told = itemError(context, error, itemIndex);
  if (!context.continueOnFail()) throw told;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return {
    json: {
      ...context.getInputData()[itemIndex]!.json,
      error: failureLine(told),
      ...(typeof code === 'string' ? { error_code: code } : {}),
    },
    pairedItem: { item: itemIndex },
  };
}
