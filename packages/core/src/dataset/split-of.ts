/** What folders are called, and the split they mean. */
const SPLITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    train: 'train',
    training: 'train',
    train2017: 'train',
    val: 'validation',
    valid: 'validation',
    validation: 'validation',
    val2017: 'validation',
    dev: 'validation',
    test: 'test',
    testing: 'test',
    test2017: 'test',
    eval: 'test',
    holdout: 'test',
  }),
);

/** The split a file belongs to by the name of a folder on its way, the innermost that is one: "data/train/cats/1.jpg" gives "train"; null when none is. */
export function splitOf(path: string): string | null {
  const folders = path.split(/[/\\]/).slice(0, -1).reverse();
  for (const folder of folders) {
    const split = SPLITS.get(folder.toLowerCase());
    if (split !== undefined) return split;
  }
  return null;
}

/** A split as a manifest names it, in the same words: "Training" gives "train"; other names stay as they are. */
export function normaliseSplit(name: string): string | null {
  const trimmed = name.trim();
  return trimmed === '' ? null : (SPLITS.get(trimmed.toLowerCase()) ?? trimmed);
}
