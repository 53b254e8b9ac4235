import { describe, expect, it } from '@jest/globals';

import { counted, duration, percent, relationInWords } from './report-words.ts';

describe('relationInWords', () => {
  it.each([
    ['same-bytes', 'none', 'Identical file'],
    ['same-pixels', 'none', 'Identical pixels'],
    ['rotated', 'rotate-90', 'Rotated 90° clockwise'],
    ['rotated', 'rotate-180', 'Rotated 180°'],
    ['mirrored', 'mirror', 'Mirrored'],
    ['mirrored', 'mirror-rotate-270', 'Mirrored and rotated 270° clockwise'],
    ['resized', 'rotate-90', 'Resized, rotated 90° clockwise'],
    ['unsure', 'none', 'Looks alike'],
  ] as const)('calls %s, %s "%s"', (relation, orientation, words) => {
    expect(relationInWords(relation, orientation)).toBe(words);
  });
});

describe('the turn of a relation', () => {
  it.each([
    ['none', 3.2, 'Rotated 3.2° clockwise'],
    ['none', -3.2, 'Rotated 3.2° anticlockwise'],
    ['rotate-270', 4, 'Rotated 86.0° anticlockwise'],
    ['mirror', 0.2, 'Mirrored'],
    ['mirror-rotate-90', -5, 'Mirrored and rotated 85.0° clockwise'],
  ])('puts %s and a tilt of %d as "%s"', (orientation, tilt, words) => {
    expect(relationInWords('rotated', orientation, tilt)).toBe(words);
  });
});

describe('percent', () => {
  it.each([
    [1, '100%'],
    [0.99999, '99.9%'],
    [0.9825, '98.2%'],
    [0.943, '94.3%'],
    [0.29, '29.0%'],
    [0, '0.0%'],
  ])('writes %d as %s', (similarity, text) => {
    expect(percent(similarity)).toBe(text);
  });
});

describe('counts and times', () => {
  it.each([
    [0, '0 images'],
    [1, '1 image'],
    [12_345, '12,345 images'],
  ])('counts %d as %s', (count, text) => {
    expect(counted(count, 'image')).toBe(text);
  });

  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [12.4, '12 s'],
    [59.6, '1 min 0 s'],
    [3725, '62 min 5 s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
