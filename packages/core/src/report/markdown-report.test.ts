import { describe, expect, it } from '@jest/globals';

import {
  exactPair,
  HOSTILE_NAMES,
  hostileReport,
  nearPair,
  reportOf,
  smallReport,
} from '../../../../tests/small-report.ts';
import { toMarkdown } from './markdown-report.ts';

describe('toMarkdown', () => {
  it('gives the summary, then leaks, clusters and unreadable sources', () => {
    expect(toMarkdown(smallReport())).toBe(`# Duplicate images

Compared 12 images in 1.3 s: 1 exact pair and 2 near pairs in 2 clusters. 1 pair stands in different splits. 1 image could not be read.

## Leaks between splits (1)

| Image | Split | Image | Split | Relation | Similarity |
| --- | --- | --- | --- | --- | --- |
| \`train/cat.jpg\` | train | \`test/cat.png\` | test | Resized | 98.2% |

## Clusters (2)

| # | Keep | Reason | Copies |
| --- | --- | --- | --- |
| 1 | \`train/cat.jpg\` | Highest resolution. | \`test/cat.png\` (Resized, 98.2% similar)<br>\`train/cat copy.jpg\` (Identical file) |
| 2 | \`dog.jpg\` | It has a date. | \`dog-turned.jpg\` (Rotated 90° clockwise, 97.1% similar) |

## Unreadable (1)

| Source | Code | Message |
| --- | --- | --- |
| \`broken.jpg\` | \`image_truncated\` | The file ends too early. Copy it again. |
`);
  });

  it('says that nothing was found', () => {
    expect(toMarkdown(reportOf({}, 3))).toBe(
      '# Duplicate images\n\nCompared 3 images in 1.3 s: no duplicates found.\n',
    );
  });

  it('cuts each table at maxPairs rows and counts the rest', () => {
    const names = Array.from({ length: 5 }, (_, index) => `${index}.jpg`);
    const report = reportOf({
      clusters: names.map((keep) => ({ keep, reason: 'First.', members: [keep, `copy-${keep}`] })),
      pairs: names.map((name) => exactPair(name, `copy-${name}`)),
    });
    const lines = toMarkdown(report, { maxPairs: 2 }).trimEnd().split('\n');
    expect(lines.filter((line) => /^\| \d/.test(line))).toHaveLength(2);
    expect(lines.at(-1)).toBe('and 3 more clusters');
  });

  it('names ten copies of a cluster and counts the rest', () => {
    const copies = Array.from({ length: 12 }, (_, index) => `${index}.jpg`);
    const report = reportOf({
      clusters: [{ keep: 'k', reason: 'First.', members: ['k', ...copies] }],
      pairs: [nearPair('k', '0.jpg')],
    });
    expect(toMarkdown(report)).toContain('`9.jpg`<br>and 2 more |');
  });

  it('refuses a limit that is no count', () => {
    expect(() => toMarkdown(smallReport(), { maxPairs: 0 })).toThrow(
      new RangeError('Expected `maxPairs` to be an integer from 1, got `0`'),
    );
  });

  it('keeps hostile names inside their cells', () => {
    const text = toMarkdown(hostileReport());
    const rows = text.split('\n').filter((line) => line.includes(' | `not_an_image` | '));
    expect(rows).toHaveLength(Object.keys(HOSTILE_NAMES).length);
    expect(rows.slice(2, 6)).toEqual([
      '| `=cmd()` | `not_an_image` | =cmd() is no image. |',
      '| ```wild/a\\|b`c``d.jpg``` | `not_an_image` | wild/a\\|b\\`c\\`\\`d.jpg is no image. |',
      '| `wild/two⟨U+000A⟩lines⟨U+2028⟩.jpg` | `not_an_image` | wild/two⟨U+000A⟩lines⟨U+2028⟩.jpg is no image. |',
      '| `wild/photo⟨U+202E⟩gpj.exe` | `not_an_image` | wild/photo⟨U+202E⟩gpj.exe is no image. |',
    ]);
    expect(text).toContain('| Its name is &lt;b&gt;plain&lt;/b&gt; \\| @\u200Bshort \\`x\\`. |');
  });
});
