import { betweenLevels, type Affine } from './affine.ts';
import { TILE, type Tile, type TileComparison } from './compare-tiles.ts';
import { bilinear, isInside, slowLevel, type SlowLevel } from './levels.reference.ts';
import type { Portrait } from './portrait.ts';

const LEAST_DEVIATION = 4;
const ENOUGH_DEVIATION = 16;
const ENOUGH_CORNER = 60;

/** What `compareTiles` is to find: the tiles that lie in both pictures, those that say something and plain ones. */
export function compareTilesSlowly(
  a: Portrait,
  b: Portrait,
  map: Affine,
  levelB: number,
): Pick<TileComparison, 'tiles' | 'plainTiles'> {
  const [from, to] = [slowLevel(a, 0), slowLevel(b, levelB)];
  const t = betweenLevels(map, 0, levelB);
  const tiles: Tile[] = [];
  for (let y = 0; y < from.height; y += TILE)
    for (let x = 0; x < from.width; x += TILE) {
      const [one, other] = [samplesAt(from, x, y), samplesUnder(to, t, x, y)];
      if (!one || !other) continue;
      const deviation = Math.sqrt(Math.max(covariance(one, one), covariance(other, other)));
      const corner = Math.min(1, Math.max(cornerStrength(one), cornerStrength(other)) / ENOUGH_CORNER);
      tiles.push({
        x,
        y,
        correlation: covariance(one, other) / Math.sqrt((covariance(one, one) + 1) * (covariance(other, other) + 1)),
        deviation,
        weight: Math.min(deviation, ENOUGH_DEVIATION) * (0.3 + corner),
        corner,
        lighter: mean(other) - mean(one),
      });
    }
  return {
    tiles: tiles.filter(({ deviation }) => deviation >= LEAST_DEVIATION),
    plainTiles: tiles.filter(({ deviation }) => deviation < LEAST_DEVIATION),
  };
}

/** A tile of samples; undefined where it is not all inside the picture and its border. The last half pixel of a part counts as inside. */
function samplesAt({ data, width, height, part }: SlowLevel, x: number, y: number): number[] | undefined {
  if (x < part.left || y < part.top || x + TILE > width || y + TILE > height) return undefined;
  if (x + TILE - 1 > part.right + 0.5 || y + TILE - 1 > part.bottom + 0.5) return undefined;
  return PLACES.map(([across, down]) => data[(y + down) * width + x + across]!);
}

/** What lies on a tile; undefined where some of it lies outside. */
function samplesUnder(level: SlowLevel, [a, b, c, d, e, f]: Affine, x: number, y: number): number[] | undefined {
  const places = PLACES.map(([across, down]) => {
    const [column, row] = [x + across, y + down];
    return [a * column + b * row + c, d * column + e * row + f] as const;
  });
  if (!places.every(([column, row]) => isInside(level, column, row))) return undefined;
  return places.map(([column, row]) => bilinear(level, column, row)[0]);
}

const PLACES = Array.from({ length: TILE * TILE }, (_, at) => [at % TILE, Math.floor(at / TILE)] as const);

function mean(samples: readonly number[]): number {
  return samples.reduce((sum, value) => sum + value, 0) / samples.length;
}

function covariance(one: readonly number[], other: readonly number[]): number {
  const [middle, otherMiddle] = [mean(one), mean(other)];
  return mean(one.map((value, at) => (value - middle) * (other[at]! - otherMiddle)));
}

/** The smaller eigenvalue of the mean gradient tensor [[xx, xy], [xy, yy]]. */
function cornerStrength(tile: readonly number[]): number {
  const gradients = PLACES.flatMap(([x, y], at) =>
    x === TILE - 1 || y === TILE - 1 ? [] : [[tile[at + 1]! - tile[at]!, tile[at + TILE]! - tile[at]!] as const],
  );
  const xx = mean(gradients.map(([across]) => across * across));
  const yy = mean(gradients.map(([, down]) => down * down));
  const xy = mean(gradients.map(([across, down]) => across * down));
  return (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
}
