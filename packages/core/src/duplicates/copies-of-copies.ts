import { composeOrientations, invertOrientation } from '../fingerprint/turn-square.ts';
import type { Candidate } from './search-image.ts';
import type { Verdict } from './verdict.ts';

/** A verified pair; without a verdict it has no turn and leads nowhere. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly verdict: Pick<Verdict, 'orientation'> | undefined;
}

/** For each picture those it is linked to, with the orientation that turns it into them. */
type Turns = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Pairs that are not linked but are both linked to a third picture, with the turn that this implies: for each picture those with later ones. */
export function* copiesOfCopies(
  links: readonly Link[],
  wants: (a: number, b: number) => boolean = () => true,
): Generator<Candidate[]> {
  const turns = turnsOf(links);
  const sizes = componentSizes(turns);
  for (const [a, around] of turns) {
    const found: Candidate[] = [];
    const reached = new Set([a, ...around.keys()]);
    for (const [middle, toMiddle] of around) {
      // Among hundreds of copies of one picture nearly all are linked: without this end they would take cubic time.
      if (reached.size === sizes.get(a)) break;
      for (const [b, toB] of turns.get(middle)!) {
        if (reached.has(b)) continue;
        reached.add(b);
        if (b > a && wants(a, b)) found.push({ a, b, orientation: composeOrientations(toMiddle, toB) });
      }
    }
    yield found;
  }
}

function turnsOf(links: readonly Link[]): Turns {
  const turns = new Map<number, Map<number, number>>();
  const add = (from: number, to: number, orientation: number): void => {
    const known = turns.get(from);
    if (known) known.set(to, orientation);
    else turns.set(from, new Map([[to, orientation]]));
  };
  for (const { a, b, verdict } of links) {
    if (!verdict) continue;
    add(a, b, verdict.orientation);
    add(b, a, invertOrientation(verdict.orientation));
  }
  return turns;
}

/** For each picture how many there are, itself included, that links lead to by any number of steps. */
function componentSizes(turns: Turns): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const start of turns.keys()) {
    if (sizes.has(start)) continue;
    const component = new Set([start]);
    for (const member of component) for (const next of turns.get(member)!.keys()) component.add(next);
    for (const member of component) sizes.set(member, component.size);
  }
  return sizes;
}
