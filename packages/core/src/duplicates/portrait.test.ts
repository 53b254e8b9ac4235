import { beforeAll, describe, expect, it } from '@jest/globals';

import { painted, portraitOfOutline, waves } from '../../fixtures/portraits.ts';
import { searchImageOfExample } from '../../fixtures/search-images.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { FEATURE_BYTES } from '../fingerprint/local-features.ts';
import { createPortraits } from './portrait-cache.ts';
import { levelOf, portraitOf } from './portrait.ts';

let fingerprint: Fingerprint;

beforeAll(async () => {
  ({ fingerprint } = await searchImageOfExample('train/landscape/forest-stream.jpg'));
});

describe('portraitOf', () => {
  it('unfolds the features: places within the outline, and eight words of code each', () => {
    const { places, codes, fingerprint: own } = portraitOf(fingerprint);
    const count = fingerprint.features.length / FEATURE_BYTES;
    expect([own, places.count, codes.length]).toEqual([fingerprint, count, 8 * count]);
    expect(count).toBeGreaterThan(100);
    for (const [values, end] of [
      [places.x, 128],
      [places.y, fingerprint.outline.height],
    ] as const)
      // prettier-ignore
      for (const value of values) expect(value > -0.5 && value < end).toBe(true);
    const view = new DataView(fingerprint.features.buffer, fingerprint.features.byteOffset);
    expect(codes[8]).toBe(view.getUint32(FEATURE_BYTES, true));
  });

  it('does without features', () => {
    const { places, codes } = portraitOf({ ...fingerprint, features: new Uint8Array() });
    expect([places.count, codes.length]).toEqual([0, 0]);
  });
});

describe('levelOf', () => {
  const outline = painted(128, 90, waves);

  it('takes samples of a whole picture up to its edge', () => {
    const portrait = portraitOfOutline(outline);
    expect(levelOf(portrait, 0).part).toEqual({ left: 0, top: 0, right: 127.5, bottom: 89.5 });
    expect(levelOf(portrait, 1).part).toEqual({ left: 0, top: 0, right: 63.5, bottom: 44.5 });
    expect(levelOf(portrait, 2).part).toEqual({ left: 0, top: 0, right: 31.5, bottom: 21.5 });
  });

  it('keeps a pixel away from a border, on the sides that have one', () => {
    const portrait = portraitOfOutline(outline, { inner: { left: 11, top: 0, right: 119, bottom: 80 } });
    expect(levelOf(portrait, 0).part).toEqual({ left: 12, top: 0, right: 117, bottom: 78 });
    expect(levelOf(portrait, 1).part).toEqual({ left: 6, top: 0, right: 58, bottom: 38.5 });
  });

  it('names the fingerprint as the owner of the outline: portraits of one picture share a place in the kernel', () => {
    const { owner, outline: own } = levelOf(portraitOf(fingerprint), 1);
    expect([owner, own]).toEqual([fingerprint, fingerprint.outline]);
  });
});

describe('createPortraits', () => {
  it('makes each portrait once while it is in use, and those used longest ago anew', () => {
    const small = Array.from({ length: 1002 }, () => ({ ...fingerprint, features: new Uint8Array() }));
    const portrait = createPortraits(small);
    const first = portrait(0);
    expect([first.fingerprint, portrait(0)]).toEqual([small[0], first]);
    const second = portrait(1);
    for (let place = 2; place < 1001; place++) portrait(place);
    expect(portrait(0)).not.toBe(first); // 1,001 have been asked for since
    for (let place = 2; place < 1001; place++) portrait(place);
    expect(portrait(1)).not.toBe(second);
    expect(portrait(1000)).toBe(portrait(1000));
  });

  it('keeps what is asked for again and again', () => {
    const small = Array.from({ length: 1500 }, () => ({ ...fingerprint, features: new Uint8Array() }));
    const portrait = createPortraits(small);
    const first = portrait(0);
    for (let place = 1; place < 1500; place++) {
      portrait(place);
      expect(portrait(0)).toBe(first);
    }
  });
});
