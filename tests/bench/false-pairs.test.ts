import { describe, expect, it } from '@jest/globals';

import { findFalsePairs, type NegativeLabel } from '../../packages/core/bench/sets/false-pairs.ts';
import { reportedPair } from './reported-pair.ts';

const LABELS: readonly NegativeLabel[] = [
  { file: 'images/logo-0.jpg', category: 'logo', shows: ['cat.jpg'], scene: null },
  { file: 'images/logo-1.jpg', category: 'logo', shows: ['dog.jpg'], scene: null },
  { file: 'images/frame-0.jpg', category: 'frame', shows: ['cat.jpg'], scene: null },
  { file: 'images/burst-0.jpg', category: 'burst', shows: ['hill.jpg'], scene: 'hill' },
  { file: 'images/burst-1.jpg', category: 'burst', shows: ['hill.jpg'], scene: 'hill' },
];

describe('findFalsePairs', () => {
  it('counts a pair of two pictures that show different photos under their category', () => {
    const { falsePairs } = findFalsePairs(LABELS, [reportedPair('logo-0.jpg', 'logo-1.jpg')]);
    expect(falsePairs.map(({ category }) => category)).toEqual(['logo']);
  });

  it('names both categories of a pair across them, sorted', () => {
    const { falsePairs } = findFalsePairs(LABELS, [reportedPair('logo-1.jpg', 'frame-0.jpg')]);
    expect(falsePairs.map(({ category }) => category)).toEqual(['frame ~ logo']);
  });

  it('does not count a pair whose pictures show one photo', () => {
    const pair = reportedPair('frame-0.jpg', 'logo-0.jpg');
    expect(findFalsePairs(LABELS, [pair])).toEqual({ falsePairs: [], sameScene: 0, notCounted: 1 });
  });

  it('takes frames of a scene as right only when they are told to be the same scene', () => {
    const right = findFalsePairs(LABELS, [reportedPair('burst-0.jpg', 'burst-1.jpg', 'same-scene')]);
    expect(right).toEqual({ falsePairs: [], sameScene: 1, notCounted: 0 });
    const wrong = findFalsePairs(LABELS, [reportedPair('burst-0.jpg', 'burst-1.jpg', 'overlaid')]);
    expect(wrong.falsePairs.map(({ category }) => category)).toEqual(['burst']);
  });

  it('puts the most similar first', () => {
    const [one, other] = [reportedPair('logo-0.jpg', 'logo-1.jpg'), reportedPair('logo-1.jpg', 'frame-0.jpg')];
    const { falsePairs } = findFalsePairs(LABELS, [
      { ...one, similarity: 0.6 },
      { ...other, similarity: 0.8 },
    ]);
    expect(falsePairs.map(({ similarity }) => similarity)).toEqual([0.8, 0.6]);
  });

  it('refuses a report on other files', () => {
    expect(() => findFalsePairs(LABELS, [reportedPair('logo-0.jpg', 'stranger.jpg')])).toThrow(RangeError);
  });
});
