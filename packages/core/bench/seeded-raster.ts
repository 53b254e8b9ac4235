import type { Raster } from '../src/decode/raster.ts';

export interface RasterShape {
  readonly width: number;
  readonly height: number;
  readonly channels: Raster['channels'];
}

/** Uniform noise: the same seed gives the same samples everywhere. */
export function noiseRaster(shape: RasterShape, seed: number): Raster {
  const random = mulberry32(seed);
  const data = Uint8Array.from({ length: shape.width * shape.height * shape.channels }, () => random() * 256);
  return { ...shape, data };
}

/** A few plane waves of low frequency per channel with a little noise: much content, no symmetry, like a photograph's. */
export function wavesRaster(shape: RasterShape, seed: number): Raster {
  const { width, height, channels } = shape;
  const random = mulberry32(seed);
  const waves = Array.from({ length: 8 * channels }, (_, i) => ({
    channel: i % channels,
    across: (random() - 0.5) * 60,
    down: (random() - 0.5) * 60,
    phase: random() * 2 * Math.PI,
  }));
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels);
    const x = (pixel % width) / width;
    const y = Math.floor(pixel / width) / height;
    let sample = 128 + (random() - 0.5) * 8;
    for (const { channel, across, down, phase } of waves) {
      if (channel === i % channels) sample += 22 * Math.sin(across * x + down * y + phase);
    }
    data[i] = Math.min(255, Math.max(0, Math.round(sample)));
  }
  return { ...shape, data };
}

/** Tommy Ettinger's 32-bit generator; numbers from 0 up to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
