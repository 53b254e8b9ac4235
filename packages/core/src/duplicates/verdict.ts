import { CODE_BYTES, type Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { verify, type Verification } from './verify.ts';

/** Least tiles with content, of 49, for a verdict on them. */
const LEAST_TILES = 8;
/** Least share of them that agrees. */
const LEAST_SHARE = 0.7;

/** A pair that verification accepted. */
export interface Verdict {
  /** What turns the first picture into the second: an index into DIHEDRAL_NAMES. */
  readonly orientation: number;
  /** PDQ bits that differ in that orientation, 0 to 256. */
  readonly distance: number;
  /** 0 to 1. */
  readonly similarity: number;
  readonly verification: Verification;
}

/** Judges a pair by its thumbnails, the first turned by `orientation`; undefined when they refute it. */
export function judge(a: Fingerprint, b: Fingerprint, orientation: number): Verdict | undefined {
  const verification = verify(a, b, orientation);
  const { informativeTiles, agreeingShare } = verification;
  if (informativeTiles < LEAST_TILES || agreeingShare < LEAST_SHARE) return undefined;
  const distance = hammingDistance(
    a.codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES),
    b.codes.subarray(0, CODE_BYTES),
  );
  return { orientation, distance, similarity: similarityOf(verification), verification };
}

/** Share of agreeing tiles and their correlation, trusted the more the more tiles there are. */
function similarityOf({ informativeTiles, agreeingShare, meanCorrelation }: Verification): number {
  const confidence = 1 - Math.exp(-informativeTiles / 8);
  return Math.round(1000 * confidence * Math.max(0, (agreeingShare + meanCorrelation) / 2)) / 1000;
}
