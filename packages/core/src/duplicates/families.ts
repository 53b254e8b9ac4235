/**
 * Groups items that pairs join, by any number of steps.
 * @returns for each item a member that stands for its group, the same for all of it.
 */
export function familiesOf(count: number, pairs: Iterable<{ readonly a: number; readonly b: number }>): Uint32Array {
  const parents = Uint32Array.from({ length: count }, (_, item) => item);
  const rootOf = (item: number): number => {
    let root = item;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]!]!;
    return root;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    parents[Math.max(one, other)] = Math.min(one, other);
  }
  return parents.map((_, item) => rootOf(item));
}
