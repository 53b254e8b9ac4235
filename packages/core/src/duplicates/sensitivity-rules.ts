import type { Detail } from '../fingerprint/fingerprint-image.ts';
import type { Sensitivity } from './sensitivity.ts';

export interface SensitivityRules {
  /** What is read of each image. */
  readonly detail: Detail;
  /** Bits of 256 within which PDQ codes nominate a pair. */
  readonly maxDistance: number;
  /** Similarity from which a verified pair is a copy. */
  readonly leastSimilarity: number;
}

export const SENSITIVITY_RULES: Readonly<Record<Sensitivity, SensitivityRules>> = {
  /** Copies of the whole picture only, and only those that leave no doubt. */
  strict: { detail: 'outline', maxDistance: 64, leastSimilarity: 0.9 },
  /** Crops, tilts, overlays and screenshots as well, with no false pair on anything we measured. */
  balanced: { detail: 'features', maxDistance: 90, leastSimilarity: 0.5 },
  /** All that is worth a look, with some false pairs among it. */
  thorough: { detail: 'features', maxDistance: 100, leastSimilarity: 0.2 },
};
