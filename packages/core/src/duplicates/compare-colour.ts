import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { CHROMA_SIDE } from '../fingerprint/thumbnail.ts';
import { invert } from './affine.ts';
import { TILE } from './compare-tiles.ts';
import type { Verification } from './verify.ts';

/** Mean difference of the colour-difference channels Cb and Cr at the places of tiles, 0 to 255. */
export function chromaDifference(a: Fingerprint, b: Fingerprint, laid: LaidTiles): number {
  const differences = chromaDifferences(a, b, laid);
  return differences.reduce((sum, difference) => sum + difference, 0) / Math.max(1, differences.length);
}

/** Tiles, in which of the pictures they stand, and the map between the two. */
type LaidTiles = Pick<Verification, 'map' | 'tiles' | 'isTiledB'>;

/** The same for each tile. */
export function chromaDifferences(a: Fingerprint, b: Fingerprint, { map, tiles, isTiledB }: LaidTiles): number[] {
  const [from, to, t] = isTiledB ? [b, a, invert(map)] : [a, b, map];
  const middle = (TILE - 1) / 2;
  return tiles.map((tile) => {
    const [x, y] = [tile.x + middle, tile.y + middle];
    const one = chromaAt(from, x, y);
    const other = chromaAt(to, t[0] * x + t[1] * y + t[2], t[3] * x + t[4] * y + t[5]);
    const blue = Math.abs(from.chroma[one]! - to.chroma[other]!);
    return (blue + Math.abs(from.chroma[one + 1]! - to.chroma[other + 1]!)) / 2;
  });
}

/** Where the chroma of a place of the outline stands. */
function chromaAt({ outline }: Fingerprint, x: number, y: number): number {
  const part = (place: number, length: number): number =>
    Math.min(CHROMA_SIDE - 1, Math.max(0, Math.floor(((place + 0.5) * CHROMA_SIDE) / length)));
  return 2 * (part(y, outline.height) * CHROMA_SIDE + part(x, outline.width));
}
