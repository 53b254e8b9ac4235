import { CODE_BYTES, type Fingerprint } from '../fingerprint/fingerprint.ts';
import { hammingDistance } from '../hash/hamming-distance.ts';
import { verify, type Verification } from './verify.ts';

/** Least tiles with content, of 49, for a verdict on them. */
const LEAST_TILES = 12;

/**
 * What a pair needs, by how far its codes are apart: the farther, the more its tiles have to agree. Set so that no false pair was left among
 * three times 2,970 photos and their edited copies (docs/benchmarks.md).
 */
const RULES: readonly {
  readonly maxDistance: number;
  readonly agreeingShare: number;
  readonly meanCorrelation: number;
  /** Most mean difference of luma and of the colour-difference channels together, 0 to 510: a small crop keeps the colours. */
  readonly maxDifference?: number;
}[] = [
  { maxDistance: 31, agreeingShare: 0.5, meanCorrelation: 0 },
  { maxDistance: 48, agreeingShare: 0.65, meanCorrelation: 0 },
  { maxDistance: 64, agreeingShare: 0.8, meanCorrelation: 0.8, maxDifference: 12 },
  { maxDistance: 256, agreeingShare: 0.85, meanCorrelation: 0.88 },
];

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
  const distance = hammingDistance(codeOf(a, orientation), codeOf(b, 0));
  const verification = verify(a, b, orientation);
  const isAccepted = RULES.some(
    (rule) =>
      distance <= rule.maxDistance &&
      verification.agreeingShare >= rule.agreeingShare &&
      verification.meanCorrelation >= rule.meanCorrelation &&
      verification.lumaDifference + verification.chromaDifference <= (rule.maxDifference ?? Infinity),
  );
  if (verification.informativeTiles < LEAST_TILES || !isAccepted) return undefined;
  return { orientation, distance, similarity: similarityOf(verification), verification };
}

/** Share of agreeing tiles and their correlation, trusted the more the more tiles there are. */
function similarityOf({ informativeTiles, agreeingShare, meanCorrelation }: Verification): number {
  const confidence = 1 - Math.exp(-informativeTiles / 8);
  return Math.round(1000 * confidence * Math.max(0, (agreeingShare + meanCorrelation) / 2)) / 1000;
}

function codeOf({ codes }: Fingerprint, orientation: number): Uint8Array {
  return codes.subarray(orientation * CODE_BYTES, (orientation + 1) * CODE_BYTES);
}
