/**
 * Characters that show nothing, or move what stands around them: controls, line and paragraph separators, lone surrogates,
 * and formats such as the bidirectional ones by which "exe.jpg" can be made to read "gpj.exe" (Unicode Standard Annex 9).
 * The two joiners stay: emoji and several scripts are written with them.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\u200C\u200D]]/gv;

/** A name as it may be shown on one line: each character that cannot be seen is written as its code point, `⟨U+202E⟩`. */
export function visibleName(name: string): string {
  return name.replaceAll(INVISIBLE, codePoint);
}

function codePoint(character: string): string {
  return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
