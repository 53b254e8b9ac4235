import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import type { Content } from './contents.ts';
import type { ContentMatch } from './match-contents.ts';
import { relationOf } from './relation.ts';
import type { PairEvidence, Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';
import type { Verdict } from './verdict.ts';

/** A pair of contents, or one content with itself, with its verdict in words. */
export interface Finding {
  readonly a: Content;
  readonly b: Content;
  readonly relation: Relation;
  readonly similarity: number;
  readonly evidence: PairEvidence;
}

/** SHA-256 over an image's oriented pixels, 64 hex digits; null when it cannot be read any more. */
export type PixelChecksum = (image: SearchImage) => Promise<string | null>;

const EQUAL: PairEvidence = { pdq_distance: null, orientation: 'none', agreeing_tiles: null, chroma_difference: null };
/** Of pictures with little content that look the same: there is hardly anything to measure. */
const LOOKS_EQUAL = 0.99;

/** What files with the same bytes are to each other. */
export function sameBytes(content: Content): Finding {
  return { a: content, b: content, relation: 'same-bytes', similarity: 1, evidence: EQUAL };
}

/** Puts a match into words; pictures that look alike to the last sample are compared pixel by pixel where that is possible. */
export async function toFinding(
  contents: readonly Content[],
  { a: first, b: second, verdict }: ContentMatch,
  pixelChecksum?: PixelChecksum,
): Promise<Finding> {
  const pair = { a: contents[first]!, b: contents[second]! };
  const [a, b] = [pair.a.image, pair.b.image];
  if (pixelChecksum && mayHaveSamePixels(a, b, verdict)) {
    const [one, other] = await Promise.all([pixelChecksum(a), pixelChecksum(b)]);
    if (one !== null && one === other) return { ...pair, relation: 'same-pixels', similarity: 1, evidence: EQUAL };
  }
  if (verdict)
    return {
      ...pair,
      relation: relationOf(a, b, verdict),
      similarity: verdict.similarity,
      evidence: evidenceOf(verdict),
    };
  const relation = isSameSize(a, b) ? 're-encoded' : 'resized';
  return { ...pair, relation, similarity: LOOKS_EQUAL, evidence: EQUAL };
}

/** Same pixels shrink to nearly the same thumbnail, whatever decoder shrank them. */
function mayHaveSamePixels(a: SearchImage, b: SearchImage, verdict: Verdict | undefined): boolean {
  if (!isSameSize(a, b)) return false;
  if (!verdict) return true;
  const { lumaDifference, chromaDifference } = verdict.verification;
  return verdict.orientation === 0 && lumaDifference < 1 && chromaDifference < 1;
}

function isSameSize(a: SearchImage, b: SearchImage): boolean {
  return a.width === b.width && a.height === b.height;
}

function evidenceOf({ distance, orientation, verification }: Verdict): PairEvidence {
  return {
    pdq_distance: distance,
    orientation: DIHEDRAL_NAMES[orientation]!,
    agreeing_tiles: Math.round(1000 * verification.agreeingShare) / 1000,
    chroma_difference: Math.round(10 * verification.chromaDifference) / 10,
  };
}
