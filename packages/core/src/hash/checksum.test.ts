import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { noiseRaster } from '../../bench/seeded-raster.ts';
import type { Raster } from '../decode/raster.ts';
import { checksum, pixelChecksum } from './checksum.ts';

describe('checksum', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(checksum(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(checksum(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('pixelChecksum', () => {
  it('is SHA-256 over the size line and the RGB samples', () => {
    const red: Raster = { data: Uint8Array.of(255, 0, 0), width: 1, height: 1, channels: 3 };
    expect(pixelChecksum(red)).toBe(checksum(Buffer.from('1x1\n\u00ff\0\0', 'latin1')));
    expect(pixelChecksum(red)).toBe('b5216aa5410f1dbc2a38c4fe40ee747e2cea827104ba793ee02ad76e30f315ea');
  });

  // 70,000 pixels are more than the stretch that is expanded at a time.
  const shape = { width: 350, height: 200 };

  it('takes a grey picture and an RGB picture that look the same for equal', () => {
    const grey = noiseRaster({ ...shape, channels: 1 }, 1);
    const rgb = withChannels(grey, 3, (i) => [grey.data[i]!, grey.data[i]!, grey.data[i]!]);
    expect(pixelChecksum(grey)).toBe(pixelChecksum(rgb));
    expect(pixelChecksum(grey)).toBe(slowChecksum('350x200\n', rgb));
  });

  it('drops alpha that is opaque throughout', () => {
    const grey = noiseRaster({ ...shape, channels: 1 }, 2);
    const rgb = noiseRaster({ ...shape, channels: 3 }, 3);
    const opaqueGrey = withChannels(grey, 2, (i) => [grey.data[i]!, 255]);
    const opaqueRgb = withChannels(rgb, 4, (i) => [...rgb.data.subarray(3 * i, 3 * i + 3), 255]);
    expect(pixelChecksum(opaqueGrey)).toBe(pixelChecksum(grey));
    expect(pixelChecksum(opaqueRgb)).toBe(pixelChecksum(rgb));
  });

  it('counts alpha when a single pixel, be it the last, is not opaque', () => {
    const rgb = noiseRaster({ ...shape, channels: 3 }, 4);
    const alphaAt = (i: number): number => (i === shape.width * shape.height - 1 ? 254 : 255);
    const rgba = withChannels(rgb, 4, (i) => [...rgb.data.subarray(3 * i, 3 * i + 3), alphaAt(i)]);
    expect(pixelChecksum(rgba)).toBe(slowChecksum('350x200\n', rgba));
    expect(pixelChecksum(rgba)).not.toBe(pixelChecksum(rgb));
  });

  it('takes translucent grey and translucent RGB that look the same for equal', () => {
    const greyAlpha = noiseRaster({ ...shape, channels: 2 }, 5);
    const rgba = withChannels(greyAlpha, 4, (i) => {
      const grey = greyAlpha.data[2 * i]!;
      return [grey, grey, grey, greyAlpha.data[2 * i + 1]!];
    });
    expect(pixelChecksum(greyAlpha)).toBe(pixelChecksum(rgba));
  });

  it('tells pictures of the same samples and different shape apart', () => {
    const data = new Uint8Array(18);
    expect(pixelChecksum({ data, width: 2, height: 3, channels: 3 })).not.toBe(
      pixelChecksum({ data, width: 3, height: 2, channels: 3 }),
    );
  });
});

function withChannels(like: Raster, channels: 2 | 3 | 4, pixelAt: (i: number) => number[]): Raster {
  const pixels = Array.from({ length: like.width * like.height }, (_, i) => pixelAt(i));
  return { data: Uint8Array.from(pixels.flat()), width: like.width, height: like.height, channels };
}

function slowChecksum(sizeLine: string, raster: Raster): string {
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from(sizeLine), raster.data]))
    .digest('hex');
}
