import { describe, expect, it } from '@jest/globals';

import { fractalNoise } from '../../packages/core/bench/sets/fractal-noise.ts';
import { seededRandom } from '../../packages/core/bench/sets/random.ts';

const SIZE = { width: 97, height: 61 };

describe('fractalNoise', () => {
  it('gives one value a pixel, the same for the same seed', () => {
    const noise = fractalNoise(SIZE, seededRandom(1, 'noise').next, 0.5);
    expect(noise.length).toBe(97 * 61);
    expect(fractalNoise(SIZE, seededRandom(1, 'noise').next, 0.5)).toEqual(noise);
    expect(fractalNoise(SIZE, seededRandom(2, 'noise').next, 0.5)).not.toEqual(noise);
  });

  it('is smoother with less roughness', () => {
    const step = (roughness: number): number => meanStep(fractalNoise(SIZE, seededRandom(1, 'noise').next, roughness));
    expect(step(0.4)).toBeLessThan(step(0.6));
    expect(step(0.6)).toBeLessThan(step(0.8));
  });

  it('is made of single pixels, too', () => {
    expect(fractalNoise({ width: 1, height: 1 }, seededRandom(1, 'noise').next, 0.5).length).toBe(1);
  });
});

function meanStep(noise: Float32Array): number {
  let sum = 0;
  for (let i = 1; i < noise.length; i++) sum += Math.abs(noise[i]! - noise[i - 1]!);
  return sum / (noise.length - 1);
}
