import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cluster } from './cluster.ts';

type Link = readonly [a: number, b: number, similarity: number];

function clusterBy(links: readonly Link[], order: readonly number[]): readonly (readonly number[])[] {
  const around = new Map(order.map((item) => [item, new Map<number, number>()]));
  for (const [a, b, similarity] of links) {
    around.get(a)!.set(b, similarity);
    around.get(b)!.set(a, similarity);
  }
  return cluster(
    order,
    (item) => around.get(item)!,
    (a, b) => around.get(a)!.has(b),
  );
}

describe('cluster', () => {
  it('puts linked items together, the first of the order in front, and leaves single items out', () => {
    expect(clusterBy([[1, 3, 1]], [3, 2, 1, 0])).toEqual([[3, 1]]);
    expect(clusterBy([], [0, 1])).toEqual([]);
  });

  it('makes no chain: with a like b and b like c, but a unlike c, only the nearer two stand together', () => {
    const links: Link[] = [
      [0, 1, 0.8],
      [1, 2, 0.9],
    ];
    expect(clusterBy(links, [1, 0, 2])).toEqual([[1, 2]]);
    expect(clusterBy(links, [0, 1, 2])).toEqual([[0, 1]]);
    expect(clusterBy(links, [0, 2, 1])).toEqual([[0, 1]]);
  });

  it('takes the most similar first, and of equally similar items the earlier', () => {
    const links: Link[] = [
      [0, 1, 0.7],
      [0, 2, 0.9],
      [0, 3, 0.9],
      [1, 2, 0.9],
      [1, 3, 0.9],
      [2, 3, 0.9],
    ];
    expect(clusterBy(links, [0, 1, 2, 3])).toEqual([[0, 2, 3, 1]]);
  });

  it('gives an item to one cluster only', () => {
    const links: Link[] = [
      [0, 1, 0.9],
      [1, 2, 0.99],
      [2, 3, 0.9],
    ];
    expect(clusterBy(links, [0, 1, 2, 3])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('holds any two of a cluster linked, each item once, and nobody alone who could join the one kept', () => {
    const size = 9;
    const link = fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.double({ min: 0, max: 1, noNaN: true }));
    const graph = fc.array(link, { maxLength: 25 }).map((links) => links.filter(([a, b]) => a !== b));
    const order = fc.shuffledSubarray([...Array(size).keys()], { minLength: size });
    fc.assert(
      fc.property(graph, order, (links, sequence) => {
        const linked = new Set(links.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
        const clusters = clusterBy(links, sequence);
        for (const members of clusters) {
          expect(members.length).toBeGreaterThan(1);
          for (const a of members) for (const b of members) if (a !== b) expect(linked.has(`${a} ${b}`)).toBe(true);
          const places = members.map((member) => sequence.indexOf(member));
          expect(places[0]).toBe(Math.min(...places));
        }
        const taken = clusters.flat();
        expect(new Set(taken).size).toBe(taken.length);
        const alone = sequence.filter((item) => !taken.includes(item));
        for (const a of alone) for (const b of alone) expect(linked.has(`${a} ${b}`)).toBe(false);
      }),
    );
  });
});
