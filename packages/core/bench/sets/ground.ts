// Grounds on which things are photographed, painted a pixel at a time.
import { fractalNoise } from './fractal-noise.ts';
import type { Photo, Size } from './photos.ts';
import type { Random } from './random.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** Every pixel's colour as a function of its place. */
export function paint(size: Size, colourAt: (x: number, y: number, index: number) => Rgb): Photo {
  const data = Buffer.alloc(size.width * size.height * 3);
  for (let y = 0, index = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, index++) {
      const colour = colourAt(x, y, index);
      for (let channel = 0; channel < 3; channel++) {
        data[index * 3 + channel] = Math.min(255, Math.max(0, Math.round(colour[channel]!)));
      }
    }
  }
  return { name: 'painted', data, ...size };
}

/** Woven cloth with soft folds. */
export function cloth(size: Size, random: Random, tint: Rgb): Photo {
  const folds = fractalNoise(size, random.next, 0.45);
  const fibre = fractalNoise(size, random.next, 0.95);
  return paint(size, (x, y, index) => {
    const thread = x % 6 < 3 === y % 6 < 3 ? 10 : -10;
    const light = folds[index]! * 45 + thread + fibre[index]! * 12;
    return [tint[0] + light, tint[1] + light, tint[2] + light];
  });
}
