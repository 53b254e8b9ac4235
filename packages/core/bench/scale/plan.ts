// Which pictures of a large set are copies of which others.
import { seededRandom } from '../sets/random.ts';
import { PLANTED_EDITS, type PlantedEdit } from './planted-edits.ts';

export interface Plan {
  readonly count: number;
  readonly seed: number;
  /** By the copy's index. */
  readonly copies: ReadonlyMap<number, PlannedCopy>;
}

export interface PlannedCopy {
  readonly original: number;
  readonly edit: PlantedEdit;
}

/** The last picture of every block of 50 is a copy: 2 %. */
const BLOCK = 50;

/** Each copy is of an original in a block of its own, so that no original has two. */
export function planSet(count: number, seed: number): Plan {
  const random = seededRandom(seed, 'plan');
  const blocks = Array.from({ length: Math.floor(count / BLOCK) }, (_, block) => block);
  const edits = Object.keys(PLANTED_EDITS) as PlantedEdit[];
  const copies = random.shuffle(blocks).map((source, block): [number, PlannedCopy] => {
    const original = source * BLOCK + random.integer(0, BLOCK - 2);
    return [block * BLOCK + BLOCK - 1, { original, edit: edits[block % edits.length]! }];
  });
  return { count, seed, copies: new Map(copies) };
}

/** "images/012/012345.jpg": a thousand to a folder. */
export function fileOf(index: number): string {
  const name = String(index).padStart(6, '0');
  return `images/${name.slice(0, 3)}/${name}.jpg`;
}
