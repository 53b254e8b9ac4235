import { describe, expect, it } from '@jest/globals';

import { mirroredFeatures, seededFeatures, turnedFeatures } from '../../bench/seeded-features.ts';
import { mulberry32 } from '../../bench/seeded-raster.ts';
import { createFeatureIndex } from './feature-index.ts';

describe('createFeatureIndex', () => {
  const random = mulberry32(1);
  const images = Array.from({ length: 50 }, () => ({ features: seededFeatures(random, 60) }));
  const index = createFeatureIndex(images);

  it('finds the image of which one is a turned or mirrored copy, one after another', () => {
    for (const image of [0, 17, 49]) {
      const { features } = images[image]!;
      expect(index.find({ features: turnedFeatures(random, features, 0.02) })).toMatchObject([{ image }]);
      expect(index.find({ features: mirroredFeatures(features) })).toMatchObject([{ image }]);
      expect(index.find({ features })).toEqual([{ image, map: [1, expect.closeTo(0), expect.closeTo(0), expect.closeTo(0), 1, expect.closeTo(0)] }]); // prettier-ignore
    }
  });

  it('finds nothing for a picture of its own, or one without features', () => {
    expect(index.find({ features: seededFeatures(random, 200) })).toEqual([]);
    expect(index.find({ features: new Uint8Array() })).toEqual([]);
  });

  it('refuses more features than an image may have', () => {
    expect(() => index.find({ features: new Uint8Array(257 * 64) })).toThrow(RangeError);
    expect(index.find(images[3]!)).toMatchObject([{ image: 3 }]);
  });
});
