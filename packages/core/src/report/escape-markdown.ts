import { visibleName } from './visible-name.ts';

/**
 * A name as a code span in a table cell (GitHub Flavored Markdown): no markup, HTML, mention or link works inside a code
 * span, the fence is longer than any run of backticks in the name, and a pipe is escaped as tables want it.
 */
export function codeCell(name: string): string {
  const text = visibleName(name);
  const fence = '`'.repeat(longestRun(text) + 1);
  // A code span loses one space at each end if it has both, and a fence must not touch a backtick.
  const padding = /^[` ]|[` ]$/.test(text) || text === '' ? ' ' : '';
  return escapePipes(`${fence}${padding}${text}${padding}${fence}`);
}

/** Prose in a table cell that may quote a stranger's text: nothing in it becomes markup, HTML, a mention, a reference or a link. */
export function textCell(text: string): string {
  return visibleName(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~$#]/g, String.raw`\$&`)
    .replaceAll(/@|#|:(?=\/\/)|\bwww(?=\.)/gi, `$&${ZERO_WIDTH_SPACE}`);
}

/** Put after the character by which GitHub recognises a mention, a reference or a bare link, it stops being recognised. */
const ZERO_WIDTH_SPACE = '\u200B';

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Backslashes before a pipe are doubled: some renderers read `\\|` as an escaped backslash and a new cell. */
function escapePipes(text: string): string {
  return text.replaceAll(/(\\*)\|/g, String.raw`$1$1\|`);
}
