import type { LaterEdits } from './later-edits.ts';
import type { SearchImage } from './search-image.ts';

/** Formats that lose nothing. */
const LOSSLESS: ReadonlySet<string> = new Set(['image/png', 'image/apng', 'image/tiff']);

interface Preference {
  /** Larger is better to keep. */
  readonly value: (image: SearchImage, edits: LaterEdits) => number;
  readonly reason: (kept: SearchImage, next: SearchImage, edits: LaterEdits) => string;
}

const PREFERENCES: readonly Preference[] = [
  { value: (image) => (image.isReference ? 1 : 0), reason: () => 'It stands in the set that was compared against.' },
  {
    value: (image, edits) => (edits.has(image.checksum) ? 0 : 1),
    reason: (_, next, edits) => `The next best ${edits.get(next.checksum)!}.`,
  },
  {
    value: (image) => image.width * image.height,
    reason: (kept, next) =>
      `It has the most pixels: ${kept.width} x ${kept.height} against ${next.width} x ${next.height}.`,
  },
  {
    value: (image) => (LOSSLESS.has(image.content_type) ? 1 : 0),
    reason: (kept) => `Its format, ${kept.content_type}, loses nothing.`,
  },
  { value: (image) => image.bytesize, reason: () => 'It is compressed the least.' },
];

const NO_EDITS: LaterEdits = new Map();

/**
 * Order in which images are worth keeping, best first: in the reference set, without later edits, most pixels, lossless, least compressed, first in
 * the list.
 */
export function compareWorth(a: SearchImage, b: SearchImage, edits: LaterEdits = NO_EDITS): number {
  for (const { value } of PREFERENCES)
    if (value(a, edits) !== value(b, edits)) return value(b, edits) - value(a, edits);
  return 0;
}

/** Why the first of a cluster is the one to keep, against the second best. */
export function keepReason(kept: SearchImage, next: SearchImage, edits: LaterEdits = NO_EDITS): string {
  if (kept.checksum === next.checksum && kept.isReference === next.isReference)
    return 'The files are identical; it is the first.';
  const deciding = PREFERENCES.find(({ value }) => value(kept, edits) !== value(next, edits));
  return deciding?.reason(kept, next, edits) ?? 'They are equally good; it is the first.';
}
