// Pictures with few shapes, which a small code of the whole picture confuses.
import sharp, { type Sharp } from 'sharp';

import { fractalNoise } from '../sets/fractal-noise.ts';
import { paint } from '../sets/ground.ts';
import { openPhoto, type Size } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { hsl, path, svg } from '../sets/svg.ts';
import { drawn, type Family } from './family.ts';

const VIVID = { saturation: [55, 85], lightness: [35, 60] } as const;

/** A few flat shapes on one ground. */
export const icon: Family = drawn(({ random }, index) => {
  const size = { width: 256, height: 256 };
  const shapes = Array.from({ length: 2 + (index % 3) }, () => shape(random));
  return picture(`<rect width="100%" height="100%" rx="40" fill="${hsl(random, VIVID)}"/>${shapes.join('')}`, size);
});

/** Two colours that run into each other, in any direction. */
export const gradient: Family = drawn(({ random }) => {
  const stop = (offset: number): string =>
    `<stop offset="${offset}" stop-color="${hsl(random, { saturation: [30, 70], lightness: [15, 85] })}"/>`;
  const turn = `gradientTransform="rotate(${random.integer(0, 359)} .5 .5)"`;
  const body = `<defs><linearGradient id="g" ${turn}>${stop(0)}${stop(1)}</linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>`;
  return picture(body, { width: 500, height: 400 });
});

/** Street maps of one style: blocks, roads, a river. */
export const map: Family = drawn(({ random }) => {
  const size = { width: 640, height: 640 };
  const river = path(wander(random, size), 'stroke="#9cc3e6" fill="none" stroke-width="26"');
  const minor = Array.from({ length: 26 }, () =>
    path(street(random, size), 'stroke="#fff" fill="none" stroke-width="5"'),
  );
  const major = Array.from({ length: 4 }, () =>
    path(wander(random, size), 'stroke="#f0b43c" fill="none" stroke-width="9"'),
  );
  return picture(`<rect width="100%" height="100%" fill="#e8e4d8"/>${river}${minor.join('')}${major.join('')}`, size);
});

/** Line drawings: many thin strokes on white. */
export const sketch: Family = drawn(({ random }) => {
  const size = { width: 600, height: 600 };
  const strokes = Array.from({ length: 30 }, () =>
    path(wander(random, size), 'stroke="#111" fill="none" stroke-width="2"'),
  );
  return picture(strokes.join(''), size);
});

/** A bright sky over dark land, the horizon near the middle: one big light and dark split. */
export const horizon: Family = drawn(({ random }) => {
  const size = { width: 640, height: 420 };
  const clouds = fractalNoise(size, random.next, 0.5);
  const land = fractalNoise(size, random.next, 0.75);
  const hills = fractalNoise({ width: size.width, height: 1 }, random.next, 0.5);
  const level = size.height * random.between(0.45, 0.58);
  const [sky, ground] = [random.between(-25, 25), random.between(-25, 25)];
  return openPhoto(
    paint(size, (x, y, index) => {
      if (y < level + hills[x]! * 14) {
        const light = 200 - y * 0.1 + clouds[index]! * 28;
        return [light - 30 + sky, light - 8, light + 28 - sky];
      }
      const light = 62 + land[index]! * 34;
      return [light + ground, light + 12, light - 18 - ground * 0.3];
    }),
  );
});

function picture(body: string, { width, height }: Size): Sharp {
  return sharp(svg(width, height, body)).flatten({ background: '#fff' });
}

function shape(random: Random): string {
  const fill = `fill="${hsl(random, VIVID)}"`;
  const [x, y, r] = [random.integer(70, 186), random.integer(70, 186), random.integer(30, 80)];
  return random.pick([
    `<circle cx="${x}" cy="${y}" r="${r}" ${fill}/>`,
    `<rect x="${x - r}" y="${y - r / 2}" width="${r * 2}" height="${r}" rx="${r / 4}" ${fill}/>`,
    `<path d="M${x} ${y - r}L${x + r} ${y + r}H${x - r}Z" ${fill}/>`,
    `<path d="M${x - r} ${y}h${r * 2}M${x} ${y - r}v${r * 2}" stroke="${hsl(random, VIVID)}" stroke-width="${r / 2}"/>`,
  ]);
}

/** From one side to the other, upright or level, by steps that turn a little. */
function wander(random: Random, { width, height }: Size): [number, number][] {
  const isLevel = random.next() < 0.5;
  let across = random.between(0, isLevel ? height : width);
  return Array.from({ length: 24 }, (_, step) => {
    across += random.between(-30, 30);
    const along = (step / 23) * (isLevel ? width : height);
    return isLevel ? [along, across] : [across, along];
  });
}

function street(random: Random, { width, height }: Size): [number, number][] {
  const [x, y] = [random.between(0, width), random.between(0, height)];
  const length = random.between(100, 420);
  const angle = (random.pick([0, 90]) + random.between(-8, 8)) * (Math.PI / 180);
  return [
    [x, y],
    [x + length * Math.cos(angle), y + length * Math.sin(angle)],
  ];
}
