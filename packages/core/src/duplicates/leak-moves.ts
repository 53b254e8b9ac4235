import { familiesOf } from './families.ts';
import type { DuplicatePair, LeakMove } from './report-types.ts';
import type { SearchImage } from './search-image.ts';

/**
 * The fewest images to move so that no pair stands across splits any more: all that are joined by pairs must come together, so each group goes
 * to the split that most of it is in. Where two have as many, the one with more images that had better stay keeps them, then the one with fewer
 * images in all: it can spare less. Dropping the images instead mends it as well.
 * @param stays whether an image had better stay, such as one that was there before a change. Default: none.
 */
export function leakMoves(
  images: readonly Pick<SearchImage, 'source' | 'split'>[],
  pairs: readonly Pick<DuplicatePair, 'a' | 'b'>[],
  stays: (source: string) => boolean = () => false,
): LeakMove[] {
  const places = new Map(images.map(({ source }, place) => [source, place]));
  const joined = pairs.map(({ a, b }) => ({ a: places.get(a)!, b: places.get(b)! }));
  const families = familiesOf(images.length, joined);
  const sizes = countBy(images.map(({ split }) => split));
  const groups = Map.groupBy(
    images.filter(({ split }) => split !== null),
    ({ source }) => families[places.get(source)!]!,
  );
  return [...groups.values()].flatMap((group) => {
    const counts = countBy(group.map(({ split }) => split));
    const staying = countBy(group.filter(({ source }) => stays(source)).map(({ split }) => split));
    const splits = [...counts.keys()].toSorted(
      (one, other) =>
        counts.get(other)! - counts.get(one)! ||
        (staying.get(other) ?? 0) - (staying.get(one) ?? 0) ||
        sizes.get(one)! - sizes.get(other)!,
    );
    const to = splits[0]!;
    return group.filter(({ split }) => split !== to).map(({ source, split }) => ({ source, from: split!, to }));
  });
}

function countBy(splits: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const split of splits) if (split !== null) counts.set(split, (counts.get(split) ?? 0) + 1);
  return counts;
}
