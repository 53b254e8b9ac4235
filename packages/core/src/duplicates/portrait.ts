import type { Rectangle } from '../fingerprint/border.ts';
import { featureCodes, featurePlaces, type FeaturePlaces } from '../fingerprint/feature-places.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { LaidLevel } from './alignment-kernel.ts';

/** A fingerprint unfolded for comparing: what many pairs of one image share. */
export interface Portrait {
  readonly fingerprint: Fingerprint;
  readonly places: FeaturePlaces;
  readonly codes: Uint32Array;
}

export function portraitOf(fingerprint: Fingerprint): Portrait {
  const { features } = fingerprint;
  return { fingerprint, places: featurePlaces(features), codes: featureCodes(features) };
}

/** A border's inner edge is blurred: so much more of the outline is left out. */
const EDGE = 1;

/** A level of the outline, of which each halves the one before, and where samples of it can be taken: inside the border, or up to the picture's edge. */
export function levelOf({ fingerprint }: Portrait, level: number): LaidLevel {
  const { outline, inner } = fingerprint;
  const size = 2 ** level;
  const part: Rectangle = {
    left: inner.left > 0 ? (inner.left + EDGE) / size : 0,
    top: inner.top > 0 ? (inner.top + EDGE) / size : 0,
    right: inner.right < outline.width ? (inner.right - EDGE) / size - 1 : (outline.width >> level) - 0.5,
    bottom: inner.bottom < outline.height ? (inner.bottom - EDGE) / size - 1 : (outline.height >> level) - 0.5,
  };
  return { owner: fingerprint, outline, part };
}
