import { compose, invert, type Affine } from './affine.ts';
import type { Candidate } from './nominate.ts';

/** A verified pair; without a map it leads nowhere. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly map: Affine | undefined;
}

/** For each picture those it is linked to, with the map that lays it on them. */
type Maps = ReadonlyMap<number, ReadonlyMap<number, Affine>>;

/** Pairs that are not linked but are both linked to a third picture, with the map that this implies: for each picture those with later ones. */
export function* copiesOfCopies(
  links: readonly Link[],
  wants: (a: number, b: number) => boolean = () => true,
): Generator<Candidate[]> {
  const maps = mapsOf(links);
  const sizes = componentSizes(maps);
  for (const [a, around] of maps) {
    const found: Candidate[] = [];
    const reached = new Set([a, ...around.keys()]);
    for (const [middle, toMiddle] of around) {
      // Among hundreds of copies of one picture nearly all are linked: without this end they would take cubic time.
      if (reached.size === sizes.get(a)) break;
      for (const [b, toB] of maps.get(middle)!) {
        if (reached.has(b)) continue;
        reached.add(b);
        if (b > a && wants(a, b)) found.push({ a, b, map: compose(toMiddle, toB) });
      }
    }
    yield found;
  }
}

function mapsOf(links: readonly Link[]): Maps {
  const maps = new Map<number, Map<number, Affine>>();
  const add = (from: number, to: number, map: Affine): void => {
    const known = maps.get(from);
    if (known) known.set(to, map);
    else maps.set(from, new Map([[to, map]]));
  };
  for (const { a, b, map } of links) {
    if (!map) continue;
    add(a, b, map);
    add(b, a, invert(map));
  }
  return maps;
}

/** For each picture how many there are, itself included, that links lead to by any number of steps. */
function componentSizes(maps: Maps): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const start of maps.keys()) {
    if (sizes.has(start)) continue;
    const component = new Set([start]);
    for (const member of component) for (const next of maps.get(member)!.keys()) component.add(next);
    for (const member of component) sizes.set(member, component.size);
  }
  return sizes;
}
