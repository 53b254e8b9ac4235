import { describe, expect, it } from '@jest/globals';

import { isCompanionFile } from './companion-files.ts';

describe('isCompanionFile', () => {
  it.each([
    ...['notes.txt', 'README.md', 'labels.csv', 'annotations/instances.JSON', 'a.xmp', 'IMG_1.AAE', 'set.tar.gz'],
    ...['video.mp4', 'page.html', 'weights.safetensors', 'LICENSE', 'sub/Readme', 'sub\\COPYING', 'Makefile'],
  ])('passes over %j', (path) => {
    expect(isCompanionFile(path)).toBe(true);
  });

  it.each([
    ...['a.jpg', 'b.JPEG', 'c.png', 'scan', 'raw.ARW', 'photo.heic', 'drawing.svg', 'license.jpg', 'readme.png'],
    ...['csv', 'html', 'notes.txt.jpg', 'archive.zip/1.jpg', '.txt', 'constructor'],
  ])('tries %j', (path) => {
    expect(isCompanionFile(path)).toBe(false);
  });
});
