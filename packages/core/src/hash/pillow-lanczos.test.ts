import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { noiseRaster } from '../../bench/seeded-raster.ts';
import { resizePillowLanczos } from './pillow-lanczos.ts';

describe('resizePillowLanczos', () => {
  // Values of Pillow 9.4 on the same samples.
  it('shrinks like Pillow', () => {
    expect(resizedNoise({ from: [7, 5], to: [4, 3], seed: 8 })).toEqual([
      82, 102, 121, 133, 140, 138, 20, 84, 126, 129, 112, 172,
    ]);
  });

  it('enlarges like Pillow', () => {
    expect(resizedNoise({ from: [3, 2], to: [5, 4], seed: 9 })).toEqual([
      0, 109, 223, 102, 0, 69, 142, 210, 128, 49, 169, 184, 192, 161, 138, 245, 217, 179, 187, 205,
    ]);
  });

  it('filters along one side only when the other stays', () => {
    expect(resizedNoise({ from: [40, 1], to: [6, 1], seed: 10 })).toEqual([143, 105, 151, 120, 50, 94]);
  });

  it('rounds and clips ringing at an edge like Pillow', () => {
    const edge = Uint8Array.from({ length: 16 }, (_, x) => (x < 8 ? 0 : 255));
    const { data } = resizePillowLanczos({ data: edge, width: 16, height: 1, channels: 1 }, 6, 1);
    expect([...data]).toEqual([1, 0, 15, 240, 255, 254]);
  });

  it('returns the same samples when both sides stay', () => {
    const grey = noiseRaster({ width: 6, height: 4, channels: 1 }, 1);
    expect(resizePillowLanczos(grey, 6, 4)).toEqual(grey);
  });

  it('keeps a flat picture flat at any size', () => {
    const side = fc.integer({ min: 1, max: 90 });
    const size = fc.record({ width: side, height: side });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 255 }), (from, to, grey) => {
        const data = new Uint8Array(from.width * from.height).fill(grey);
        const resized = resizePillowLanczos({ ...from, data, channels: 1 }, to.width, to.height);
        expect(resized).toEqual({ ...to, data: new Uint8Array(to.width * to.height).fill(grey), channels: 1 });
      }),
    );
  });
});

interface Resizing {
  readonly from: readonly [width: number, height: number];
  readonly to: readonly [width: number, height: number];
  readonly seed: number;
}

function resizedNoise({ from, to, seed }: Resizing): number[] {
  const grey = noiseRaster({ width: from[0], height: from[1], channels: 1 }, seed);
  return [...resizePillowLanczos(grey, to[0], to[1]).data];
}
