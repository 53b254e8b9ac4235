import { invert } from '../duplicates/affine.ts';
import type { DuplicatePair, PairEvidence } from '../duplicates/report-types.ts';

/** A pair with `source`, one of its images, as `b`: what its evidence says is then said of `source`. */
export function seenFrom(pair: DuplicatePair, source: string): DuplicatePair {
  return pair.b === source ? pair : { ...pair, a: pair.b, b: pair.a, evidence: turnedRound(pair.evidence) };
}

function turnedRound(evidence: PairEvidence): PairEvidence {
  const { orientation, inside, tilt_degrees: tilt, map, overlay } = evidence;
  const isMirrored = orientation.startsWith('mirror');
  const back = map && invert(map);
  return {
    ...evidence,
    orientation: inverseOrientation(orientation),
    tilt_degrees: tilt === null || isMirrored ? tilt : 0 - tilt,
    inside: inside && (inside === 'a' ? 'b' : 'a'),
    map: back,
    overlay: back && overlay && boundsUnder(back, overlay),
  };
}

/** The orientation that turns `b` into `a`, from the one that turns `a` into `b`: a mirror image undoes itself, a quarter turn does not. */
function inverseOrientation(orientation: string): string {
  if (orientation === 'rotate-90') return 'rotate-270';
  if (orientation === 'rotate-270') return 'rotate-90';
  return orientation;
}

type Box = NonNullable<PairEvidence['overlay']>;

/** The smallest upright box round a box under a map, within the picture. */
function boundsUnder([a, b, c, d, e, f]: NonNullable<PairEvidence['map']>, [x, y, width, height]: Box): Box {
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  const corners = [x, x + width].flatMap((cornerX) => [y, y + height].map((cornerY) => [cornerX, cornerY] as const));
  const xs = corners.map(([u, v]) => within(a * u + b * v + c));
  const ys = corners.map(([u, v]) => within(d * u + e * v + f));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}
