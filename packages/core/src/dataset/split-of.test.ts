import { describe, expect, it } from '@jest/globals';

import { normaliseSplit, splitOf } from './split-of.ts';

describe('splitOf', () => {
  it.each([
    ['data/train/cats/1.jpg', 'train'],
    ['data/Training/1.jpg', 'train'],
    ['coco/train2017/1.jpg', 'train'],
    ['val/1.jpg', 'validation'],
    ['valid/1.jpg', 'validation'],
    ['coco/val2017/1.jpg', 'validation'],
    ['dev/1.jpg', 'validation'],
    ['VALIDATION/1.jpg', 'validation'],
    ['test/1.jpg', 'test'],
    ['testing/1.jpg', 'test'],
    ['test2017/1.jpg', 'test'],
    ['eval/1.jpg', 'test'],
    ['holdout/1.jpg', 'test'],
    ['data\\test\\1.jpg', 'test'],
    ['/srv/test/project/train/1.jpg', 'train'], // the innermost
    ['train/test/1.jpg', 'test'],
    ['../train/1.jpg', 'train'],
    ['cats/1.jpg', null],
    ['train.jpg', null],
    ['cats/train', null], // the file's own name is no folder
    ['trains/1.jpg', null],
    ['', null],
    ['constructor/1.jpg', null],
    ['__proto__/1.jpg', null],
  ])('of %j is %j', (path, split) => {
    expect(splitOf(path)).toBe(split);
  });
});

describe('normaliseSplit', () => {
  it.each([
    ['train', 'train'],
    ['Training', 'train'],
    [' VAL ', 'validation'],
    ['dev', 'validation'],
    ['eval', 'test'],
    ['fold-3', 'fold-3'],
    [' Fold 3 ', 'Fold 3'],
    ['constructor', 'constructor'],
    ['', null],
    ['  ', null],
  ])('of %j is %j', (name, split) => {
    expect(normaliseSplit(name)).toBe(split);
  });
});
