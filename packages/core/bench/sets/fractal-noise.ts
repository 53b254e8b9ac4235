import type { Size } from './photos.ts';

/**
 * Noise whose spectrum falls with frequency as that of clouds and natural scenes does, by Voss's successive random additions: a
 * coarse grid is doubled again and again, and each doubling adds smaller noise.
 * @param roughness what an octave's amplitude is of the one before, 0 to 1: 0.5 is smooth, 0.7 rough.
 * @returns width * height values, most of them from -1 to 1.
 */
export function fractalNoise({ width, height }: Size, next: () => number, roughness: number): Float32Array {
  let level = Math.max(0, Math.ceil(Math.log2(Math.max(width, height))) - 2);
  let grid = addNoise(new Float32Array(side(width, level) * side(height, level)), next, 1);
  for (let amplitude = roughness; level > 0; amplitude *= roughness) {
    level--;
    grid = doubled(grid, side(width, level + 1), { width: side(width, level), height: side(height, level) });
    addNoise(grid, next, amplitude);
  }
  const scale = 1 - roughness * 0.6;
  for (let i = 0; i < grid.length; i++) grid[i]! *= scale;
  return grid;
}

/** How many points of every 2 ** level pixels span a side. */
function side(pixels: number, level: number): number {
  return level === 0 ? pixels : Math.ceil(pixels / 2 ** level) + 1;
}

function addNoise(grid: Float32Array, next: () => number, amplitude: number): Float32Array {
  for (let i = 0; i < grid.length; i++) grid[i]! += (next() * 2 - 1) * amplitude;
  return grid;
}

/** Every point of the finer grid is the mean of the coarse ones round it: of one, two or four. */
function doubled(coarse: Float32Array, coarseWidth: number, { width, height }: Size): Float32Array {
  const fine = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const above = (y >> 1) * coarseWidth;
    const below = ((y + 1) >> 1) * coarseWidth;
    for (let x = 0; x < width; x++) {
      const left = x >> 1;
      const right = (x + 1) >> 1;
      fine[y * width + x] =
        (coarse[above + left]! + coarse[above + right]! + coarse[below + left]! + coarse[below + right]!) / 4;
    }
  }
  return fine;
}
