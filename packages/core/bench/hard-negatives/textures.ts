// Walls and fabrics of one make, photographed at other places: the same lattice, other bricks and threads.
import { fractalNoise } from '../sets/fractal-noise.ts';
import { cloth, paint } from '../sets/ground.ts';
import { openPhoto } from '../sets/photos.ts';
import { drawn, type Family } from './family.ts';

const SIZE = { width: 640, height: 480 };

/** Bricks of one size and mortar; each brick's shade and grain, and where the lattice starts, are the picture's own. */
export const brick: Family = drawn(({ random }) => {
  const [wide, high, joint] = [80, 32, 5];
  const [shiftX, shiftY] = [random.integer(0, wide * 2), random.integer(0, high * 2)];
  const shades = Array.from({ length: 32 * 12 }, () => random.between(-32, 32));
  const grain = fractalNoise(SIZE, random.next, 0.85);
  return openPhoto(
    paint(SIZE, (x, y, index) => {
      const row = Math.floor((y + shiftY) / high);
      const along = x + shiftX + (row % 2) * (wide / 2);
      const light = grain[index]! * 22;
      if ((y + shiftY) % high < joint || along % wide < joint) return [188 + light, 182 + light, 172 + light];
      const shade = shades[row * 12 + Math.floor(along / wide)]! + light;
      return [156 + shade, 82 + shade * 0.7, 62 + shade * 0.6];
    }),
  );
});

/** One cloth, its folds the picture's own. */
export const fabric: Family = drawn(({ random }) => openPhoto(cloth(SIZE, random, [96, 110, 140])));

/** A printed fabric: the same dots in the same rows from another place, with other folds. */
export const printedFabric: Family = drawn(({ random }) => {
  const pitch = 48;
  const [shiftX, shiftY] = [random.integer(0, pitch - 1), random.integer(0, pitch - 1)];
  const folds = fractalNoise(SIZE, random.next, 0.5);
  return openPhoto(
    paint(SIZE, (x, y, index) => {
      const row = Math.floor((y + shiftY) / pitch);
      const dx = ((x + shiftX + (row % 2) * (pitch / 2)) % pitch) - pitch / 2;
      const dy = ((y + shiftY) % pitch) - pitch / 2;
      const light = folds[index]! * 40;
      return dx * dx + dy * dy < 150 ? [230 + light, 225 + light, 210 + light] : [40 + light, 66 + light, 120 + light];
    }),
  );
});
