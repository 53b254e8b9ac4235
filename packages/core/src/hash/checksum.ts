import { createHash } from 'node:crypto';

import type { Raster } from '../decode/raster.ts';

/** SHA-256 of a file's bytes, 64 hex digits. */
export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * SHA-256 of what a picture looks like, 64 hex digits: over the ASCII line `WIDTHxHEIGHT` with a newline, then the pixels row by
 * row as RGB, or as RGBA when any alpha is below 255. A grey picture equals the RGB one with the same look, and alpha that is
 * opaque throughout does not count.
 */
export function pixelChecksum(raster: Raster): string {
  const hash = createHash('sha256').update(`${raster.width}x${raster.height}\n`);
  const channels = isOpaque(raster) ? 3 : 4;
  if (raster.channels === channels) hash.update(raster.data);
  else for (const pixels of expandedPixels(raster, channels)) hash.update(pixels);
  return hash.digest('hex');
}

function isOpaque({ data, channels }: Raster): boolean {
  if (channels === 1 || channels === 3) return true;
  for (let alpha = channels - 1; alpha < data.length; alpha += channels) if (data[alpha] !== 255) return false;
  return true;
}

const PIXELS_PER_STEP = 1 << 16;

/** The pixels as RGB or RGBA, a stretch at a time in one buffer that is used again: no second copy of a large picture. */
function* expandedPixels({ data, channels }: Raster, wanted: 3 | 4): Generator<Uint8Array> {
  const green = channels < 3 ? 0 : 1;
  const blue = channels < 3 ? 0 : 2;
  const buffer = new Uint8Array(PIXELS_PER_STEP * wanted);
  for (let start = 0; start < data.length; start += PIXELS_PER_STEP * channels) {
    const end = Math.min(data.length, start + PIXELS_PER_STEP * channels);
    let filled = 0;
    for (let i = start; i < end; i += channels) {
      buffer[filled++] = data[i]!;
      buffer[filled++] = data[i + green]!;
      buffer[filled++] = data[i + blue]!;
      if (wanted === 4) buffer[filled++] = data[i + channels - 1]!;
    }
    yield buffer.subarray(0, filled);
  }
}
