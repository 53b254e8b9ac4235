import { describe, expect, it } from '@jest/globals';

import { HOSTILE_NAMES, hostileReport, nearPair, reportOf, smallReport } from '../../../../../tests/small-report.ts';
import { pageData } from './page-data.ts';

describe('pageData', () => {
  it('names every image of a cluster once, with its facts and its picture', () => {
    const { images } = pageData(smallReport(), new Map([['train/cat.jpg', 'data:image/webp;base64,AA']]));
    expect(images.map(({ source }) => source)).toEqual([
      'train/cat.jpg',
      'test/cat.png',
      'train/cat copy.jpg',
      'dog.jpg',
      'dog-turned.jpg',
    ]);
    expect(images[0]).toEqual({
      source: 'train/cat.jpg',
      folder: 'train/',
      file: 'cat.jpg',
      picture: 'data:image/webp;base64,AA',
      width: 400,
      height: 300,
      bytesize: 32_500,
      format: 'JPEG',
      taken_at: '2016-09-26 00:27',
      camera: 'Sony a7 II',
      split: 'train',
    });
    expect(images[1]?.picture).toBeNull();
  });

  it('says of every member how it relates to the one to keep', () => {
    const [first, second] = pageData(smallReport(), new Map()).clusters;
    expect(first).toMatchObject({ number: 1, reason: 'Highest resolution.', is_leak: true, similarity: 0.9825 });
    expect(first?.members.map(({ verdict }) => verdict?.words)).toEqual([undefined, 'Resized', 'Identical file']);
    expect(second).toMatchObject({ number: 2, is_leak: false, similarity: 0.9719 });
    expect(second?.members[1]?.verdict).toEqual({
      kind: 'near',
      relation: 'rotated',
      words: 'Rotated 90° clockwise',
      similarity: 0.9719,
      percent: '97.1%',
      via: null,
      laid: null,
    });
  });

  it('turns the orientation round when the one to keep is the second of the pair', () => {
    const evidence = { ...nearPair('a', 'b').evidence, orientation: 'rotate-90' };
    const pairs = [nearPair('a', 'b', { relation: 'rotated', evidence })];
    const { clusters } = pageData(
      reportOf({ pairs, clusters: [{ keep: 'b', reason: '', members: ['b', 'a'] }] }),
      new Map(),
    );
    expect(clusters[0]?.members[1]?.verdict?.words).toBe('Rotated 270° clockwise');
  });

  it('names the image a member was matched with when that is not the one to keep', () => {
    const pairs = [nearPair('keep', 'b'), nearPair('b', 'c', { similarity: 0.99 }), nearPair('x', 'y')];
    const { clusters } = pageData(
      reportOf({ pairs, clusters: [{ keep: 'keep', reason: '', members: ['keep', 'b', 'c'] }] }),
      new Map(),
    );
    expect(clusters[0]?.members.map(({ verdict }) => verdict?.via)).toEqual([undefined, null, 1]);
  });

  it('makes names visible but keeps the source', () => {
    const { images } = pageData(hostileReport(), new Map());
    const image = images.find(({ source }) => source === HOSTILE_NAMES.rightToLeft);
    expect(image).toMatchObject({ folder: 'wild/', file: 'photo⟨U+202E⟩gpj.exe', format: 'JPEG' });
  });

  it('has no facts for an image that the report has none of', () => {
    const { images } = pageData(
      reportOf({ clusters: [{ keep: 'constructor', reason: '', members: ['constructor', 'b'] }] }),
      new Map(),
    );
    expect(images[0]).toMatchObject({ source: 'constructor', width: null, bytesize: null, format: null, split: null });
  });
});
