import { describe, expect, it } from '@jest/globals';

import { embeddedPreviews } from './embedded-preview.ts';

const base64 = (hex: string): string => `base64:${Buffer.from(hex, 'hex').toString('base64')}`;

describe('embeddedPreviews', () => {
  it('gives the JPEGs of every group, the largest first', () => {
    const { jpegs } = embeddedPreviews({
      EXIF: { ThumbnailImage: base64('ffd801'), PreviewImage: base64('ffd8010203') },
      MakerNotes: { OtherImage: base64('ffd80102') },
    });
    expect(jpegs.map((jpeg) => Buffer.from(jpeg).toString('hex'))).toEqual(['ffd8010203', 'ffd80102', 'ffd801']);
  });

  it('leaves out what is no JPEG', () => {
    const tags = { EXIF: { PreviewImage: base64('49492a00'), ThumbnailImage: '(Binary data 5 bytes)', OtherImage: 7 } };
    expect(embeddedPreviews(tags)).toEqual({ jpegs: [], size: null, orientation: 1 });
  });

  it.each([
    [{}, 1, { width: 400, height: 300 }],
    [{ EXIF: { Orientation: 3 } }, 3, { width: 400, height: 300 }],
    [{ EXIF: { Orientation: 6 } }, 6, { width: 300, height: 400 }],
    [{ QuickTime: { Rotation: 1 } }, 8, { width: 300, height: 400 }],
    [{ QuickTime: { Rotation: 2 } }, 3, { width: 400, height: 300 }],
    [{ QuickTime: { Rotation: 3 } }, 6, { width: 300, height: 400 }],
    [{ EXIF: { Orientation: 8 }, QuickTime: { Rotation: 3 } }, 8, { width: 300, height: 400 }],
    [{ EXIF: { Orientation: 9 }, QuickTime: { Rotation: 90 } }, 1, { width: 400, height: 300 }],
  ])('turns the size as the file says, in EXIF before HEIF: %j', (said, orientation, size) => {
    expect(embeddedPreviews({ ...said, Composite: { ImageSize: '400x300' } })).toEqual({
      jpegs: [],
      size,
      orientation,
    });
  });

  it('knows no size where ExifTool gives none', () => {
    expect(embeddedPreviews({ Composite: { ImageSize: 'unknown' }, SourceFile: 'a.cr3' }).size).toBeNull();
  });
});
