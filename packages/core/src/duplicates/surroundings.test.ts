import { describe, expect, it } from '@jest/globals';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { painted, waves } from '../../fixtures/portraits.ts';
import { BUSY } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { plainShareAround } from './surroundings.ts';

const WIDTH = 128;
const HEIGHT = 96;

function showing(lumaAt: (x: number, y: number) => number, width = WIDTH, height = HEIGHT): Fingerprint {
  const inner = { left: 0, top: 0, right: width, bottom: height };
  return { ...BUSY, outline: painted(width, height, lumaAt), inner };
}

/** Half as large as the container, in its middle. */
const inside = showing(waves, 64, 48);
const INTO_MIDDLE = [1, 0, 32, 0, 1, 24] as const;
const isInMiddle = (x: number, y: number): boolean => x >= 32 && x < 96 && y >= 24 && y < 72;

describe('plainShareAround', () => {
  it('is 1 where a picture stands on a plain ground, but for what touches it', () => {
    const onPlain = showing((x, y) => (isInMiddle(x, y) ? waves(x, y) : 240));
    const around = (WIDTH - 2) * (HEIGHT - 2) - 64 * 48;
    const touching = 66 * 50 - 64 * 48; // a ring one pixel wide
    expect(plainShareAround(inside, onPlain, INTO_MIDDLE)).toBeGreaterThanOrEqual((around - touching) / around);
    expect(plainShareAround(inside, onPlain, INTO_MIDDLE)).toBeLessThan(1);
  });

  it('is near 0 where the picture goes on', () => {
    expect(plainShareAround(inside, showing(waves), INTO_MIDDLE)).toBeLessThan(0.05);
  });

  it('does not look under the picture', () => {
    const hole = showing((x, y) => (isInMiddle(x, y) ? 100 : waves(x, y)));
    expect(plainShareAround(inside, hole, INTO_MIDDLE)).toBeLessThan(0.05);
  });

  it('takes differences of up to 4 between neighbours for plain', () => {
    const ramp = (by: number): number => plainShareAround(inside, showing((x) => by * (x % 3 === 1 ? 1 : 0) + 100), INTO_MIDDLE); // prettier-ignore
    expect([ramp(4), ramp(5)]).toEqual([1, 0]);
  });

  it('leaves out the inner picture’s own border', () => {
    const half = { ...inside, inner: { left: 0, top: 0, right: 32, bottom: 48 } };
    const rightHalfPlain = showing((x, y) => (x >= 64 ? 200 : waves(x, y)));
    const shareRound = plainShareAround(half, rightHalfPlain, INTO_MIDDLE);
    expect(shareRound).toBeGreaterThan(0.5);
    expect(shareRound).toBeGreaterThan(plainShareAround(inside, rightHalfPlain, INTO_MIDDLE));
  });

  it('is 0 where nothing is round it', () => {
    expect(plainShareAround(showing(waves), showing(() => 7), IDENTITY)).toBe(0); // prettier-ignore
  });
});
