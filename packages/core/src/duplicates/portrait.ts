import { areaMeans } from '../fingerprint/area-means.ts';
import type { Plane, Rectangle } from '../fingerprint/border.ts';
import { featureCodes, featurePlaces, type FeaturePlaces } from '../fingerprint/feature-places.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { localNormal } from './local-normal.ts';

/** How often the outline is halved. */
const LEVELS = 3;

/** A fingerprint unfolded for comparing: what many pairs of one image share. */
export interface Portrait {
  readonly width: number;
  readonly height: number;
  readonly inner: Rectangle;
  /** The outline, and it halved and halved again. */
  readonly levels: readonly Plane[];
  /** The same, each sample less the mean and by the deviation round it. */
  readonly normals: readonly Plane[];
  readonly places: FeaturePlaces;
  readonly codes: Uint32Array;
  readonly fingerprint: Fingerprint;
}

export function portraitOf(fingerprint: Fingerprint): Portrait {
  const { outline, inner, features } = fingerprint;
  const levels: Plane[] = [{ ...outline, data: Float32Array.from(outline.data) }];
  while (levels.length < LEVELS) levels.push(halve(levels.at(-1)!));
  return {
    width: outline.width,
    height: outline.height,
    inner,
    levels,
    normals: levels.map(localNormal),
    places: featurePlaces(features),
    codes: featureCodes(features),
    fingerprint,
  };
}

/** A border's inner edge is blurred: so much more of the outline is left out. */
const EDGE = 1;

/** Where samples of a level can be taken between four neighbours that lie in the inner part: least and largest place, edges included. */
export function innerOfLevel({ inner, width, height, levels }: Portrait, level: number): Rectangle {
  const size = 2 ** level;
  const plane = levels[level]!;
  return {
    left: inner.left > 0 ? (inner.left + EDGE) / size : 0,
    top: inner.top > 0 ? (inner.top + EDGE) / size : 0,
    right: inner.right < width ? (inner.right - EDGE) / size - 1 : plane.width - 1.5,
    bottom: inner.bottom < height ? (inner.bottom - EDGE) / size - 1 : plane.height - 1.5,
  };
}

function halve({ data, width, height }: Plane): Plane {
  const [halfWidth, halfHeight] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const grid = { data, offset: 0, step: 1, rowStride: width, width: 2 * halfWidth, height: 2 * halfHeight };
  return { data: areaMeans(grid, halfWidth, halfHeight), width: halfWidth, height: halfHeight };
}
