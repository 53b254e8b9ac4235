import type { Rectangle } from '../fingerprint/border.ts';
import type { Fingerprint, Outline } from '../fingerprint/fingerprint.ts';

/** What codes of a picture need beside them: how large it was, and what is inside its border. */
export interface CodedPicture extends Pick<Fingerprint, 'codes' | 'innerCodes' | 'quality' | 'inner'> {
  readonly outline: Pick<Outline, 'width' | 'height'>;
}

/** What codes were made of: the whole picture, or what is inside its border. */
export interface CodeView {
  /** Eight codes, in the order of DIHEDRAL_NAMES. */
  readonly codes: Uint8Array;
  readonly part: Rectangle;
  readonly isInner: boolean;
}

/** One, or two where the picture has a border. */
export function codeViews({ codes, innerCodes, outline, inner }: CodedPicture): CodeView[] {
  const part = { left: 0, top: 0, right: outline.width, bottom: outline.height };
  const whole = { codes, part, isInner: false };
  return innerCodes.length === 0 ? [whole] : [whole, { codes: innerCodes, part: inner, isInner: true }];
}
