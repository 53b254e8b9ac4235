import type { TileSummary } from './compare-tiles.ts';
import type { TileComparison } from './compare-tiles.ts';

export interface PairTraits {
  readonly chromaDifference: number;
  readonly plainShares: readonly [number, number];
}

export function similarityOf(v: TileSummary & TileComparison, { plainShares: [pa, pb] }: PairTraits): number {
  const overlap = Math.max(v.overlapA, v.overlapB) >= 0.2;
  const photo = overlap && v.share >= 0.6 && v.agreeing >= 10 && v.corners >= 6;
  const overlaid = overlap && v.share >= 0.4 && v.coverage >= 0.6 && v.parts >= 10 && v.agreeing >= 30 && v.corners >= 10 && v.strongShare >= 0.25;
  const soft = overlap && v.share >= 0.9 && v.strongShare >= 0.8 && v.agreeing >= 40 && v.corners >= 1.2;
  const s = v.share * (1 - Math.exp(-v.agreeing / 8));
  if (!photo && !overlaid && !soft) return 0;
  if (Math.max(pa, pb) >= 0.9) return 0;
  if (Math.min(pa, pb) < 0.3) return s;
  return v.share >= 0.9 && v.strongShare >= 0.75 && v.agreeing >= 40 ? s : 0;
}
