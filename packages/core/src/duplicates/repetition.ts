import { codeDistance } from './match-features.ts';
import type { Portrait } from './portrait.ts';

/** Most bits of 256 that differ between two places that look the same. */
const MOST_BITS = 40;
/** Nearer places overlap, in pixels of the outline. */
const LEAST_SHIFT = 6;
/** Shifts within a cell of so many pixels are one. */
const CELL = 3;
/** Share of the features that must stand again where one shift puts them, and least count. */
const LEAST_SHARE = 0.11;
const LEAST_FEATURES = 10;

const known = new WeakMap<Portrait, number>();

/**
 * Whether pictures repeat themselves, as printed cloth, brick walls and tilings do: many of their features stand again at one and the same shift.
 * They can be laid on each other in many ways, so that agreement in one of them proves little.
 */
export function areRepetitive(a: Portrait, b: Portrait): boolean {
  return (repetitionOf(a) + repetitionOf(b)) / 2 >= LEAST_SHARE;
}

/** Share of the features that stand again at the commonest shift, 0 to 1. */
function repetitionOf(portrait: Portrait): number {
  const before = known.get(portrait);
  if (before !== undefined) return before;
  const share = measure(portrait);
  known.set(portrait, share);
  return share;
}

function measure({ places: { count, x, y, scale }, codes }: Portrait): number {
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
  return most >= LEAST_FEATURES ? most / count : 0;
}
