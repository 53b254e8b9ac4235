import { invert } from './affine.ts';
import type { PairGeometry } from './pair-geometry.ts';
import type { Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import { plainShareAround } from './surroundings.ts';
import type { Verdict } from './verdict.ts';

/** Degrees beside a quarter turn that resizing and cropping do not make. */
const LEAST_TILT = 0.8;
/** Share of a picture that must be missing from the other to call it cropped: less is rounding. */
const LEAST_LOSS = 0.03;
/** Share of a picture that must be border. */
const LEAST_BORDER = 0.03;
/** Mean distance from grey, in sample values, under which a picture is grey, and over which it is coloured. */
const GREY_CHROMA = 2;
const COLOURED_CHROMA = 4;
/** Differences that compression and resizing alone do not make. */
const RECOLOURED_CHROMA = 4;
const RECOLOURED_LUMA = 8;
const LEAST_CERTAIN = 0.75;

/** Names what happened between two pictures of an accepted pair; the first that applies, the most telling first. */
export function relationOf(a: SearchImage, b: SearchImage, verdict: Verdict, geometry: PairGeometry): Relation {
  const { orientation, tilt, overlay } = geometry;
  if (orientation >= 4) return 'mirrored';
  if (orientation > 0 || Math.abs(tilt) > LEAST_TILT) return 'rotated';
  const framing = framingOf(a, b, verdict, geometry);
  if (framing) return framing;
  if (overlay) return 'overlaid';
  const chroma = [a, b].map(({ fingerprint }) => colourfulness(fingerprint.chroma));
  if (Math.min(...chroma) < GREY_CHROMA && Math.max(...chroma) > COLOURED_CHROMA) return 'greyscale';
  if (verdict.chromaDifference > RECOLOURED_CHROMA || lumaDifference(verdict) > RECOLOURED_LUMA) return 'recoloured';
  if (verdict.similarity < LEAST_CERTAIN) return 'unsure';
  return a.width === b.width && a.height === b.height ? 're-encoded' : 'resized';
}

/** Which of the two is inside the other, and what share of that one it shows; undefined where both show the same. */
export function insideOf({ shareOfA, shareOfB, borderOfA, borderOfB }: PairGeometry): { readonly inside: 'a' | 'b'; readonly share: number } | undefined {
  const [ofA, ofB] = [shareOfA * (1 - borderOfA), shareOfB * (1 - borderOfB)];
  if (Math.abs(ofA - ofB) < LEAST_LOSS) return undefined;
  return ofA > ofB ? { inside: 'a', share: ofB } : { inside: 'b', share: ofA };
}

/** What round the smaller picture is of one tone from which it is an interface. */
const INTERFACE_SHARE = 0.4;

function framingOf(a: SearchImage, b: SearchImage, { map }: Verdict, geometry: PairGeometry): Relation | undefined {
  const inner = insideOf(geometry);
  if (!inner) return undefined;
  const isA = inner.inside === 'a';
  const border = (geometry.borderOfB - geometry.borderOfA) * (isA ? 1 : -1);
  if (border > LEAST_BORDER && (isA ? geometry.shareOfB : geometry.shareOfA) > 1 - 2 * LEAST_LOSS) return 'bordered';
  const around = isA
    ? plainShareAround(a.fingerprint, b.fingerprint, map)
    : plainShareAround(b.fingerprint, a.fingerprint, invert(map));
  return around >= INTERFACE_SHARE ? 'screenshot' : 'cropped';
}

function colourfulness(chroma: Uint8Array): number {
  return chroma.reduce((sum, value) => sum + Math.abs(value - 128), 0) / chroma.length;
}

/** How much lighter or darker the compared places are, whatever the sign, 0 to 255. */
function lumaDifference({ verification: { tiles } }: Verdict): number {
  return tiles.reduce((sum, { lighter }) => sum + Math.abs(lighter), 0) / Math.max(1, tiles.length);
}
