import type { Metadata, MetadataValue, Warning } from '../record.ts';
import { LIST_SEPARATOR } from './list-separator.ts';

/** Groups that speak of the file on disk or of ExifTool, not of the picture. */
const DROPPED_GROUPS: ReadonlySet<string> = new Set(['SourceFile', 'ExifTool', 'File']);

/**
 * The API's metadata out of one object of `exiftool -json -g0 -struct`: groups about the file itself dropped, lists joined by a comma and a space, every
 * object's keys in the order of PostgreSQL's jsonb (shorter first, then bytewise), and ExifTool's own remarks as warnings.
 */
export function toMetadata(tags: { readonly [group: string]: MetadataValue }): {
  metadata: Metadata;
  warnings: Warning[];
} {
  const kept = Object.fromEntries(Object.entries(tags).filter(([group]) => !DROPPED_GROUPS.has(group)));
  return { metadata: inShape(kept) as Metadata, warnings: remarks(tags['ExifTool']) };
}

function inShape(value: MetadataValue): MetadataValue {
  if (typeof value === 'string') return value.replaceAll(LIST_SEPARATOR, ', ');
  if (Array.isArray(value)) return (value as readonly MetadataValue[]).map(inShape);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(
    ([a], [b]) => Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, inShape(inner)]));
}

function remarks(group: MetadataValue | undefined): Warning[] {
  if (group === null || typeof group !== 'object' || Array.isArray(group)) return [];
  const { Warning: warning, Error: error } = group as { readonly [key: string]: MetadataValue };
  return [
    ...(typeof warning === 'string' ? [{ code: 'metadata_warning', message: warning }] : []),
    ...(typeof error === 'string' ? [{ code: 'metadata_failed', message: error }] : []),
  ];
}
