import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';

/** What codes were made of: the whole picture, or what is inside its border. */
export interface CodeView {
  /** Eight codes, in the order of DIHEDRAL_NAMES. */
  readonly codes: Uint8Array;
  readonly part: Rectangle;
  readonly isInner: boolean;
}

/** One, or two where the picture has a border. */
export function codeViews({ codes, innerCodes, outline, inner }: Fingerprint): CodeView[] {
  const part = { left: 0, top: 0, right: outline.width, bottom: outline.height };
  const whole = { codes, part, isInner: false };
  return innerCodes.length === 0 ? [whole] : [whole, { codes: innerCodes, part: inner, isInner: true }];
}
