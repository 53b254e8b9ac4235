import { compose, type Affine } from './affine.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A map between the pixels of two pictures as one between shares of their widths and heights: (0, 0) is the outer corner at the top left, (1, 1) the one at the bottom right. */
export function mapInShares(a: Size, b: Size, map: Affine): Affine {
  const toPixels: Affine = [a.width, 0, -0.5, 0, a.height, -0.5];
  const toShares: Affine = [1 / b.width, 0, 0.5 / b.width, 0, 1 / b.height, 0.5 / b.height];
  return compose(compose(toPixels, map), toShares);
}
