import { describe, expect, it } from '@jest/globals';

import { IDENTITY } from '../../fixtures/affine-maps.ts';
import { painted, waves } from '../../fixtures/portraits.ts';
import type { Affine } from './affine.ts';
import { edgeStep } from './edge-step.ts';

/** Half as large as the container, in its middle. */
const INSIDE = { left: 0, top: 0, right: 64, bottom: 48 };
const INTO_MIDDLE: Affine = [1, 0, 32, 0, 1, 24];

function isInMiddle(x: number, y: number): boolean {
  return x >= 32 && x < 96 && y >= 24 && y < 72;
}

describe('edgeStep', () => {
  it('is about 1 where the picture goes on beyond the edge', () => {
    const step = edgeStep(INSIDE, painted(128, 96, waves), INTO_MIDDLE);
    expect(step).toBeGreaterThan(0.7);
    expect(step).toBeLessThan(1.3);
  });

  it('is exactly 1 where all is of one tone, and as much larger as the edge is sharper than what is beside it', () => {
    expect(edgeStep(INSIDE, painted(128, 96, () => 90), INTO_MIDDLE)).toBe(1); // prettier-ignore
    // 110 places along the edges, each with a step of 100 across it and none beside it; 2 of noise on either sum.
    const onWhite = painted(128, 96, (x, y) => (isInMiddle(x, y) ? 100 : 200));
    expect(edgeStep(INSIDE, onWhite, INTO_MIDDLE)).toBe((2 + 104 * 100) / 2);
  });

  it('is large where a picture stands on a plain ground', () => {
    const onPlain = painted(128, 96, (x, y) => (isInMiddle(x, y) ? waves(x, y) : 240));
    expect(edgeStep(INSIDE, onPlain, INTO_MIDDLE)).toBeGreaterThan(2.5);
  });

  it('looks along the edge wherever the map puts it', () => {
    const onPlain = painted(128, 96, (x, y) => (isInMiddle(x, y) ? 100 : 200));
    const turned: Affine = [0, -1, 95, 1, 0, 24]; // 48 high, so 16 columns on the left stay free
    const narrow = painted(128, 96, (x, y) => (x >= 48 && x < 96 && y >= 24 && y < 88 ? 100 : 200));
    expect(edgeStep(INSIDE, narrow, turned)).toBe(edgeStep(INSIDE, onPlain, INTO_MIDDLE));
    expect(edgeStep(INSIDE, narrow, INTO_MIDDLE)).toBeLessThan(edgeStep(INSIDE, narrow, turned) / 2);
  });

  it('is 1 where the edges of the two are one', () => {
    expect(edgeStep({ left: 0, top: 0, right: 128, bottom: 96 }, painted(128, 96, waves), IDENTITY)).toBe(1);
  });
});
