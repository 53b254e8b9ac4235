import type { MetadataValue } from '../record.ts';
import { isObject, type TagObject } from './tag-values.ts';

/** The JSON object that a text is, or null. Seeds are text in it: they have up to 20 digits, more than a number holds. */
export function parseGeneratorJson(text: string): TagObject | null {
  if (!text.startsWith('{')) return null;
  try {
    const value = JSON.parse(text, exactSeeds) as MetadataValue;
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null; // a RangeError where it is nested too deeply
    throw error;
  }
}

function exactSeeds(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && key.endsWith('seed') ? (context?.source ?? value) : value;
}
