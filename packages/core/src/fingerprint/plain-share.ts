import type { Plane } from './border.ts';

/** Most that the samples of a plain neighbourhood differ by, in sample values. */
const MOST_DIFFERENCE = 1.5;

/** Share of samples whose 3 x 3 neighbourhood is of one tone, 0 to 1. */
export function plainShare({ data, width, height }: Plane): number {
  let plain = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      let least = Infinity;
      let most = -Infinity;
      for (let row = -1; row <= 1; row++)
        for (let at = (y + row) * width + x - 1, end = at + 3; at < end; at++) {
          const value = data[at]!;
          if (value < least) least = value;
          if (value > most) most = value;
        }
      if (most - least <= MOST_DIFFERENCE) plain++;
    }
  return plain / ((width - 2) * (height - 2));
}
