/**
 * The last item of each key, since a statement can write a row only once; in the order of the keys, so that processes which write the
 * same rows wait for each other instead of locking each other out.
 */
export function latestByKey<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const latest = new Map(items.map((item) => [key(item), item]));
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Items for one statement each, so that none grows beyond what can be sent. */
export function* inBatches<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
