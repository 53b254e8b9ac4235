/** Pairs of codes by their numbers, in columns of equal length. */
export interface Pairs {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Bits in which the two differ. */
  readonly distance: Uint16Array;
}
