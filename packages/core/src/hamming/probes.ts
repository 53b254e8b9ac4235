import type { Band } from './plan-bands.ts';

/** The differences of keys within a band's radius, ascending: all numbers of `width` bits of which at most `radius` are ones. */
export function probesOf({ width, radius }: Pick<Band, 'width' | 'radius'>): Uint32Array {
  const probes: number[] = [];
  collect(0, { radius, width }, probes);
  return Uint32Array.from(probes).sort();
}

/** Adds ones only below the lowest there is, so that each number comes once. */
function collect(probe: number, { radius, width }: Pick<Band, 'width' | 'radius'>, probes: number[]): void {
  probes.push(probe);
  if (radius === 0) return;
  for (let bit = 0; bit < width; bit++) collect(probe | (1 << bit), { radius: radius - 1, width: bit }, probes);
}
