import type { IDataObject } from 'n8n-workflow';

import type { ImageRecord } from './core-types';

/** Parts of a record that can be asked for; `metadata`, `highlights` and `rights` are ExifTool's. */
export const PARTS = ['metadata', 'hashes', 'highlights', 'rights', 'placeholder'] as const;
export type Part = (typeof PARTS)[number];

const FIELDS: Readonly<Record<Part, readonly (keyof ImageRecord)[]>> = {
  metadata: ['metadata', 'camera', 'lens'],
  hashes: ['dhash', 'phash', 'pdq', 'pdq_quality', 'hash_formats', 'pixel_checksum'],
  highlights: ['highlights'],
  rights: ['rights', 'provenance'],
  placeholder: ['placeholder', 'dominant_colours'],
};

/** Whether any of the parts is read from the metadata. */
export function needsMetadata(parts: readonly Part[]): boolean {
  return parts.some((part) => part === 'metadata' || part === 'highlights' || part === 'rights');
}

/** The record without the parts that were not asked for. */
export function keepParts(record: ImageRecord, parts: readonly Part[]): IDataObject {
  const dropped = new Set<string>(PARTS.filter((part) => !parts.includes(part)).flatMap((part) => FIELDS[part]));
  return Object.fromEntries<IDataObject[string]>(Object.entries(record).filter(([name]) => !dropped.has(name)));
}

/** What most workflows need of a record, flat. An API of an earlier version gives less; what it leaves out is null. */
export function simplifyRecord(record: ImageRecord): IDataObject {
  const { highlights, rights, provenance, camera, lens } = record as Partial<ImageRecord>;
  return {
    id: record.id,
    status: record.status,
    url: record.url,
    filename: record.filename,
    content_type: record.content_type,
    bytesize: record.bytesize,
    width: record.width,
    height: record.height,
    checksum: record.checksum,
    dhash: record.dhash,
    phash: record.phash,
    pdq: record.pdq ?? null,
    taken_at: highlights?.taken_at ?? null,
    latitude: highlights?.gps?.latitude ?? null,
    longitude: highlights?.gps?.longitude ?? null,
    camera: camera ? `${camera.make} ${camera.name}`.trim() : null,
    lens: lens?.name ?? null,
    creator: rights?.creator ?? null,
    copyright: rights?.copyright ?? null,
    ai_generated: isAiGenerated(provenance),
    no_ai_training: rights ? rights.no_ai.length > 0 : null,
    dataset: record.dataset ?? null,
    ...(record.error ? { error: { ...record.error } } : {}),
  };
}

/** Whether the file says that it was generated, by IPTC's source type or a generator's parameters; null when its metadata were not read. */
function isAiGenerated(provenance: ImageRecord['provenance'] | undefined): boolean | null {
  if (!provenance) return null;
  const type = provenance.digital_source_type ?? '';
  return provenance.generator !== null || /trainedAlgorithmicMedia/i.test(type);
}
