import type { SearchImage } from './search-image.ts';

/** Formats that lose nothing. */
const LOSSLESS: ReadonlySet<string> = new Set(['image/png', 'image/apng', 'image/tiff']);

interface Preference {
  /** Larger is better to keep. */
  readonly value: (image: SearchImage) => number;
  readonly reason: (kept: SearchImage, next: SearchImage) => string;
}

const PREFERENCES: readonly Preference[] = [
  { value: (image) => (image.isReference ? 1 : 0), reason: () => 'It stands in the set that was compared against.' },
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

/** Order in which images are worth keeping, best first: in the reference set, most pixels, lossless, least compressed, first in the list. */
export function compareWorth(a: SearchImage, b: SearchImage): number {
  for (const { value } of PREFERENCES) if (value(a) !== value(b)) return value(b) - value(a);
  return 0;
}

/** Why the first of a cluster is the one to keep, against the second best. */
export function keepReason(kept: SearchImage, next: SearchImage): string {
  if (kept.checksum === next.checksum && kept.isReference === next.isReference)
    return 'The files are identical; it is the first.';
  const deciding = PREFERENCES.find(({ value }) => value(kept) !== value(next));
  return deciding?.reason(kept, next) ?? 'They are equally good; it is the first.';
}
