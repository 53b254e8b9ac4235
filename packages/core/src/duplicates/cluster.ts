/** A group of items that are all copies of one another, the one to keep first. */
export type Cluster = readonly number[];

/**
 * Groups items by verified links so that no two members of a cluster lack one: chains (a like b, b like c, c unlike a) stay apart. Goes through
 * the items in the order given, best to keep first; each takes the linked items that are still free and linked to all members so far,
 * most similar first. So every member is a verified copy of the one that is kept.
 * @param links for each item its linked items with their similarity.
 * @param isLinked whether two items may stand together.
 */
export function cluster(
  order: readonly number[],
  links: (item: number) => ReadonlyMap<number, number>,
  isLinked: (a: number, b: number) => boolean,
): Cluster[] {
  const taken = new Set<number>();
  const clusters: Cluster[] = [];
  for (const keep of order) {
    if (taken.has(keep)) continue;
    const members = [keep];
    const free = [...links(keep)]
      .filter(([item]) => !taken.has(item))
      .sort(([a, similarityA], [b, similarityB]) => similarityB - similarityA || a - b);
    for (const [item] of free) if (members.every((member) => isLinked(member, item))) members.push(item);
    if (members.length === 1) continue;
    for (const member of members) taken.add(member);
    clusters.push(members);
  }
  return clusters;
}
