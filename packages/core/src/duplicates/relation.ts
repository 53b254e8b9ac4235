import type { Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import type { Verdict } from './verdict.ts';

/** Mean distance from grey, in sample values, under which a picture is grey, and over which it is coloured. */
const GREY_CHROMA = 2;
const COLOURED_CHROMA = 4;
/** Differences that compression and resizing alone do not make. */
const RECOLOURED_CHROMA = 6;
const RECOLOURED_LUMA = 12;
const LEAST_CERTAIN_SHARE = 0.85;

/** Names what happened between two pictures of an accepted pair; the first that applies, the most telling first. */
export function relationOf(a: SearchImage, b: SearchImage, { orientation, verification }: Verdict): Relation {
  const { agreeingShare, chroma, chromaDifference, lumaDifference } = verification;
  if (orientation >= 4) return 'mirrored';
  if (orientation > 0) return 'rotated';
  if (Math.min(...chroma) < GREY_CHROMA && Math.max(...chroma) > COLOURED_CHROMA) return 'greyscale';
  if (chromaDifference > RECOLOURED_CHROMA || lumaDifference > RECOLOURED_LUMA) return 'recoloured';
  if (agreeingShare < LEAST_CERTAIN_SHARE) return 'unsure';
  return a.width === b.width && a.height === b.height ? 're-encoded' : 'resized';
}
