import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composeOrientations, invertOrientation } from '../fingerprint/turn-square.ts';
import { copiesOfCopies, type Link } from './copies-of-copies.ts';
import type { Candidate } from './search-image.ts';

function link(a: number, b: number, orientation = 0): Link {
  return { a, b, verdict: { orientation } };
}

function found(links: readonly Link[], wants?: (a: number, b: number) => boolean): Candidate[] {
  return [...copiesOfCopies(links, wants)].flat();
}

describe('copiesOfCopies', () => {
  it('finds two pictures that are both linked to a third', () => {
    expect(found([link(0, 2), link(1, 2)])).toEqual([{ a: 0, b: 1, orientation: 0 }]);
    expect(found([link(0, 1), link(1, 2)])).toEqual([{ a: 0, b: 2, orientation: 0 }]);
    expect(found([link(0, 1), link(0, 2)])).toEqual([{ a: 1, b: 2, orientation: 0 }]);
  });

  it('goes two steps, not three', () => {
    const pairs = found([link(0, 1), link(1, 2), link(2, 3)]).map(({ a, b }) => `${a}-${b}`);
    expect(pairs.toSorted()).toEqual(['0-2', '1-3']);
  });

  it('finds nothing where all are linked, or none', () => {
    expect(found([link(0, 1), link(0, 2), link(1, 2)])).toEqual([]);
    expect(found([link(0, 1), link(2, 3)])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  it('puts the turns together, whichever way the links run', () => {
    for (let first = 0; first < 8; first++)
      for (let second = 0; second < 8; second++) {
        const orientation = composeOrientations(first, second);
        expect(found([link(0, 1, first), link(1, 2, second)])).toEqual([{ a: 0, b: 2, orientation }]);
        // The third picture at the end of the list: 0 -> 2 -> 1.
        expect(found([link(0, 2, first), link(1, 2, invertOrientation(second))])).toEqual([
          { a: 0, b: 1, orientation },
        ]);
      }
  });

  it('does not go by pairs without a verdict: pictures with little content have no turn', () => {
    expect(found([{ a: 0, b: 1, verdict: undefined }, link(1, 2)])).toEqual([]);
  });

  it('leaves out pairs that are not wanted', () => {
    const links = [link(0, 3), link(1, 3), link(2, 3)];
    expect(found(links, (a, b) => a + b !== 2).map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [1, 2],
    ]);
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
        const given = found(links.map(([a, b]) => link(Math.min(a, b), Math.max(a, b)))).map(({ a, b }) => `${a}-${b}`);
        expect(given.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
