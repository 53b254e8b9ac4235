import type { Affine } from './affine.ts';

/** Length of a candidate as the kernel writes it. */
export const FOUND_BYTES = 64;

/** Two images, and how the first may be laid on the second. */
export interface MapCandidate {
  readonly a: number;
  readonly b: number;
  /** In pixels of the outlines. */
  readonly map: Affine;
}

/** Reads what a searcher gives: two images of 4 bytes each, what their agreement counts for, and the map from 16 bytes on. */
export function readCandidates(found: Uint8Array): MapCandidate[] {
  const view = new DataView(found.buffer, found.byteOffset, found.byteLength);
  return Array.from({ length: found.length / FOUND_BYTES }, (_, index) => {
    const at = index * FOUND_BYTES;
    const number = (place: number): number => view.getFloat64(at + 16 + 8 * place, true);
    const map: Affine = [number(0), number(1), number(2), number(3), number(4), number(5)];
    return { a: view.getUint32(at, true), b: view.getUint32(at + 4, true), map };
  });
}
