import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { anyMap, IDENTITY } from '../../fixtures/affine-maps.ts';
import { compose, invert, type Affine } from './affine.ts';
import { copiesOfCopies, type Link } from './copies-of-copies.ts';
import type { Candidate } from './nominate.ts';

function link(a: number, b: number, map: Affine = IDENTITY): Link {
  return { a, b, map };
}

function found(links: readonly Link[], wants?: (a: number, b: number) => boolean): Candidate[] {
  return [...copiesOfCopies(links, wants)].flat();
}

function pairs(links: readonly Link[], wants?: (a: number, b: number) => boolean): string[] {
  return found(links, wants).map(({ a, b }) => `${a}-${b}`);
}

function expectMap([candidate]: readonly Candidate[], map: Affine): void {
  for (const [index, value] of candidate!.map.entries()) expect(value).toBeCloseTo(map[index]!, 6);
}

describe('copiesOfCopies', () => {
  it('finds two pictures that are both linked to a third', () => {
    expect(pairs([link(0, 2), link(1, 2)])).toEqual(['0-1']);
    expect(pairs([link(0, 1), link(1, 2)])).toEqual(['0-2']);
    expect(pairs([link(0, 1), link(0, 2)])).toEqual(['1-2']);
  });

  it('goes two steps, not three', () => {
    expect(pairs([link(0, 1), link(1, 2), link(2, 3)]).toSorted()).toEqual(['0-2', '1-3']);
  });

  it('finds nothing where all are linked, or none', () => {
    expect(found([link(0, 1), link(0, 2), link(1, 2)])).toEqual([]);
    expect(found([link(0, 1), link(2, 3)])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it('puts the maps together, whichever way the links run', () => {
    fc.assert(
      fc.property(anyMap, anyMap, (first, second) => {
        const map = compose(first, second);
        expectMap(found([link(0, 1, first), link(1, 2, second)]), map);
        // The third picture at the end of the list: 0 -> 2 -> 1; and in front: 1 -> 0 -> 2.
        expectMap(found([link(0, 2, first), link(1, 2, invert(second))]), map);
        expectMap(found([link(0, 1, invert(first)), link(0, 2, second)]), map);
      }),
      { numRuns: 50 },
    );
  });

  it('does not go by pairs without a map: pictures with little content, shots of one scene', () => {
    expect(found([{ a: 0, b: 1, map: undefined }, link(1, 2)])).toEqual([]);
  });

  it('leaves out pairs that are not wanted', () => {
    const links = [link(0, 3), link(1, 3), link(2, 3)];
    expect(pairs(links, (a, b) => a + b !== 2)).toEqual(['0-1', '1-2']);
  });

  it('finds in every graph each unlinked pair with a common neighbour, once', () => {
    const size = 10;
    const edge = fc.tuple(fc.nat(size - 1), fc.nat(size - 1));
    const graph = fc.uniqueArray(edge, { maxLength: 45, selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}` });
    fc.assert(
      fc.property(graph, (edges) => {
        const links = edges.filter(([a, b]) => a !== b);
        const linked = (a: number, b: number): boolean =>
          links.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
        const expected = [...Array(size).keys()].flatMap((a) =>
          [...Array(size).keys()]
            .filter((b) => b > a && !linked(a, b))
            .filter((b) => [...Array(size).keys()].some((middle) => linked(a, middle) && linked(middle, b)))
            .map((b) => `${a}-${b}`),
        );
        const given = pairs(links.map(([a, b]) => link(Math.min(a, b), Math.max(a, b))));
        expect(given.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
