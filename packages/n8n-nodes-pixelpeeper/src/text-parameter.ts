import type { IExecuteFunctions } from 'n8n-workflow';

/** A parameter's text for an item, without spaces around it; empty where an expression gives no text. */
export function textParameter(context: IExecuteFunctions, name: string, itemIndex: number): string {
  const value = context.getNodeParameter(name, itemIndex, '');
  return typeof value === 'string' ? value.trim() : '';
}
