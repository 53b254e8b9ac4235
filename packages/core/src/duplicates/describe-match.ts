import { DIHEDRAL_NAMES } from '../hash/pdq.ts';
import { invert } from './affine.ts';
import type { MatchVerdict } from './content-match.ts';
import { mapInShares } from './map-in-shares.ts';
import { geometryOf, overlayOf } from './pair-geometry.ts';
import { insideOf, relationOf } from './relation.ts';
import type { PairEvidence, Relation } from './report-types.ts';
import { rounded } from './rounded.ts';
import type { SearchImage } from './search-image.ts';
import { fromOtherSide, type Verdict } from './verdict.ts';

/** A verdict in words and numbers, without the tiles it rests on: those of a hundred thousand pairs would fill gigabytes. */
export function describeMatch(a: SearchImage, b: SearchImage, verdict: Verdict): MatchVerdict {
  const { map, similarity, isSameScene } = verdict;
  const relation = relationOf(a, b, verdict);
  return {
    ...{ map, similarity, isSameScene, relation },
    evidence: evidenceOf(a, b, verdict, relation),
    evidenceFromOtherSide: evidenceOf(b, a, fromOtherSide(verdict), relation),
  };
}

/** The same from the other picture's side. */
export function turnMatch({ map, evidence, evidenceFromOtherSide, ...rest }: MatchVerdict): MatchVerdict {
  return { ...rest, map: invert(map), evidence: evidenceFromOtherSide, evidenceFromOtherSide: evidence };
}

/** What a verdict rests on, from the side of `a`. */
export function evidenceOf(a: SearchImage, b: SearchImage, verdict: Verdict, relation: Relation): PairEvidence {
  const { map, distance, verification, chromaDifference } = verdict;
  const geometry = geometryOf(a.fingerprint, b.fingerprint, map);
  const inner = insideOf(geometry);
  const inShares = mapInShares(a.fingerprint.outline, b.fingerprint.outline, map);
  return {
    pdq_distance: distance,
    orientation: DIHEDRAL_NAMES[geometry.orientation]!,
    agreeing_tiles: rounded(verification.share, 3),
    chroma_difference: rounded(chromaDifference, 1),
    inside: inner?.inside ?? null,
    inside_share: inner ? rounded(inner.share, 3) : null,
    overlay: relation === 'overlaid' ? (overlayOf(a.fingerprint, b.fingerprint, verification) ?? null) : null,
    tilt_degrees: rounded(geometry.tilt, 1),
    map: [
      ...([rounded(inShares[0], 5), rounded(inShares[1], 5), rounded(inShares[2], 5)] as const),
      ...([rounded(inShares[3], 5), rounded(inShares[4], 5), rounded(inShares[5], 5)] as const),
    ],
  };
}
