import type { ContentMatch } from './content-match.ts';
import { turnMatch } from './describe-match.ts';

/** A match between contents by what `Name` calls them. */
export interface NamedMatch<Name> extends Omit<ContentMatch, 'a' | 'b'> {
  readonly a: Name;
  readonly b: Name;
}

/** Matches by the places of their contents in a list, in the order of these. */
export function placeMatches<Name>(
  matches: readonly NamedMatch<Name>[],
  placeOf: (name: Name) => number,
): ContentMatch[] {
  const placed = matches.map(({ a, b, verdict }): ContentMatch => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return one < other ? { a: one, b: other, verdict } : { a: other, b: one, verdict: verdict && turnMatch(verdict) };
  });
  return placed.sort((one, other) => one.a - other.a || one.b - other.b);
}
