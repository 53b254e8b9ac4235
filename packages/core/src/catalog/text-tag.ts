import type { Metadata } from '../record.ts';

/** A tag as trimmed text (numbers too: some models are numbers); null when it is missing, empty or a structure. */
export function textTag(metadata: Metadata, group: string, tag: string): string | null {
  const tags = metadata[group];
  if (tags === null || typeof tags !== 'object' || Array.isArray(tags)) return null;
  const value = (tags as Readonly<Record<string, unknown>>)[tag];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return String(value).replaceAll('\0', '').trim() || null;
}
