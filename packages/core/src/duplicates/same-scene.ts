import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { scaleOf, type Affine } from './affine.ts';
import { coveredTiles, geometryOf } from './pair-geometry.ts';
import type { Verification } from './verify.ts';

/** Most that two shots of one camera differ in size and turn, the latter in degrees. */
const MOST_SCALE = 1.03;
const MOST_TILT = 1.5;
/** Each of the two shows something at its edges that the other does not: less than this share of it. */
const MOST_SHARE = 0.992;

/**
 * Whether two pictures are shots of one scene, a moment apart, rather than one picture that was edited: of the same shape, shifted against each other so
 * that each shows an edge that the other lacks, and with something between them that differs. No crop, overlay or border does that.
 */
export function isSameScene(a: Fingerprint, b: Fingerprint, map: Affine, verification: Verification): boolean {
  if (a.outline.width !== b.outline.width || a.outline.height !== b.outline.height) return false;
  const { orientation, tilt, shareOfA, shareOfB } = geometryOf(a, b, map);
  const scale = scaleOf(map);
  return (
    orientation === 0 &&
    Math.abs(tilt) <= MOST_TILT &&
    Math.max(scale, 1 / scale) <= MOST_SCALE &&
    Math.max(shareOfA, shareOfB) < MOST_SHARE &&
    coveredTiles(verification).length > 0
  );
}
