import { codeDistance } from './match-features.ts';
import type { Portrait } from './portrait.ts';

/** Most bits of 256 that differ between two places that look the same. */
const MOST_BITS = 40;
/** Nearer places overlap, in pixels of the outline. */
const LEAST_SHIFT = 6;
/** Shifts within a cell of so many pixels are one. */
const CELL = 3;
/** Share of the features that must stand again where one shift puts them, and least count. */
const LEAST_SHARE = 0.12;
const LEAST_FEATURES = 12;

const known = new WeakMap<Portrait, boolean>();

/**
 * Whether a picture repeats itself, as printed cloth, brick walls and tilings do: many of its features stand again at one and the same shift. Two of these
 * can be laid on each other in many ways, so that agreement in one of them proves little.
 */
export function isRepetitive(portrait: Portrait): boolean {
  const before = known.get(portrait);
  if (before !== undefined) return before;
  const answer = repeats(portrait);
  known.set(portrait, answer);
  return answer;
}

function repeats({ places: { count, x, y, scale }, codes }: Portrait): boolean {
  const shifts = new Map<number, Set<number>>();
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const [dx, dy] = [x[j]! - x[i]!, y[j]! - y[i]!];
      if (dx < 0 || scale[i] !== scale[j] || Math.hypot(dx, dy) < LEAST_SHIFT) continue;
      if (codeDistance(codes, i, codes, j) > MOST_BITS) continue;
      const cell = Math.round(dy / CELL) * 1024 + Math.round(dx / CELL);
      shifts.set(cell, (shifts.get(cell) ?? new Set()).add(i));
    }
  const most = Math.max(0, ...[...shifts.values()].map(({ size }) => size));
  return most >= LEAST_FEATURES && most >= LEAST_SHARE * count;
}
