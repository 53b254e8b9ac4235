import { CODE_BYTES, type Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { rectangleMap } from './affine.ts';
import { codeViews } from './code-views.ts';
import { canBeNominated } from './content-gate.ts';
import type { Proposal } from './lay-together.ts';
import { matchFeatures } from './match-features.ts';
import { nominateFeatures } from './nominate-features.ts';
import type { Nomination } from './pair-explanation.ts';
import type { Portrait } from './portrait.ts';
import { FULL_TURN } from './search-image.ts';

export interface FoundNomination {
  readonly nomination: Nomination;
  /** Where the pictures may lie on each other, whether or not a search would have looked. */
  readonly proposals: readonly Proposal[];
}

/** What points from one picture to the other. Among few pictures no feature is common, so that more may agree here than in a large search. */
export async function findNomination(a: Portrait, b: Portrait, maxDistance: number): Promise<FoundNomination> {
  const code = nearestCodes(a.fingerprint, b.fingerprint);
  const byCode = { map: rectangleMap(code.one.part, code.other.part, code.orientation), isRough: false };
  const candidates = await Array.fromAsync(nominateFeatures([a.fingerprint, b.fingerprint], { threads: 0 }));
  const byFeatures = candidates.flat().map(({ map }) => ({ map, isRough: true }));
  const isNear = code.distance <= maxDistance && canBeNominated(a.fingerprint) && canBeNominated(b.fingerprint);
  return {
    nomination: {
      pdq_distance: code.distance,
      most_pdq_distance: maxDistance,
      pdq_without_border: code.one.isInner || code.other.isInner,
      agreeing_features: Math.max(0, ...byFeatures.map(({ map }) => matchFeatures(a, b, map)?.places ?? 0)),
      nominated_by: [...(isNear ? ['pdq' as const] : []), ...(byFeatures.length > 0 ? ['features' as const] : [])],
    },
    proposals: [byCode, ...byFeatures],
  };
}

/** The two views, and how the first is turned, that differ least. */
function nearestCodes(a: Fingerprint, b: Fingerprint) {
  const tried = codeViews(a).flatMap((one) =>
    codeViews(b).flatMap((other) =>
      Array.from({ length: FULL_TURN }, (_, orientation) => {
        const start = orientation * CODE_BYTES;
        const turned = one.codes.subarray(start, start + CODE_BYTES);
        return { one, other, orientation, distance: hammingDistance(turned, other.codes.subarray(0, CODE_BYTES)) };
      }),
    ),
  );
  return tried.reduce((best, next) => (next.distance < best.distance ? next : best));
}
