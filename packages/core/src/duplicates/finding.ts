import type { Content } from './contents.ts';
import type { ContentMatch, MatchVerdict } from './content-match.ts';
import type { PairEvidence, Relation } from './report-types.ts';
import type { SearchImage } from './search-image.ts';

/** A pair of contents, or one content with itself, with its verdict in words. */
export interface Finding {
  readonly a: Content;
  readonly b: Content;
  readonly relation: Relation;
  readonly similarity: number;
  readonly evidence: PairEvidence;
  /** The same with `b` before `a`. */
  readonly evidenceFromOtherSide: PairEvidence;
}

/** SHA-256 over an image's oriented pixels, 64 hex digits; null when it cannot be read any more. */
export type PixelChecksum = (image: SearchImage) => Promise<string | null>;

/** Evidence of files with the same bytes or pixels: nothing had to be measured. */
export const EQUAL_EVIDENCE: PairEvidence = {
  pdq_distance: null,
  orientation: 'none',
  agreeing_tiles: null,
  chroma_difference: null,
  inside: null,
  inside_share: null,
  overlay: null,
  tilt_degrees: null,
  map: null,
};
const EQUALLY = { evidence: EQUAL_EVIDENCE, evidenceFromOtherSide: EQUAL_EVIDENCE };
/** Mean difference of samples that ways of shrinking the same pixels make. */
const MOST_DECODER_DIFFERENCE = 2;
/** Of pictures with little content that look the same: there is hardly anything to measure. */
const LOOKS_EQUAL = 0.99;

/** What files with the same bytes are to each other. */
export function sameBytes(content: Content): Finding {
  return { a: content, b: content, relation: 'same-bytes', similarity: 1, ...EQUALLY };
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
    if (one !== null && one === other) return { ...pair, relation: 'same-pixels', similarity: 1, ...EQUALLY };
  }
  if (verdict) {
    const { relation, similarity, evidence, evidenceFromOtherSide } = verdict;
    return { ...pair, relation, similarity, evidence, evidenceFromOtherSide };
  }
  const relation = isSameSize(a, b) ? 're-encoded' : 'resized';
  return { ...pair, relation, similarity: LOOKS_EQUAL, ...EQUALLY };
}

/** Same pixels shrink to nearly the same thumbnail, whatever decoder shrank them. */
function mayHaveSamePixels(a: SearchImage, b: SearchImage, verdict: MatchVerdict | undefined): boolean {
  if (!isSameSize(a, b)) return false;
  // A JPEG's thumbnail is not made from all its pixels, so that of another format differs a little; two JPEGs' do not.
  const most = a.content_type === b.content_type && a.content_type === 'image/jpeg' ? 0 : MOST_DECODER_DIFFERENCE;
  const isClose = (one: Uint8Array, other: Uint8Array): boolean =>
    one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) <= most * one.length;
  return (
    !verdict || (isClose(a.fingerprint.grey, b.fingerprint.grey) && isClose(a.fingerprint.chroma, b.fingerprint.chroma))
  );
}

function isSameSize(a: SearchImage, b: SearchImage): boolean {
  return a.width === b.width && a.height === b.height;
}
