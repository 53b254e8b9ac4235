import { describe, expect, it } from '@jest/globals';

import { laidView } from './laid-view.ts';

describe('laidView', () => {
  it('draws a picture in the middle of one that is twice as large, in pixels of the latter', () => {
    const view = laidView(
      { width: 400, height: 300 },
      { width: 1600, height: 1200 },
      {
        map: [0.5, 0, 0.25, 0, 0.5, 0.25],
        overlay: [0.5, 0, 0.25, 0.25],
      },
    );
    expect(view).toEqual({
      view_box: '0 0 1600 1200',
      matrix: 'matrix(2 0 0 2 400 300)',
      a: { width: 400, height: 300 },
      b: { width: 1600, height: 1200 },
      overlay: [800, 0, 400, 300],
    });
  });

  it('turns by a quarter and shows what hangs over', () => {
    const view = laidView(
      { width: 100, height: 200 },
      { width: 200, height: 100 },
      {
        map: [0, -1, 1.5, 1, 0, 0],
        overlay: null,
      },
    );
    expect(view).toMatchObject({ view_box: '0 0 300 100', matrix: 'matrix(0 1 -1 0 300 0)', overlay: null });
  });

  it('has nothing to draw without a map', () => {
    expect(laidView({ width: 1, height: 1 }, { width: 1, height: 1 }, { map: null, overlay: null })).toBeNull();
  });
});
