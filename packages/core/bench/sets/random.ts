import { mulberry32 } from '../seeded-raster.ts';

/** Draws that are the same for the same seed and stream, everywhere. */
export interface Random {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** From `low` up to `high`. */
  readonly between: (low: number, high: number) => number;
  /** A whole number from `low` to `high`, both included. */
  readonly integer: (low: number, high: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => T[];
}

/** @param stream what the numbers are for: streams of one seed do not shift each other when one of them draws more. */
export function seededRandom(seed: number, stream: string): Random {
  const next = mulberry32(fnv1a(`${seed}/${stream}`));
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    integer,
    pick: (list) => list[integer(0, list.length - 1)]!,
    shuffle: (list) => shuffled(list, integer),
  };
}

/** Fowler, Noll and Vo's 32-bit hash. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function shuffled<T>(list: readonly T[], integer: Random['integer']): T[] {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = integer(0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}
