import { normaliseSplit, splitOf } from '@pixelpeeper/core';

import { Refusal } from '../refusal.ts';

/** The split that a file belongs to, null for none. */
export type SplitOf = (path: string) => string | null;

/**
 * @param pattern `auto`, `off`, or a path with `{split}` where the split's name stands; `*` is any text in a folder's name, `**` any folders.
 * @throws Refusal input_invalid
 */
export function splitPattern(pattern: string): SplitOf {
  if (pattern === 'off') return () => null;
  if (pattern === 'auto') return splitOf;
  const parts = pattern.split('{split}');
  if (parts.length !== 2)
    throw new Refusal(
      'input_invalid',
      `Expected \`splits\` to be auto, off or a pattern with {split} in it once, such as data/{split}/**, got \`${pattern}\`.`,
    );
  const expression = new RegExp(`^${parts.map(toExpression).join('(?<split>[^/]+)')}$`, 'is');
  return (path) => {
    const name = expression.exec(path)?.groups?.['split'];
    return name === undefined ? null : normaliseSplit(name);
  };
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' };

function toExpression(glob: string): string {
  return glob.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^$()|[\]\\{}]/g, (found) => WILDCARDS[found] ?? `\\${found}`);
}
