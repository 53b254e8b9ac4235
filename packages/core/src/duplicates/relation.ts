import { invert } from './affine.ts';
import { chromaDifferences } from './compare-colour.ts';
import { edgeStep } from './edge-step.ts';
import { colourfulness } from './later-edits.ts';
import { median } from './median.ts';
import { coveredTiles, geometryOf, type PairGeometry } from './pair-geometry.ts';
import type { Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import { agrees } from './summarise-tiles.ts';
import type { Verdict } from './verdict.ts';

/** Degrees beside a quarter turn that resizing and cropping do not make. */
const LEAST_TILT = 0.8;
/** Share of a picture that must be missing from the other to call it cropped: less is rounding. */
const LEAST_LOSS = 0.03;
/** Share of a picture that must be border. */
const LEAST_BORDER = 0.03;
/** Share of a picture that is covered where only one of the two seems to have a border. */
const LEAST_STRIP = 0.05;
/** Mean distance from grey, in sample values, under which a picture is grey, and over which it is coloured. */
const GREY_CHROMA = 0.5;
const COLOURED_CHROMA = 1;
/** Differences that compression and resizing alone do not make, in sample values. */
const RECOLOURED_CHROMA = 1.2;
const RECOLOURED_LUMA = 3;
/** What a palette of 256 colours at most makes of them is that many times as much. */
const PALETTE_ALLOWANCE = 3;
const LEAST_CERTAIN = 0.75;

/** Names what happened between two pictures of an accepted pair; the first that applies, the most telling first. */
export function relationOf(a: SearchImage, b: SearchImage, verdict: Verdict): Relation {
  if (verdict.isSameScene) return 'same-scene';
  const geometry = geometryOf(a.fingerprint, b.fingerprint, verdict.map);
  const { orientation, tilt } = geometry;
  if (orientation >= 4) return 'mirrored';
  if (orientation > 0 || Math.abs(tilt) > LEAST_TILT) return 'rotated';
  const framing = framingOf(a, b, verdict, geometry);
  if (framing) return framing;
  const colour = colourChange(a, b, verdict);
  if (colour) return colour;
  // A strip of one tone over an edge passes for a border.
  const isStripped = Math.abs(geometry.borderOfA - geometry.borderOfB) > LEAST_STRIP;
  if (isStripped || coveredTiles(verdict.verification).length > 0) return 'overlaid';
  if (verdict.similarity < LEAST_CERTAIN) return 'unsure';
  return a.width === b.width && a.height === b.height ? 're-encoded' : 'resized';
}

/** What was done to the colours where the pictures agree. */
function colourChange(a: SearchImage, b: SearchImage, { verification }: Verdict): Relation | undefined {
  const chroma = [a, b].map(({ fingerprint }) => colourfulness(fingerprint.chroma));
  if (Math.min(...chroma) < GREY_CHROMA && Math.max(...chroma) > COLOURED_CHROMA) return 'greyscale';
  const tiles = verification.tiles.filter(agrees);
  const light = median(tiles.map(({ lighter }) => Math.abs(lighter)));
  const colour = median(chromaDifferences(a.fingerprint, b.fingerprint, { ...verification, tiles }));
  const hasPalette = [a, b].some(({ content_type }) => content_type === 'image/gif');
  const allowed = hasPalette ? PALETTE_ALLOWANCE : 1;
  return light > allowed * RECOLOURED_LUMA || colour > allowed * RECOLOURED_CHROMA ? 'recoloured' : undefined;
}

/** Which of the two is inside the other, and what share of that one it shows; undefined where both show the same. */
export function insideOf({
  shareOfA,
  shareOfB,
  borderOfA,
  borderOfB,
}: PairGeometry): { readonly inside: 'a' | 'b'; readonly share: number } | undefined {
  const [ofA, ofB] = [shareOfA * (1 - borderOfA), shareOfB * (1 - borderOfB)];
  if (Math.abs(ofA - ofB) < LEAST_LOSS) return undefined;
  return ofA > ofB ? { inside: 'a', share: ofB } : { inside: 'b', share: ofA };
}

/** From so large a step across the edge of the smaller picture something else begins there. */
const LEAST_STEP = 1.7;

function framingOf(a: SearchImage, b: SearchImage, { map }: Verdict, geometry: PairGeometry): Relation | undefined {
  const inner = insideOf(geometry);
  if (!inner) return undefined;
  const isA = inner.inside === 'a';
  const border = (geometry.borderOfB - geometry.borderOfA) * (isA ? 1 : -1);
  if (border > LEAST_BORDER && (isA ? geometry.shareOfB : geometry.shareOfA) > 1 - 2 * LEAST_LOSS) return 'bordered';
  const step = isA
    ? edgeStep(a.fingerprint.inner, b.fingerprint.outline, map)
    : edgeStep(b.fingerprint.inner, a.fingerprint.outline, invert(map));
  return step >= LEAST_STEP ? 'screenshot' : 'cropped';
}
